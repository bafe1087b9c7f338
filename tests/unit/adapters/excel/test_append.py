"""New rows stand under the last one, look like it, and belong to the table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from rma_sheets.errors import StoreError
from rma_sheets.model.tab_columns import ORDERS, RETURNS
from tests.workbooks import column_letter, make_workbook

from .helper import cell, files_beside, put, raw, sentences, store_on, write

LINES = [{"order_no": "00124", "sku": "1E10", "qty": 2, "delivered_on": date(2026, 11, 13)},
         {"order_no": "00125", "sku": "A", "item": "=1+1"}]
LAST = column_letter(ORDERS, "currency")


def append(path: Path, tab: str = "orders") -> str:
    store = store_on(path)
    return store.append(store.read(), tab, LINES)


def test_rows_are_added_under_the_last_filled_one(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", orders=[{"order_no": "1", "sku": "A", "qty": 1}])
    version = append(path)
    after = store_on(path).read()
    assert [after.tab("orders").cell(row, "order_no") for row in range(3)] == ["1", "00124", "00125"]
    assert (after.version, after.tab("orders").cell(1, "delivered_on"), after.tab("orders").cell(2, "item")) == (
        version, date(2026, 11, 13), "=1+1")


def test_the_first_rows_fill_the_blank_one_of_an_empty_table(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx")
    append(path)
    assert cell(path, "order_no", tab="orders") == "00124"
    assert load_workbook(path)["Orders"].tables["t_orders"].ref == f"A1:{LAST}3"


def test_new_rows_look_like_the_row_above_in_every_column(tmp_path: Path) -> None:
    def style(book: Workbook) -> None:
        book["Orders"]["A2"].font = Font(bold=True)
        book["Orders"]["F2"].fill = PatternFill("solid", fgColor="FFEEEEEE")

    path = make_workbook(tmp_path / "r.xlsx", orders=[{"order_no": "1", "customer": "Anna"}], change=style)
    append(path)
    new = load_workbook(path)["Orders"]
    assert (new["A4"].font.b, new["F4"].fill.fgColor.rgb, new["A4"].number_format) == (True, "FFEEEEEE", "@")


def test_identifiers_and_dates_get_their_format_where_nothing_was_prepared(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", tables=False,
                         change=lambda book: book["Orders"].delete_rows(2, 5))
    append(path)
    delivered = column_letter(ORDERS, "delivered_on")
    assert [raw(path, f"{letter}2", "Orders").number_format for letter in ("A", delivered)] == ["@", "yyyy-mm-dd"]


def test_what_ended_on_the_last_row_follows_and_the_rest_stays(tmp_path: Path) -> None:
    def rules(book: Workbook) -> None:
        sheet = book["Orders"]
        for cells in ("M2:M2", "N2:N1000", "A1:B1"):
            sheet.add_data_validation(DataValidation("whole", formula1="1", operator="greaterThan", sqref=cells))
        sheet.conditional_formatting.add("A2:O2 Q2:Q9", FormulaRule(["$M2>1"], font=Font(bold=True)))

    path = make_workbook(tmp_path / "r.xlsx", orders=[{"order_no": "1"}], change=rules)
    append(path)
    sheet = load_workbook(path)["Orders"]
    assert sheet.tables["t_orders"].ref == sheet.tables["t_orders"].autoFilter.ref == f"A1:{LAST}4"
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["M2:M4", "N2:N1000", "A1:B1"]
    assert [str(part.sqref) for part in sheet.conditional_formatting] == ["A2:O4 Q2:Q9"]


def test_drop_downs_that_were_spread_in_advance_stay_in_advance(tmp_path: Path) -> None:
    def spread(book: Workbook) -> None:
        book["Orders"].add_data_validation(DataValidation("whole", formula1="1", sqref="M2:M3"))

    path = make_workbook(tmp_path / "r.xlsx", orders=[{"order_no": "1"}], change=spread)
    append(path)
    assert str(load_workbook(path)["Orders"].data_validations.dataValidation[0].sqref) == "M2:M5"


def test_a_table_that_the_shop_keeps_beside_it_stays(tmp_path: Path) -> None:
    def legend(book: Workbook) -> None:
        book["Orders"]["S1"], book["Orders"]["S2"] = "Legend", "x"
        book["Orders"].add_table(Table(displayName="legend", ref="S1:S2"))

    path = make_workbook(tmp_path / "r.xlsx", orders=[{"order_no": "1"}], change=legend)
    append(path)
    assert load_workbook(path)["Orders"].tables["legend"].ref == "S1:S2"


def test_a_filter_on_the_sheet_follows(tmp_path: Path) -> None:
    def with_filter(book: Workbook) -> None:
        book["Orders"].auto_filter.ref = f"A1:{LAST}2"

    path = make_workbook(tmp_path / "r.xlsx", orders=[{"order_no": "1"}], tables=False, change=with_filter)
    append(path)
    assert load_workbook(path)["Orders"].auto_filter.ref == f"A1:{LAST}4"


def test_a_row_that_staff_typed_under_the_table_is_taken_into_it(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}],
                         change=lambda book: book["Returns"].cell(3, 9, "2"))
    write(path, put(1, "rma_number", "RMA-1"))
    table = load_workbook(path)["Returns"].tables["t_returns"]
    assert table.ref.endswith("3")


def test_a_table_with_totals_is_not_written_over(tmp_path: Path) -> None:
    def totals(book: Workbook) -> None:
        book["Orders"]["A3"] = "Total"
        book["Orders"].add_table(Table(displayName="orders", ref="A1:C3", totalsRowCount=1))

    path = make_workbook(tmp_path / "r.xlsx", orders=[{"order_no": "1"}], tables=False, change=totals)
    with pytest.raises(StoreError, match=r"excel\.totals-row") as told:
        append(path)
    assert sentences(told.value)
    assert files_beside(path) == ["r.xlsx"]


def test_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx")
    store = store_on(path)
    with pytest.raises(StoreError, match=r"excel\.no-such-cell") as told:
        store.append(store.read(), "orders", [{"colour": "blue"}])
    assert sentences(told.value)


def test_formulas_of_the_shop_go_on_under_the_register(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}, {"order_no": "2"}])
    own = len(RETURNS.columns) + 2
    book = load_workbook(path)
    for row in (2, 3):
        book["Returns"].cell(row, own).value = f"=M{row}*2"
    book.save(path)
    store = store_on(path)
    store.append(store.read(), "returns", [{"order_no": "3"}, {"order_no": "4"}])
    after = load_workbook(path)["Returns"]
    assert [after.cell(row, own).value for row in range(2, 6)] == ["=M2*2", "=M3*2", "=M4*2", "=M5*2"]


def test_formulas_filled_down_in_advance_are_no_returns(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}])
    own = len(RETURNS.columns) + 2
    book = load_workbook(path)
    for row in range(2, 40):
        book["Returns"].cell(row, own).value = f'=IF(I{row}="","",1)'
    book.save(path)
    store = store_on(path)
    assert len(store.read().tab("returns").rows) == 1
    store.append(store.read(), "returns", [{"order_no": "2"}])
    assert [row[:1] and len(row) > 5 for row in store.read().tab("returns").rows] == [True, True]
    after = load_workbook(path)["Returns"]
    assert [after.cell(row, own).value for row in (3, 39)] == ['=IF(I3="","",1)', '=IF(I39="","",1)']


def test_what_the_shop_keeps_beside_the_rows_to_come_stays(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}])
    book = load_workbook(path)
    for row in range(2, 12):
        book["Returns"].cell(row, len(RETURNS.columns) + 3).value = f"carrier {row}"
    book.save(path)
    store = store_on(path)
    store.append(store.read(), "returns", [{"order_no": "2"}, {"order_no": "3"}])
    after = load_workbook(path)["Returns"]
    beside = [after.cell(row, len(RETURNS.columns) + 3).value for row in (3, 4, 11)]
    assert beside == ["carrier 3", "carrier 4", "carrier 11"]
    assert len(store.read().tab("returns").rows) == 3
