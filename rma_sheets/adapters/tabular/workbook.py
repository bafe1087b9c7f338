"""One sheet of an .xlsx, through calamine: the one that fits best, else the first that holds something.

A cell's value is taken as the program that saved it last showed it, formulas included: an export is a picture of
another system, not the register. Blank rows are left out, row numbers are the sheet's own.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from rma_sheets.adapters.calamine import calamine_errors
from rma_sheets.errors import StoreError
from rma_sheets.model.table import Table
from rma_sheets.model.values import CellValue, canonical

from .header import find_header, is_blank
from .package import check_package

_SEARCHED = 30
_LOOKED_AT = 200
"""Rows of each sheet that are looked at to find the one that is meant."""

Fit = Callable[[str, Sequence[str]], tuple[int, ...]]
"""How well a sheet of that title and header fits, to be compared; of equal ones the first is taken."""


def read_workbook_table(content: bytes, path: Path, limit_mb: int, fit: Fit | None = None) -> Table:
    """The table of a workbook's bytes. Raises StoreError where it is unsafe, damaged or without a table."""
    check_package(content, path, limit_mb)
    try:
        with calamine_errors():
            name, grid = _grid(content, fit)
    except ValueError as error:
        raise StoreError("imports.damaged", path=path, reason=str(error)) from error
    rows = [(number, row) for number, row in enumerate(grid, 1) if not is_blank(row)]
    if not rows:
        raise StoreError("imports.empty", path=path)
    at, header = _header([row for _, row in rows[:_SEARCHED]])
    if len(header) < 2:
        raise StoreError("imports.not-a-table", path=path)
    if at + 1 == len(rows):
        raise StoreError("imports.only-header", path=path)
    body = tuple((number, tuple([_cell(value) for value in row[:len(header)]])) for number, row in rows[at + 1:])
    kept = tuple((number, row) for number, row in body if not is_blank(row))
    return Table(header, tuple(row for _, row in kept), tuple(number for number, _ in kept), rows[at][0], sheet=name)


def _grid(content: bytes, fit: Fit | None) -> tuple[str, list[list[object]]]:
    """The name and the cells of the sheet to read; no cells where no visible sheet holds any."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        sheets = [sheet for each in workbook.sheets_metadata
                  if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
                  and (sheet := workbook.get_sheet_by_name(each.name)).height]
        if not sheets:
            return "", []
        best = max(sheets, key=lambda sheet: fit(sheet.name, _beginning(sheet))) if fit and sheets[1:] else sheets[0]
        return best.name, list(map(list, best.to_python(skip_empty_area=False)))


def _beginning(sheet: CalamineSheet) -> tuple[str, ...]:
    rows = [row for row in sheet.to_python(skip_empty_area=False, nrows=_LOOKED_AT) if not is_blank(row)]
    return _header(rows[:_SEARCHED])[1] if rows else ()


def _header(rows: Sequence[Sequence[object]]) -> tuple[int, tuple[str, ...]]:
    """Which of the rows is the header, and its names without blank ones at the end."""
    at = find_header(rows)
    names = [str(_cell(cell) or "").strip() for cell in rows[at]]
    while names and not names[-1]:
        names.pop()
    return at, tuple(names)


def _cell(value: object) -> CellValue:
    if isinstance(value, float) and value.is_integer():
        return int(value)   # calamine has only floats: a long number must not get `.0` behind it
    try:
        return canonical(value)
    except TypeError:  # a duration: calamine hands over a timedelta
        return str(value)
