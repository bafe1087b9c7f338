"""What a new register is made of: tabs, tables, frozen panes, formats, drop-downs, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from rma_sheets.model.column import LANGUAGES, Owner, TabSpec
from rma_sheets.model.tab_columns import RETURNS, TABS
from rma_sheets.texts import load_texts

from .helper import build, built, letter, validation_of

LAST = 1_048_576
each_tab = pytest.mark.parametrize("spec", TABS, ids=lambda spec: spec.key)


def test_a_french_register_has_french_tabs_and_headers(tmp_path: Path) -> None:
    book = built(tmp_path, "fr")
    assert book.sheetnames == ["Retours", "Commandes", "Politique", "Motifs", "Listes"]
    assert [cell.value for cell in book["Retours"][1]][:4] == ["Réf. demande", "N° RMA", "Statut", "Contrôle"]


@each_tab
def test_a_tab_is_a_table_with_all_its_columns_and_a_filter(tmp_path: Path, spec: TabSpec) -> None:
    (table,) = built(tmp_path)[spec.title("en")].tables.values()
    assert [column.name for column in table.tableColumns] == [column.en for column in spec.columns]
    assert table.autoFilter.ref == table.ref


def test_a_table_covers_the_rows_and_one_blank_row_where_there_are_none(tmp_path: Path) -> None:
    book = built(tmp_path, orders=[{"order_no": str(number)} for number in range(3)])
    assert book["Orders"].tables["Orders"].ref == "A1:O4"
    assert book["Returns"].tables["Returns"].ref == f"A1:{letter(RETURNS, 'synced_status')}2"


def test_number_status_and_check_stay_in_view(tmp_path: Path) -> None:
    sheet = built(tmp_path)["Returns"]
    assert sheet.freeze_panes == "E2"
    assert [cell.value for cell in sheet[1]][:4] == ["Request ref", "RMA number", "Status", "Check"]


def test_the_columns_of_the_engine_s_own_are_hidden(tmp_path: Path) -> None:
    sheet = built(tmp_path)["Returns"]
    hidden = [key for key in (column.key for column in RETURNS.columns)
              if sheet.column_dimensions[letter(RETURNS, key)].hidden]
    assert hidden == ["row_key", "rev", "synced_status"]


@each_tab
def test_the_header_repeats_on_paper(tmp_path: Path, spec: TabSpec) -> None:
    sheet = built(tmp_path)[spec.title("en")]
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


@pytest.mark.parametrize(("language", "day", "moment"), [("en", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"),
                                                         ("fr", "dd/mm/yyyy", "dd/mm/yyyy hh:mm")])
def test_whole_columns_have_their_format(tmp_path: Path, language: str, day: str, moment: str) -> None:
    columns = built(tmp_path, language)[RETURNS.title(language)].column_dimensions
    wanted = {"order_no": "@", "sku": "@", "phone": "@", "reason_note": "@", "received_on": day, "requested_on": moment,
              "qty": "0", "refund_amount": "0.00"}
    assert {key: columns[letter(RETURNS, key)].number_format for key in wanted} == wanted


def test_header_and_cells_show_whose_a_column_is(tmp_path: Path) -> None:
    sheet = built(tmp_path)["Returns"]
    header = {column.owner: sheet[f"{letter(RETURNS, column.key)}1"].fill.fgColor.rgb for column in RETURNS.columns}
    cells = {column.owner: sheet.column_dimensions[letter(RETURNS, column.key)].fill.fgColor.rgb
             for column in RETURNS.columns}
    assert len(set(header.values())) == len(set(cells.values())) == len(Owner)


@each_tab
def test_every_header_has_a_note_of_one_short_sentence(tmp_path: Path, spec: TabSpec) -> None:
    header = built(tmp_path)[spec.title("en")][1]
    assert all(cell.comment.author == "rma-sheets" and cell.comment.text.endswith(".") for cell in header)
    assert [cell.value for cell in header if len(cell.comment.text) > 95] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_has_its_note_in_the_texts(language: str) -> None:
    texts = load_texts(language, ("columns",))
    columns = {f"columns.{spec.key}.{column.key}" for spec in TABS for column in spec.columns}
    assert set(texts.entries) == columns
    assert [key for key, note in texts.entries.items() if len(note) > 95] == []


@pytest.mark.parametrize(("key", "kind", "style"), [
    ("status", "list", "stop"), ("return_reason", "list", "warning"), ("condition", "list", "warning"),
    ("hold", "list", "warning"), ("language", "list", "warning"), ("received_on", "date", "warning"),
    ("qty", "whole", "warning"), ("refund_amount", "decimal", "warning"), ("email", "custom", "warning"),
])
def test_staff_columns_warn_and_status_stops(tmp_path: Path, key: str, kind: str, style: str) -> None:
    found = validation_of(built(tmp_path)["Returns"], f"{letter(RETURNS, key)}{LAST}")
    assert (found.type, found.errorStyle, found.showErrorMessage) == (kind, style, True)


@each_tab
def test_engine_columns_refuse_typing_though_the_sheet_is_not_protected(tmp_path: Path, spec: TabSpec) -> None:
    sheet = built(tmp_path)[spec.title("en")]
    refusing = [column.key for column in spec.columns
                if (found := validation_of(sheet, f"{letter(spec, column.key)}2")) and found.formula1 == "FALSE"]
    assert refusing == [column.key for column in spec.columns if column.owner is Owner.ENGINE]
    assert not sheet.protection.sheet


def test_what_excel_says_fits_into_its_boxes() -> None:
    said = [(language, key, text) for language in LANGUAGES
            for key, text in load_texts(language, ("workbook",)).entries.items() if ".validation." in key]
    assert [key for _, key, text in said if len(text) > (32 if key.endswith(".title") else 255)] == []


def test_the_lists_are_locked_without_a_password(tmp_path: Path) -> None:
    protection = built(tmp_path)["Lists"].protection
    assert (protection.sheet, protection.password) == (True, None)


def test_highlights_reach_to_the_last_row(tmp_path: Path) -> None:
    sheet = built(tmp_path)["Returns"]
    assert {area.max_row for formats in sheet.conditional_formatting for area in formats.sqref.ranges} == {LAST}


def test_the_same_content_is_the_same_file(tmp_path: Path) -> None:
    first = build(tmp_path, orders=[{"order_no": "00123", "qty": 1}]).read_bytes()
    assert build(tmp_path, orders=[{"order_no": "00123", "qty": 1}]).read_bytes() == first


def test_the_column_why_is_wide_and_wraps(tmp_path: Path) -> None:
    column = built(tmp_path)["Returns"].column_dimensions[letter(RETURNS, "why")]
    assert (column.width >= 80, column.alignment.wrap_text) == (True, True)
