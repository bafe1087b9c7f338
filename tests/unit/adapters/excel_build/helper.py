"""Registers as `init` makes them, and what a spreadsheet program makes of them."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from rma_sheets.adapters.excel.build import build_workbook
from rma_sheets.model.column import LANGUAGES, TabSpec
from rma_sheets.model.vocabulary import Vocabulary, build_vocabulary
from rma_sheets.texts import load_texts
from tests.system import require_program

Rows = Sequence[Mapping[str, Any]]
TEXTS = {language: load_texts(language) for language in LANGUAGES}


def vocabulary(language: str = "en") -> Vocabulary:
    return build_vocabulary(TEXTS[language], tuple(TEXTS.values()))


def build(folder: Path, language: str = "en", **tabs: Rows) -> Path:
    """A new register in that folder; `returns=[{"order_no": "00123"}]`."""
    path = folder / "register.xlsx"
    build_workbook(path, texts=TEXTS[language], vocabulary=vocabulary(language), tabs=tabs, languages=TEXTS)
    return path


def built(folder: Path, language: str = "en", **tabs: Rows) -> Workbook:
    return load_workbook(build(folder, language, **tabs))


def letter(spec: TabSpec, key: str) -> str:
    index = [column.key for column in spec.columns].index(key)
    return (chr(64 + index // 26) if index >= 26 else "") + chr(65 + index % 26)


def validation_of(sheet: Worksheet, cell: str) -> Any:
    """The one validation that covers a cell, or None."""
    found = [each for each in sheet.data_validations.dataValidation if cell in each.sqref]
    assert len(found) <= 1
    return found[0] if found else None


def recalculated(path: Path, folder: Path) -> CalamineWorkbook:
    """The workbook as LibreOffice shows it, all formulas computed."""
    office, out = require_program("soffice"), folder / "recalculated"
    subprocess.run([office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to",
                    "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(path)],
                   check=True, capture_output=True, timeout=120)
    return CalamineWorkbook.from_path(out / path.name)
