"""What was put in is read back, whatever it looks like; the store takes the register from there."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.errors import RmaSheetsError
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import RowRef
from rma_sheets.model.tab_columns import RETURNS
from rma_sheets.model.values import CellValue

from .helper import Rows, build, built, letter, validation_of


def store(folder: Path, language: str = "en", **tabs: Rows) -> ExcelStore:
    return ExcelStore(build(folder, language, **tabs), backups=folder / "backups", language=language)


@pytest.mark.parametrize(("key", "value"), [
    ("order_no", "00123"), ("sku", "1E10"), ("order_no", "85123A"), ("requested_on", datetime(2026, 11, 22, 9, 30)),
    ("requested_on", date(2026, 11, 22)), ("received_on", date(2026, 11, 22)), ("qty", 3), ("refund_amount", 59.9),
    ("reason_note", '=HYPERLINK("http://example.org","here")'), ("reason_note", "+33 1 23"), ("reason_note", "#N/A"),
    ("reason_note", "_x0041_"), ("reason_note", "two\nlines"), ("customer", "سلمى 😀"),
])
def test_a_value_is_read_back_as_it_was(tmp_path: Path, key: str, value: CellValue) -> None:
    assert store(tmp_path, returns=[{key: value}]).read().tab("returns").cell(0, key) == value


def test_a_customer_s_formula_is_text_for_good(tmp_path: Path) -> None:
    cell = built(tmp_path, returns=[{"item": "=1+1"}])["Returns"][f"{letter(RETURNS, 'item')}2"]
    assert (cell.data_type, cell.quotePrefix, cell.number_format) == ("s", True, "@")


def test_a_register_without_rows_is_read_without_a_finding(tmp_path: Path) -> None:
    snapshot = store(tmp_path, "fr").read()
    assert (len(snapshot.tab("returns").rows), len(snapshot.tab("orders").rows), snapshot.findings) == (0, 0, ())


def test_many_rows_are_all_there(tmp_path: Path) -> None:
    rows = [{"order_no": f"{number:05d}", "sku": "MUG-01", "qty": 1} for number in range(2000)]
    tab = store(tmp_path, orders=rows).read().tab("orders")
    assert [tab.cell(position, "order_no") for position in (0, 1999)] == ["00000", "01999"]


def test_rows_that_are_added_later_look_and_behave_like_the_first(tmp_path: Path) -> None:
    register = store(tmp_path)
    register.append(register.read(), "returns", [{"order_no": f"{number:05d}"} for number in range(300)])
    sheet = load_workbook(tmp_path / "register.xlsx")["Returns"]
    assert sheet[f"{letter(RETURNS, 'order_no')}301"].number_format == "@"
    assert sheet.tables["Returns"].ref.endswith("301")
    assert validation_of(sheet, f"{letter(RETURNS, 'status')}301").formula1.startswith("INDIRECT(")


def test_a_row_is_as_high_as_its_message_and_stays_automatic(tmp_path: Path) -> None:
    path = build(tmp_path, returns=[{"messages": "short"}, {"messages": "one\ntwo\nthree"}])
    sheet = load_workbook(path)["Returns"]
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [None, 45]


def test_a_pass_fits_the_rows_it_writes_and_leaves_heights_that_somebody_has_set(tmp_path: Path) -> None:
    path = build(tmp_path, returns=[{"order_no": "1"}, {"order_no": "2"}])
    book = load_workbook(path)
    book["Returns"].row_dimensions[3].height = 20
    book.save(path)
    register = ExcelStore(path, backups=tmp_path / "backups")
    register.write(register.read(), [CellWrite(RowRef("returns", row), "messages", None, "one\ntwo\nthree")
                                     for row in (0, 1)])
    part = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<row r="[23]"[^>]* ht="([0-9]+)[^"]*"( customHeight="1")?', part) == [
        ("45", ""), ("20", ' customHeight="1"')]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RmaSheetsError):
        build(tmp_path / "file")
