"""What is read is what stands in the cells, at the place where it stands."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from rma_sheets.adapters.excel.workbook import open_workbook
from rma_sheets.model.tab_columns import ORDERS, RETURNS
from rma_sheets.model.values import CellError, Formula
from tests.fidelity.made import ODD
from tests.workbooks import column_letter, make_workbook

from .helper import add_cells, add_strings, cell, change_parts, put, raw, store_on, write

EXACT = ["00123", "1E10", "85123A", "4006390000000001", " lead", "trail ", "a\nb", "é 😀 שלום", "+49 30 1", "#N/A?",
         "31/12/2026", "1.234,50 €", "TRUE", "=1+1"]
QTY = column_letter(RETURNS, "qty")


@pytest.mark.parametrize("text", EXACT)
def test_text_is_read_to_the_letter(tmp_path: Path, text: str) -> None:
    def as_text(book: Workbook) -> None:
        book["Returns"][f"{column_letter(RETURNS, 'order_no')}2"].data_type = "s"

    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": text}], change=as_text)
    assert cell(path, "order_no") == text


def test_numbers_are_taken_as_excel_shows_them(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"qty": 3.0}, {"qty": 0.1}, {"qty": 1e17}, {"qty": -2}])
    add_cells(path, b'<row r="6"><c r="%s6"><v>0.30000000000000004</v></c></row>' % QTY.encode())
    assert [cell(path, "qty", position) for position in range(5)] == [3, 0.1, 1e17, -2, 0.3]
    assert isinstance(cell(path, "qty"), int)


def test_dates_and_moments_keep_their_kind_and_midnight_is_a_date(tmp_path: Path) -> None:
    moments = [datetime(2026, 11, 22, 10, 15), datetime(2026, 11, 22)]
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"requested_on": moment} for moment in moments])
    assert [cell(path, "requested_on", position) for position in (0, 1)] == [moments[0], date(2026, 11, 22)]


def test_the_1904_date_system_gives_the_same_days(tmp_path: Path) -> None:
    def mac(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    path = make_workbook(tmp_path / "r.xlsx", returns=[{"received_on": date(2026, 11, 22)}], change=mac)
    assert cell(path, "received_on") == date(2026, 11, 22)


def test_a_formula_is_told_with_what_it_showed_last(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"qty": 1}])
    add_cells(path, b'<row r="3"><c r="A3" t="str"><f>B1&amp;C1</f><v>a &amp; b</v></c>'
                    b'<c r="%s3"><f>1+1</f><v>2</v></c><c r="C3"><f>D3</f></c>'
                    b'<c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>' % QTY.encode())
    row = store_on(path).read().tab("returns").rows[1]
    assert (row[0], row[2], row[3], cell(path, "qty", 1)) == (Formula("a & b"), Formula(), Formula(), Formula(2))


def test_a_formula_beyond_the_last_value_is_still_a_row(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"qty": 1}])
    add_cells(path, b'<row r="4"><c r="A4"><f>1+1</f></c></row>')
    assert len(store_on(path).read().tab("returns").rows) == 3


def test_an_error_cell_is_an_error_and_not_a_blank(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "#N/A", "qty": "#REF!"}])
    assert (cell(path, "order_no"), cell(path, "qty")) == (CellError("#N/A"), CellError("#REF!"))


@pytest.mark.parametrize("row", [
    b"<!-- a note --><row r='3'><c r='A3' t='e'><v>#N/A</v></c><c r='B3'><f>1+1</f><v>2</v></c></row>",
    b'<row r="3"><c t="e"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c></row>',
    b'<row><c t="e"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c></row>',
    b'<row r="3">\n <c\n r="A3"\n t="e">\n<v>#N/A</v>\n</c>\n <c s="0" r="B3"><f>1+1</f><v>2</v></c></row>',
])
def test_parts_written_in_an_unusual_way_give_the_same(tmp_path: Path, row: bytes) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"qty": 1}])
    add_cells(path, row)
    assert store_on(path).read().tab("returns").rows[1][:2] == (CellError("#N/A"), Formula(2))


def test_rows_are_where_people_see_them_and_blank_ones_at_the_end_are_left_out(tmp_path: Path) -> None:
    def title(book: Workbook) -> None:
        book["Returns"].insert_rows(1, 3)
        book["Returns"]["A1"] = "Our returns"
        book["Returns"].merge_cells("A1:F1")

    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}, {}, {"order_no": "3"}, {}, {}],
                         tables=False, change=title)
    tab = store_on(path).read().tab("returns")
    assert (tab.first_row, len(tab.rows), tab.sheet_row(2), tab.cell(2, "order_no")) == (5, 3, 7, "3")


@pytest.mark.parametrize(("rows", "columns"), [(1, 0), (3, 0), (0, 2), (3, 2)])
def test_blank_rows_above_and_blank_columns_before_are_counted(tmp_path: Path, rows: int, columns: int) -> None:
    def move(book: Workbook) -> None:
        sheet = book["Returns"]
        sheet.move_range(sheet.dimensions, rows, columns)

    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}], tables=False, change=move)
    write(path, put(0, "why", "seen"))
    column = columns + column_index_from_string(column_letter(RETURNS, "why"))
    assert raw(path, f"{get_column_letter(column)}{rows + 2}").value == "seen"
    assert store_on(path).read().tab("returns").first_row == rows + 2


def test_a_million_formatted_but_empty_rows_are_no_rows(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}], tables=False)
    add_cells(path, b"".join(b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/><c r="BB%d" s="1"/></row>'
                             % (number, number, number) for number in range(3, 1_048_577)))
    assert len(store_on(path).read().tab("returns").rows) == 1


def test_a_hidden_and_filtered_tab_is_read_like_any_other(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        book["Orders"].sheet_state = "veryHidden"
        book["Returns"].row_dimensions[2].hidden = True
        book["Returns"].column_dimensions["B"].hidden = True

    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}], orders=[{"order_no": "1"}], change=hide)
    assert (cell(path, "order_no"), cell(path, "order_no", tab="orders")) == ("1", "1")


def test_the_totals_of_a_table_are_no_row(tmp_path: Path) -> None:
    def totals(book: Workbook) -> None:
        sheet = book["Orders"]
        sheet["A4"] = "Total"
        sheet.add_table(Table(displayName="orders", ref="A1:C4", totalsRowCount=1))

    path = make_workbook(tmp_path / "r.xlsx", orders=[{"order_no": "1"}, {"order_no": "2"}], tables=False,
                         change=totals)
    assert len(store_on(path).read().tab("orders").rows) == 2


@pytest.mark.parametrize("strings", [b"", b"<sst/>", b'<?xml version="1.0"?>\n<x:sst xmlns:x="y" count="0"/>\n'])
def test_a_workbook_with_an_empty_list_of_shared_strings_is_read(tmp_path: Path, strings: bytes) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}])
    add_strings(path, strings)
    assert cell(path, "order_no") == "1"


def test_the_version_is_that_of_exactly_these_bytes(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx")
    before = store_on(path).read().version
    change_parts(path, lambda name, content: content)
    assert store_on(path).read().version != before


def test_unknown_columns_and_tabs_are_the_shops(tmp_path: Path) -> None:
    def more(book: Workbook) -> None:
        book["Orders"].cell(1, len(ORDERS.columns) + 1, "Our column")
        book.create_sheet("Our tab", 0)["A1"] = "x"

    path = make_workbook(tmp_path / "r.xlsx", orders=[{"order_no": "1"}], change=more)
    assert set(store_on(path).read().tabs) == {"returns", "orders", "policy", "reasons"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "ISO-8859-1"])
def test_parts_in_other_encodings_are_read_and_written(tmp_path: Path, encoding: str) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "00123", "customer": "Chloé"}])

    def recoded(name: str, content: bytes) -> bytes:
        if "worksheets/sheet" not in name and "sharedStrings" not in name:
            return content
        text = re.sub(r"^<\?xml[^>]*\?>", "", content.decode())
        return f'<?xml version="1.0" encoding="{encoding.upper()}"?>{text}'.encode(encoding, "xmlcharrefreplace")

    change_parts(path, recoded)
    assert (cell(path, "order_no"), cell(path, "customer")) == ("00123", "Chloé")
    write(path, put(0, "why", "été 😀"))
    assert (cell(path, "why"), cell(path, "customer")) == ("été 😀", "Chloé")


def test_sixteen_digits_stay_sixteen_digits_and_a_day_below_zero_is_a_number(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}])
    add_cells(path, b'<row r="3"><c r="A3"><v>4006390000000001</v></c><c r="B3"><v>-12345678901234567</v></c>'
                    b'<c r="C3"><v>-2.5</v></c></row>')
    assert store_on(path).read().tab("returns").rows[1][:3] == ("4006390000000001", -12345678901234568.0, -2.5)


def test_formats_in_alternatives_count_once() -> None:
    grid = open_workbook(ODD["alternatives-in-styles"], Path("returns.xlsx")).grids(["Sheet1"])["Sheet1"]
    assert grid.rows[1][2] == date(2025, 12, 9)
