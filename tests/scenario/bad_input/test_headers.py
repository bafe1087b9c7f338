"""Headers that people rename, move, merge and decorate: found where they can be, one line where they cannot."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.scenario.commands.shell import content_of

from .proofs import assert_whole, one_line
from .shop import CONFIG, Shop, asks, header_row, place

Hands = Callable[[Worksheet], object]


def rename(column: str, new: str | None) -> Hands:
    """Type another header over it."""
    return lambda sheet: setattr(sheet.cell(1, place(sheet, column)), "value", new)


def merge(sheet: Worksheet) -> None:
    at = place(sheet, "order_no")
    sheet.merge_cells(start_row=1, start_column=at, end_row=1, end_column=at + 1)


def double(sheet: Worksheet) -> None:
    sheet.cell(1, sheet.max_column + 1).value = "Order no"


def no_headers(sheet: Worksheet) -> None:
    without_table(sheet)
    sheet.delete_rows(1)


def without_table(sheet: Worksheet) -> None:
    """Tables would have to move with the cells; people who do this convert them to ranges first."""
    for name in list(sheet.tables):
        del sheet.tables[name]


UNUSABLE: dict[str, tuple[Hands, str, str]] = {
    "missing": (rename("order_no", None), "excel.header-missing", "Order no"),
    "renamed": (rename("email", "Customer's mail"), "excel.header-missing", "E-mail"),
    "engine's own missing": (rename("row_key", None), "excel.header-missing", "Row key"),
    "doubled": (double, "excel.header-doubled", "Order no"),
    "doubled in another language": (rename("customer", "N° commande"), "excel.header-doubled", "Order no"),
    "merged": (merge, "excel.header-merged", "Order no"),
    "gone": (no_headers, "excel.no-header-row", "Status"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_header_that_cannot_be_found_stops_the_pass_until_it_is_back(running: Shop, case: str) -> None:
    spoil, reference, named = UNUSABLE[case]
    running.type(3, **asks("1002"))
    sound = running.register.read_bytes()
    with running.sheet() as sheet:
        spoil(sheet)
    before = content_of(running.folder)
    line = one_line(running.run("sync"), reference)
    assert named in line
    assert "Returns" in line
    assert content_of(running.folder) == before
    running.register.write_bytes(sound)
    running.sync()
    assert running.column("status") == ["approved", "approved"]


def move_first(sheet: Worksheet) -> None:
    """Cut a column and insert it in front."""
    without_table(sheet)
    at = place(sheet, "email")
    values = [sheet.cell(row, at).value for row in range(1, sheet.max_row + 1)]
    sheet.delete_cols(at)
    sheet.insert_cols(1)
    for row, value in enumerate(values, 1):
        sheet.cell(row, 1).value = value


def put_titles_above(sheet: Worksheet) -> None:
    without_table(sheet)
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Our Shop - returns"
    sheet["A2"] = "Status"
    sheet.merge_cells("A1:F1")


def add_own_column(sheet: Worksheet) -> None:
    at = sheet.max_column + 1
    sheet.cell(1, at).value, sheet.cell(2, at).value = "Our remarks", "call Anna"


GENEROUS: dict[str, Hands] = {
    "with non-breaking spaces": rename("order_no", " Order\u00a0no\u202f"),
    "in other case": rename("order_no", "ORDER NO"),
    "with a line break": rename("order_no", "Order\nno"),
    "in the other language": rename("order_no", "N° commande"),
    "moved": move_first,
    "below title rows": put_titles_above,
    "beside a column of the shop's": add_own_column,
}


@pytest.mark.parametrize("case", GENEROUS)
def test_a_header_that_can_be_found_is_found(shop: Shop, case: str) -> None:
    with shop.sheet() as sheet:
        GENEROUS[case](sheet)
    shop.sync()
    with shop.sheet() as sheet:
        assert sheet.cell(header_row(sheet) + 1, place(sheet, "status")).value == "approved"
    assert_whole(shop)


def test_columns_and_titles_of_the_shop_are_as_they_were(shop: Shop) -> None:
    with shop.sheet() as sheet:
        put_titles_above(sheet)
        at = sheet.max_column + 1
        sheet.cell(4, at).value, sheet.cell(5, at).value = "Our remarks", "call Anna"
    shop.sync()
    with shop.sheet() as sheet:
        assert [sheet.cell(row, 1).value for row in (1, 2)] == ["Our Shop - returns", "Status"]
        assert [sheet.cell(row, at).value for row in (4, 5)] == ["Our remarks", "call Anna"]


def test_headers_moved_between_two_passes_change_nothing(running: Shop) -> None:
    with running.sheet() as sheet:
        move_first(sheet)
    before = running.register.read_bytes()
    assert "Nothing to do" in running.sync().out
    assert running.register.read_bytes() == before


def test_a_header_renamed_by_the_shop_is_found_once_it_is_in_the_configuration(running: Shop) -> None:
    with running.sheet() as sheet:
        rename("email", "Customer's mail")(sheet)
    one_line(running.run("sync"), "excel.header-missing")
    mapping = 'path: returns.xlsx, headers: {returns: {"Customer\'s mail": E-mail}}'
    (running.folder / "config.yaml").write_text(CONFIG.replace("path: returns.xlsx", mapping), encoding="utf-8")
    assert "Nothing to do" in running.sync().out


def test_an_optional_column_that_is_gone_is_told_and_the_rows_go_on(running: Shop) -> None:
    running.type(3, **asks("1002"))
    with running.sheet() as sheet:
        rename("phone", None)(sheet)
    done = running.sync()
    assert "[header-missing]" in done.out
    assert running.column("status") == ["approved", "approved"]
