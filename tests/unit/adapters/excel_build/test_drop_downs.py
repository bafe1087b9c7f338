"""What the drop-downs offer, as LibreOffice computes it from the very formulas that stand in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.states import Status, staff_moves
from rma_sheets.model.tab_columns import RETURNS

from .helper import build, letter, recalculated, validation_of, vocabulary

pytestmark = pytest.mark.system
MOST = 8


def offered(folder: Path, path: Path, formulas: list[str]) -> list[list[str]]:
    """What each formula of a list would show, one after the other."""
    book = load_workbook(path)
    scratch = book.create_sheet("Scratch")
    for row, formula in enumerate(formulas, 1):
        for column in range(1, MOST + 1):
            across = f"IF(ROWS({formula})=1,INDEX({formula},1,{column}),INDEX({formula},{column},1))"
            scratch.cell(row, column, f'=IFERROR({across},"")')
    book.save(path)
    rows = recalculated(path, folder).get_sheet_by_name("Scratch").to_python(skip_empty_area=False)
    return [[str(cell) for cell in row if cell] for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_status_offers_what_is_legal_for_the_row_and_no_more(tmp_path: Path, language: str) -> None:
    path = build(tmp_path, language, returns=[{"synced_status": status.value} for status in Status])
    formula = validation_of(load_workbook(path)[RETURNS.title(language)], "C2").formula1
    synced, title = letter(RETURNS, "synced_status"), RETURNS.title(language)
    label = {status: vocabulary(language).label("status", status.value) for status in Status}
    formulas = [formula.replace(f"${synced}2", f"{title}!${synced}{row}") for row in range(2, len(Status) + 3)]
    wanted = [[label[status], *(label[target] for target in staff_moves(status))]
              for status in (*Status, Status.REQUESTED)]  # the row after the last is one that nobody has seen yet
    assert offered(tmp_path, path, formulas) == wanted


def test_return_reason_offers_the_reasons_in_use_in_the_register_s_language(tmp_path: Path) -> None:
    path = build(tmp_path, "fr", reasons=[
        {"code": "too_small", "label_en": "too small", "label_fr": "trop petit", "active": "oui"},
        {"code": "old", "label_en": "old", "label_fr": "ancien", "active": "non"},
        {"code": "late", "label_en": "late"},
        {"code": "other", "label_en": "other", "label_fr": "autre", "active": "oui"}])
    book = load_workbook(path)
    formulas = [validation_of(book["Retours"], f"{letter(RETURNS, 'return_reason')}2").formula1,
                validation_of(book["Motifs"], "D2").formula1, validation_of(book["Politique"], "P2").formula1]
    assert offered(tmp_path, path, formulas) == [
        ["trop petit", "late", "autre"], ["too_small", "old", "late", "other"], ["client", "boutique"]]
