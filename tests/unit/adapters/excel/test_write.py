"""A write sets the cells it means, as they are meant, and nothing else in the workbook."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation

from rma_sheets.adapters.excel.cells import LONGEST_TEXT
from rma_sheets.errors import RegisterChanged, StoreError
from rma_sheets.model.tab_columns import RETURNS
from rma_sheets.model.values import Formula
from tests.workbooks import column_letter, make_workbook

from .helper import add_cells, cell, change_parts, files_beside, put, raw, sentences, store_on, write

WHY = column_letter(RETURNS, "why")
DUE = column_letter(RETURNS, "due")
MOMENT = datetime(2026, 11, 22, 10, 15)  # a cell knows no zone


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register of two rows."""
    return make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "00123", "sku": "1E10", "qty": 1},
                                                       {"order_no": "10024"}])


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "=", "+49 30 1", "-5", "@SUM(A1)", "\t=1+1", "#N/A", "TRUE", "00123",
                                  "1E10", " both ", "a\nb", "_x0041_", "_x005F_", "é 😀 שלום", "<script>&amp;", "1/2"])
def test_text_stays_text_to_the_letter(path: Path, text: str) -> None:
    write(path, put(0, "why", text))
    assert cell(path, "why") == text
    assert raw(path, f"{WHY}2").data_type == "s"


@pytest.mark.parametrize(("given", "stands"), [("a\x00b\x1bc", "abc"), ("a\r\nb\rc", "a\nb\nc"), ("\ud800x", "x"),
                                               ("", None), (10**16, "1" + "0" * 16),
                                               (Formula("cached"), "cached"), (0.1 + 0.2, 0.3)])
def test_what_a_cell_cannot_hold_is_made_to_fit(path: Path, given: Any, stands: Any) -> None:
    write(path, put(0, "why", given))
    assert cell(path, "why") == stands


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_text_too_long_for_a_cell_ends_with_an_ellipsis(path: Path, letter: str) -> None:
    write(path, put(0, "why", letter * 40_000))
    kept = cell(path, "why")
    assert kept.endswith(letter + "…")
    assert len(kept.encode("utf-16-le")) // 2 in (LONGEST_TEXT, LONGEST_TEXT - 1)


def test_text_like_a_formula_is_marked_so_and_the_mark_goes_with_it(path: Path) -> None:
    write(path, put(0, "why", "=1+1"))
    assert raw(path, f"{WHY}2").quotePrefix
    write(path, put(0, "why", "plain"))
    assert not raw(path, f"{WHY}2").quotePrefix


@pytest.mark.parametrize(("column", "value"), [("due", date(2026, 12, 6)), ("last_sync", MOMENT), ("qty", 3),
                                               ("qty", 2.5), ("why", True), ("why", date(2026, 12, 6)),
                                               ("why", MOMENT)])
def test_values_are_read_back_as_they_were_meant(path: Path, column: str, value: Any) -> None:
    write(path, put(0, column, value))
    assert cell(path, column) == value


def test_dates_get_a_date_format_and_keep_the_one_they_have(path: Path) -> None:
    book = load_workbook(path)
    book["Returns"][f"{DUE}2"].number_format = "dd/mm/yyyy"
    book.save(path)
    write(path, put(0, "due", date(2026, 12, 6)), put(0, "why", MOMENT), put(1, "why", date(2026, 12, 6)))
    assert [raw(path, reference).number_format for reference in (f"{DUE}2", f"{WHY}2", f"{WHY}3")] == [
        "dd/mm/yyyy", "yyyy-mm-dd hh:mm", "yyyy-mm-dd"]


def test_a_number_never_shows_as_a_date(path: Path) -> None:
    write(path, put(0, "due", 45))
    assert (cell(path, "due"), raw(path, f"{DUE}2").number_format) == (45, "General")


def test_dates_are_right_in_the_1904_system(tmp_path: Path) -> None:
    def mac(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    path = make_workbook(tmp_path / "r.xlsx", returns=[{"received_on": date(2026, 11, 22)}], change=mac)
    write(path, put(0, "due", date(2026, 12, 6)))
    assert (cell(path, "due"), cell(path, "received_on")) == (date(2026, 12, 6), date(2026, 11, 22))


def test_a_blank_cell_takes_the_style_of_its_column(tmp_path: Path) -> None:
    def tint(book: Workbook) -> None:
        book["Returns"].column_dimensions[WHY].fill = PatternFill("solid", fgColor="FFEEEEEE")

    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}], change=tint)
    write(path, put(0, "why", "x"))
    assert raw(path, f"{WHY}2").fill.fgColor.rgb == "FFEEEEEE"


def decorated(book: Workbook) -> None:
    """What a shop does with its workbook."""
    sheet = book["Returns"]
    sheet["A2"].font = Font(bold=True, color="FFFF0000")
    sheet["A1"].comment = Comment("what this is for", "staff")
    sheet.column_dimensions["C"].width = 33.5
    sheet.row_dimensions[2].height = 40
    sheet.freeze_panes = "C2"
    validation = DataValidation("list", formula1='"yes,no"', sqref="D2:D500")
    sheet.add_data_validation(validation)
    sheet.conditional_formatting.add("E2:E500", CellIsRule("equal", ["5"], fill=PatternFill(bgColor="FF00FF00")))
    sheet["I2"] = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold "))
    extra = book.create_sheet("Our tab")
    extra["B2"], extra["B3"], extra["B4"] = "kept", "=SUM(C1:C3)", 0.5
    extra["B4"].number_format = "0 %"
    extra.merge_cells("D1:E2")


