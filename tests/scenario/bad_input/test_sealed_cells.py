"""Rows in which the engine cannot write: told in the row as far as there is room, and the other rows go on."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from .proofs import assert_whole
from .rows import row_values, write_row
from .shop import Shop, day, place


def merge(shop: Shop, first: tuple[int, str], last: tuple[int, str]) -> None:
    """Somebody merges cells of Returns."""
    with shop.sheet() as sheet:
        sheet.merge_cells(start_row=first[0], start_column=place(sheet, first[1]), end_row=last[0],
                          end_column=place(sheet, last[1]))


def unmerge(shop: Shop) -> None:
    with shop.sheet() as sheet:
        for cells in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(cells))


@pytest.mark.parametrize("column", ["status", "why", "due", "last_sync", "messages"])
def test_cells_merged_over_two_rows_stop_one_row_and_no_other(three: Shop, column: str) -> None:
    numbers = three.column("rma_number")
    three.type(2, received_on=day(0))
    merge(three, (2, column), (3, column))
    done = three.sync()
    assert done.out.count("[row-sealed]") == 1
    assert (three.cell(3, "check"), three.cell(2, "status")) == ("Error", "received")
    assert column == "messages" or "Unmerge" in three.cell(3, "messages")
    assert "Unmerge" in three.cell(3, "next_step")
    sent = three.mails()
    assert "Nothing to do" in three.sync().out
    unmerge(three)
    done = three.sync()
    assert "[row-sealed]" not in done.out
    assert "Unmerge" not in done.out
    assert (three.column("rma_number"), three.mails()) == (numbers, sent)
    assert three.cell(3, "status") == "approved"
    assert_whole(three)


def test_a_new_row_with_merged_cells_waits_until_they_are_not(three: Shop) -> None:
    sent = three.mails()
    three.add({"requested_on": day(1), "order_no": "1001", "sku": "MUG-01", "qty": 1, "email": "anna@example.org"})
    merge(three, (5, "rma_number"), (5, "status"))
    done = three.sync()
    assert "[row-sealed]" in done.out
    assert (three.cell(5, "row_key"), three.cell(5, "rma_number"), three.mails()) == (None, None, sent)
    unmerge(three)
    three.sync()
    assert three.cell(5, "row_key")
    assert_whole(three)


def test_merged_cells_of_staff_are_no_trouble(three: Shop) -> None:
    merge(three, (2, "assignee"), (3, "assignee"))
    three.type(2, received_on=day(0))
    assert "[row-sealed]" not in three.sync().out
    assert three.cell(2, "status") == "received"
    assert_whole(three)


def test_an_array_over_cells_of_the_engine_is_told(three: Shop) -> None:
    with three.sheet() as sheet:
        cell = sheet.cell(3, place(sheet, "why"))
        cell.value = ArrayFormula(f"{cell.coordinate}:{sheet.cell(4, cell.column).coordinate}", "=UPPER(A3:A4)")
    done = three.sync()
    assert done.out.count("[row-sealed]") == 2
    assert [three.cell(row, "check") for row in (2, 3, 4)] == ["OK", "Error", "Error"]


def test_a_doubled_key_is_unclear_where_one_of_the_rows_is_sealed(three: Shop) -> None:
    write_row(three, 5, row_values(three, 2))
    three.type(5, qty=2)
    merge(three, (4, "status"), (5, "status"))
    sent = three.mails()
    assert three.sync().out.count("[duplicate-row-key]") == 2
    assert three.mails() == sent
    unmerge(three)
    three.type(5, row_key=None)
    three.sync()
    assert_whole(three)


def test_the_label_of_a_sealed_row_can_still_be_made(three: Shop) -> None:
    number = three.cell(2, "rma_number")
    merge(three, (2, "parcel_id"), (2, "label"))
    three.sync()
    assert three.run("label", number).code == 0
