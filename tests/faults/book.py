"""A register as people see it, read with openpyxl and, of ours, the table of columns alone."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.column import Column, Owner
from rma_sheets.model.tab_columns import TABS

Line = Mapping[str, Any]
OWNERS: Mapping[str, Mapping[str, Column]] = {
    spec.title("en"): {header: column for column in spec.columns for header in column.headers()} for spec in TABS}
WRITTEN = ("Returns", "Policy")
"""The tabs in which the engine has columns."""

DOUBLED = "are copies of one another"
"""How the register tells of rows that nobody can tell apart: those are told and left alone."""

OF_ANOTHER = ("another customer's address", "are not what was approved", "has become another return")
"""How it tells of a row beside which other words slid than those of its customer."""


@dataclass(frozen=True)
class Book:
    """A register. `rows` are those of Returns by column key; `staff`: (tab, cell) -> value, where no engine writes;
    `members`: the parts of the package; `trouble` why it cannot be opened."""

    rows: tuple[Line, ...] = ()
    staff: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    members: Mapping[str, bytes] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()
    trouble: str = ""


def read_book(path: Path) -> Book:
    """The register in that file."""
    return _book(path.read_bytes())


@lru_cache(maxsize=64)
def _book(content: bytes) -> Book:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = {name: package.read(name) for name in package.namelist()}
        sheets = load_workbook(BytesIO(content)).worksheets
    except Exception as error:  # whatever stops a reader is what is to be told
        return Book(trouble=f"{type(error).__name__}: {error}")
    staff = {place: value for sheet in sheets for place, value in _cells_of_people(sheet).items()}
    ours = {f"xl/worksheets/sheet{at}.xml" for at, sheet in enumerate(sheets, 1) if sheet.title in WRITTEN}
    return Book(_rows(next(sheet for sheet in sheets if sheet.title == "Returns")), staff, members, frozenset(ours))


def _cells_of_people(sheet: Worksheet) -> dict[tuple[str, str], Any]:
    """What stands where the engine may not write; the header is people's too."""
    columns = _columns(sheet)
    return {(sheet.title, cell.coordinate): cell.value for line in sheet.iter_rows()
            for cell, column in zip(line, columns, strict=False)
            if cell.value is not None and (column is None or column.owner is Owner.STAFF or cell.row == 1)}


def _rows(sheet: Worksheet) -> tuple[Line, ...]:
    keys = [column.key if column else "" for column in _columns(sheet)]
    return tuple(dict(zip(keys, line, strict=False)) for line in sheet.iter_rows(min_row=2, values_only=True)
                 if any(value is not None for value in line))


def _columns(sheet: Worksheet) -> list[Column | None]:
    known = OWNERS.get(sheet.title, {})
    return [known.get(str(cell.value)) for cell in sheet[1]]


def is_at_its_customer(row: Line) -> bool:
    """Whether the words in the row may be its customer's: there is an address, and the row does not say otherwise."""
    return bool(row.get("email")) and not any(told in str(row.get("messages") or "") for told in OF_ANOTHER)


def told_apart(row: Line) -> bool:
    """Whether the row says that it shares its key with another one."""
    return DOUBLED in str(row.get("messages") or "")
