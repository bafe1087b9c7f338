"""A write sets the cells it means, as they are meant."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from rma_sheets.errors import RegisterChanged, StoreError
from rma_sheets.model.tab_columns import RETURNS
from rma_sheets.model.values import LONGEST_TEXT, Formula
from tests.workbooks import column_letter, make_workbook

from .helper import add_cells, add_strings, cell, files_beside, put, raw, sentences, store_on, write

WHY = column_letter(RETURNS, "why")
DUE = column_letter(RETURNS, "due")
MOMENT = datetime(2026, 11, 22, 10, 15)  # a cell knows no zone


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "=", "+49 30 1", "-5", "@SUM(A1)", "\t=1+1", "#N/A", "TRUE", "00123",
                                  "1E10", " both ", "a\nb", "_x0041_", "_x005F_", "é 😀 שלום", "<script>&amp;", "1/2"])
def test_text_stays_text_to_the_letter(path: Path, text: str) -> None:
    write(path, put(0, "why", text))
    assert cell(path, "why") == text
    assert raw(path, f"{WHY}2").data_type == "s"


def test_text_that_looks_escaped_survives_later_writes(path: Path) -> None:
    add_cells(path, b'<row r="4"><c r="A4" t="s"><v>0</v></c></row>')
    strings = (b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>_x005F_x0041_ x005F_</t>'
               b"</si></sst>")
    add_strings(path, strings)
    for text in ("_x0041_", "_x0042_"):
        write(path, put(int(text == "_x0042_"), "why", text))
    assert [cell(path, "why"), cell(path, "why", 1), cell(path, "request_ref", 2)] == [
        "_x0041_", "_x0042_", "_x0041_ x005F_"]


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