def fingerprint(path: Path) -> dict[str, Any]:
    """Everything openpyxl can see, but for what stands in the column Why."""
    book = load_workbook(path, rich_text=True)
    sheet = book["Returns"]
    return {
        "cells": [(tab.title, cell.coordinate, cell.value, cell.number_format, cell.font.b, cell.fill.fgColor.rgb)
                  for tab in book for row in tab.iter_rows() for cell in row
                  if not (tab is sheet and cell.coordinate == f"{WHY}2")],
        "widths": {(tab.title, key): size.width for tab in book for key, size in tab.column_dimensions.items()},
        "heights": {key: size.height for key, size in sheet.row_dimensions.items()},
        "frozen": sheet.freeze_panes, "comment": sheet["A1"].comment.text,
        "lists": [(str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation],
        "formats": [(str(part.sqref), [rule.formula for rule in part.rules]) for part in sheet.conditional_formatting],
        "tables": [(tab.title, table.name, table.ref) for tab in book for table in tab.tables.values()],
        "merged": [str(cells) for cells in book["Our tab"].merged_cells.ranges], "tabs": book.sheetnames,
    }


def test_everything_else_stays(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1", "sku": "A"}, {"order_no": "2"}],
                         change=decorated)
    before = fingerprint(path)
    write(path, put(0, "why", "because"))
    assert fingerprint(path) == before
    assert cell(path, "why") == "because"


def test_what_formulas_showed_is_still_there_after_a_write(path: Path) -> None:
    add_cells(path, b'<row r="4"><c r="A4" t="str"><f>B4&amp;"x"</f><v>a &amp; \xc3\xa9</v></c>'
                    b'<c r="B4"><f>1+1</f><v>2</v></c><c r="C4" t="b"><f>TRUE()</f><v>1</v></c></row>')
    before = store_on(path).read().tab("returns").rows[2]
    write(path, put(0, "why", "x"))
    assert store_on(path).read().tab("returns").rows[2] == before
    assert before[:3] == (Formula("a & é"), Formula(2), Formula(True))


def test_a_register_that_was_saved_meanwhile_is_not_written(path: Path) -> None:
    store = store_on(path)
    snapshot = store.read()
    book = load_workbook(path)
    book["Returns"]["A2"] = "staff"
    book.save(path)
    saved = path.read_bytes()
    with pytest.raises(RegisterChanged) as told:
        store.write(snapshot, [put(0, "why", "x")])
    assert sentences(told.value)
    assert (path.read_bytes(), files_beside(path)) == (saved, ["r.xlsx"])


def test_writing_nothing_touches_nothing(path: Path) -> None:
    store, mark = store_on(path), store_on(path).changed_at()
    snapshot = store.read()
    assert (store.write(snapshot, []), store.append(snapshot, "orders", [])) == (snapshot.version,) * 2
    assert store.changed_at() == mark


def test_a_cell_merged_with_others_is_refused(path: Path) -> None:
    book = load_workbook(path)
    book["Returns"].merge_cells("A3:C3")
    book.save(path)
    with pytest.raises(StoreError, match=r"excel\.cell-merged") as told:
        write(path, put(1, "rma_number", "RMA-1"))
    assert "B3" in sentences(told.value)[0]


def with_chart(path: Path) -> None:
    book = load_workbook(path)
    chart = BarChart()
    chart.add_data(Reference(book["Returns"], min_col=13, min_row=1, max_row=3), titles_from_data=True)
    book["Returns"].add_chart(chart, "A9")
    book.save(path)


def with_pivot(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/slicers/slicer1.xml", "<slicers/>")


def with_newer_lists(path: Path) -> None:
    more = (b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
            b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations/></ext>'
            b"</extLst></worksheet>")
    change_parts(path, lambda name, content: content.replace(b"</worksheet>", more)
                 if name == "xl/worksheets/sheet4.xml" else content)


@pytest.mark.parametrize(("add", "named"), [(with_chart, "charts"), (with_pivot, "slicers"),
                                            (with_newer_lists, "Data Validation")])
def test_a_workbook_that_would_lose_something_is_not_written(path: Path, add: Any, named: str) -> None:
    add(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"excel\.would-lose") as told:
        write(path, put(0, "why", "x"))
    assert named in sentences(told.value)[0]
    assert (path.read_bytes(), files_beside(path)) == (before, ["r.xlsx"])


def test_macros_stay(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsm", returns=[{"order_no": "1"}])
    plain, with_macros = b"openxmlformats-officedocument.spreadsheetml.sheet", b"ms-excel.sheet.macroEnabled"
    change_parts(path, lambda name, content: content.replace(plain + b".main", with_macros + b".main"))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    write(path, put(0, "why", "x"))
    with zipfile.ZipFile(path) as package:
        assert package.read("xl/vbaProject.bin") == b"macro"
