"""The program as somebody at a terminal runs it, within this process: words in, exit code and both streams out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from openpyxl import Workbook, load_workbook

from rma_sheets.cli import main
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.tab_columns import TABS_BY_KEY


@dataclass(frozen=True)
class Done:
    """How a run ended; `json` is the output read as JSON, which fails where it is not pure."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Tty(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def standing_in(folder: Path, **environment: str) -> Iterator[None]:
    """That folder and those variables, as they were afterwards."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        with patch.dict(os.environ, environment):
            yield
    finally:
        os.chdir(before)


def rma_sheets(folder: Path, *words: object, language: str = "en", columns: int = 82, tty: bool = False) -> Done:
    """Run `rma-sheets WORDS` in that folder."""
    out, err = StringIO(), (Tty if tty else StringIO)()
    with (standing_in(folder, RMA_SHEETS_LANGUAGE=language, COLUMNS=str(columns)),
          redirect_stdout(out), redirect_stderr(err)):
        code = main([str(word) for word in words])
    return Done(code, out.getvalue(), err.getvalue())


def change_config(folder: Path, old: str, new: str) -> None:
    """Edit one place of `config.yaml`, as with a text editor."""
    path = folder / "config.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def cells(register: Path, column: str, tab: str = "returns") -> list[object]:
    """One column of a tab, from top to bottom, as a person sees it."""
    spec = TABS_BY_KEY[tab]
    sheet = next(load_workbook(register)[title] for title in spec.titles.values()
                 if title in load_workbook(register, read_only=True).sheetnames)
    headers = [cell.value for cell in sheet[1]]
    at = next(headers.index(header) for header in spec.column(column).headers() if header in headers)
    values = [row[at].value for row in sheet.iter_rows(min_row=2)]
    while values and values[-1] is None:
        values.pop()
    return values


def type_in(register: Path, row: int, column: str, value: object, tab: str = "returns") -> None:
    """Somebody opens the workbook, types into a cell, saves and closes. `row` is the sheet's."""
    spec, book = TABS_BY_KEY[tab], load_workbook(register)
    sheet = book[next(title for title in (spec.title(each) for each in LANGUAGES) if title in book.sheetnames)]
    headers = [cell.value for cell in sheet[1]]
    at = next(headers.index(header) for header in spec.column(column).headers() if header in headers)
    sheet.cell(row, at + 1).value = value
    _save(book, register)


def delete_row(register: Path, row: int) -> None:
    """Somebody deletes a whole row of Returns."""
    book = load_workbook(register)
    book.worksheets[0].delete_rows(row)
    _save(book, register)


def copy_row(register: Path, row: int, to: int) -> None:
    """Somebody copies a whole row of Returns, hidden cells and all."""
    book = load_workbook(register)
    sheet = book.worksheets[0]
    for cell in sheet[row]:
        sheet.cell(to, cell.column).value = cell.value
    _save(book, register)


def add_columns(register: Path, *headers: str) -> None:
    """Somebody adds columns of their own to Returns, behind the others."""
    book = load_workbook(register)
    for header in headers:
        book.worksheets[0].cell(1, book.worksheets[0].max_column + 1).value = header
    _save(book, register)


def _save(book: Workbook, register: Path) -> None:
    """As Excel does: beside the old file, then in its place."""
    beside = register.with_suffix(".new")
    book.save(beside)
    beside.replace(register)


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file under a folder and its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
