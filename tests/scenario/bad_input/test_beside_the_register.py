"""What the shop keeps in the tab beside and below its returns: it is no return, and it stays."""

from __future__ import annotations

from openpyxl.worksheet.table import Table

from .proofs import assert_whole
from .shop import Shop, place


def test_a_legend_and_a_sum_below_the_returns_are_left_alone(three: Shop) -> None:
    sent = three.mails()
    with three.sheet() as sheet:
        sheet.cell(9, 1).value = "Legend: yellow = phoned"
        sheet.cell(10, 1).value = "Sum"
        sheet.cell(10, place(sheet, "qty")).value = "=SUM(M2:M6)"
        sheet.cell(11, place(sheet, "refund_amount")).value = 12.5
    assert "Nothing to do" in three.sync().out
    with three.sheet() as sheet:
        assert [sheet.cell(row, 1).value for row in (9, 10)] == ["Legend: yellow = phoned", "Sum"]
    assert three.mails() == sent
    assert_whole(three)


def test_another_table_below_is_no_part_of_the_register(three: Shop) -> None:
    with three.sheet() as sheet:
        for row, cells in enumerate((("Who", "Phone", "Order no"), ("Anna", "1", "77"), ("Ben", "2", "78")), 8):
            for column, value in enumerate(cells, 1):
                sheet.cell(row, column).value = value
        sheet.add_table(Table(displayName="Other", ref="A8:C10"))
    three.type(2, received_on=three.cell(2, "requested_on"))
    assert "3 rows" in three.sync().out
    assert three.cell(2, "status") == "received"
    with three.sheet() as sheet:
        assert [sheet.cell(row, 3).value for row in (8, 9, 10)] == ["Order no", "77", "78"]


def test_a_table_beside_the_rows_may_show_its_totals(three: Shop) -> None:
    with three.sheet() as sheet:
        far = sheet.max_column + 3
        for row in range(1, 5):
            sheet.cell(row, far).value = "Agent" if row == 1 else row
        table = Table(displayName="Agents", ref=f"{sheet.cell(1, far).coordinate}:{sheet.cell(3, far).coordinate}")
        table.totalsRowCount = 1
        sheet.add_table(table)
    assert "Nothing to do" in three.sync().out


def test_a_row_that_shows_its_number_is_that_return(three: Shop) -> None:
    numbers, sent = three.column("rma_number"), three.mails()
    three.type(2, row_key=None, request_ref=None, synced_status=None, order_no="1003")
    three.sync()
    assert three.column("rma_number") == numbers
    assert three.mails() == sent
