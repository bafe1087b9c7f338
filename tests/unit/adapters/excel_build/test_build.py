"""A new register: what a person finds in it, read back from the file itself and recalculated by LibreOffice."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.adapters.excel.build import build_workbook
from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.model.column import LANGUAGES, Owner
from rma_sheets.model.returns_columns import RETURNS_COLUMNS
from rma_sheets.model.states import Status, staff_moves
from rma_sheets.model.tab_columns import RETURNS, TABS
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import build_vocabulary
from rma_sheets.texts import load_texts
from tests.system import require_program

TEXTS = {language: load_texts(language) for language in LANGUAGES}


def build(path: Path, language: str = "en", **tabs: Sequence[Mapping[str, CellValue]]) -> Workbook:
    build_workbook(path, texts=TEXTS[language], vocabulary=vocabulary(language), tabs=tabs, languages=TEXTS)
    return load_workbook(path)


def vocabulary(language: str):  # type: ignore[no-untyped-def]
    return build_vocabulary(TEXTS[language], tuple(TEXTS.values()))


def letter_of(column: str, sheet: Worksheet, language: str = "en") -> str:
    header = RETURNS.column(column).header(language)
    return next(cell.column_letter for cell in sheet[1] if cell.value == header)


def rule_of(sheet: Worksheet, column: str) -> DataValidation:
    letter = letter_of(column, sheet)
    return next(rule for rule in sheet.data_validations.dataValidation if f"{letter}2" in rule.sqref)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tab_is_a_table_with_its_headers_in_view(tmp_path: Path, language: str) -> None:
    book = build(tmp_path / "r.xlsx", language)
    for spec in TABS:
        sheet = book[spec.title(language)]
        assert [cell.value for cell in sheet[1]] == [column.header(language) for column in spec.columns]
        assert list(sheet.tables) == [spec.title(language)]
        assert sheet.freeze_panes.endswith("2")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_header_has_its_note(tmp_path: Path, language: str) -> None:
    book = build(tmp_path / "r.xlsx", language)
    assert [cell.value for spec in TABS for cell in book[spec.title(language)][1] if cell.comment is None] == []


def test_the_engine_s_own_marks_are_hidden(tmp_path: Path) -> None:
    sheet = build(tmp_path / "r.xlsx")["Returns"]
    hidden = {key for key in ("row_key", "rev", "synced_status", "order_no")
              if sheet.column_dimensions[letter_of(key, sheet)].hidden}
    assert hidden == {"row_key", "rev", "synced_status"}


@pytest.mark.parametrize("column", [column.key for column in RETURNS_COLUMNS if column.owner is Owner.ENGINE])
def test_an_engine_column_refuses_typing(tmp_path: Path, column: str) -> None:
    rule = rule_of(build(tmp_path / "r.xlsx")["Returns"], column)
    assert (rule.type, rule.formula1, rule.showErrorMessage) == ("custom", "FALSE", True)


def test_identifiers_are_text_also_in_rows_typed_later(tmp_path: Path) -> None:
    sheet = build(tmp_path / "r.xlsx")["Returns"]
    assert sheet.column_dimensions[letter_of("order_no", sheet)].number_format == "@"


def test_identifiers_and_hostile_text_come_back_as_they_were(tmp_path: Path) -> None:
    row = {"order_no": "00123", "sku": "1E10", "reason_note": '=HYPERLINK("http://example.org")', "qty": 2,
           "requested_on": date(2026, 11, 20)}
    build(tmp_path / "r.xlsx", returns=[row])
    tab = ExcelStore(tmp_path / "r.xlsx", backups=tmp_path).read().tab("returns")
    assert {key: tab.cell(0, key) for key in row} == row


def test_an_empty_register_can_be_read(tmp_path: Path) -> None:
    build(tmp_path / "r.xlsx")
    snapshot = ExcelStore(tmp_path / "r.xlsx", backups=tmp_path).read()
    assert {key: len(tab.rows) for key, tab in snapshot.tabs.items()} == {
        "returns": 0, "orders": 0, "policy": 6, "reasons": 21}


def test_the_same_register_is_the_same_content(tmp_path: Path) -> None:
    build(tmp_path / "a.xlsx")
    build(tmp_path / "b.xlsx")
    snapshots = [ExcelStore(tmp_path / name, backups=tmp_path).read().tabs for name in ("a.xlsx", "b.xlsx")]
    assert snapshots[0] == snapshots[1]


def recalculated(path: Path, folder: Path) -> Worksheet:
    """The first sheet after LibreOffice has opened, calculated and saved it."""
    office = require_program("soffice", "libreoffice")
    subprocess.run([office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
                    "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(path)],
                   check=True, capture_output=True, timeout=180)
    return load_workbook(folder / "out" / path.name, data_only=True)["Scratch"]


@pytest.mark.system
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_status_list_offers_what_is_legal_for_that_row(tmp_path: Path, language: str) -> None:
    statuses = ["", *(status.value for status in Status)]
    title, synced = RETURNS.title(language), RETURNS.column("synced_status").header(language)
    book = build(tmp_path / "r.xlsx", language,
                 returns=[{"synced_status": status or None, "order_no": "1"} for status in statuses])
    sheet = book[title]
    status_letter = letter_of("status", sheet, language)
    rule = next(rule for rule in sheet.data_validations.dataValidation if f"{status_letter}2" in rule.sqref)
    scratch = book.create_sheet("Scratch")
    for index in range(len(statuses)):
        place = letter_of("synced_status", sheet, language)
        own = rule.formula1.removeprefix("=").replace(f"${place}2", f"'{title}'!{place}{index + 2}")
        scratch.cell(index + 1, 1, f"=COLUMNS({own})")
        for place in range(1, 7):
            scratch.cell(index + 1, place + 1, f'=IF({place}<=A{index + 1},INDEX({own},1,{place}),"")')
    book.save(tmp_path / "s.xlsx")
    done = recalculated(tmp_path / "s.xlsx", tmp_path)
    assert synced
    label = vocabulary(language).label
    for index, status in enumerate(statuses):
        start = Status(status or "requested")
        wanted = [label("status", each.value) for each in (start, *staff_moves(start))]
        assert [cell.value for cell in done[index + 1][1:1 + done.cell(index + 1, 1).value]] == wanted
