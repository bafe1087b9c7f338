"""The first sheet of an .xlsx that holds something, through calamine.

A cell's value is taken as the program that saved it last showed it, formulas included: an export is a picture of
another system, not the register. Blank rows are left out, row numbers are the sheet's own.
"""

from __future__ import annotations

import io
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from rma_sheets.errors import StoreError
from rma_sheets.model.table import Table
from rma_sheets.model.values import CellValue, canonical

from .header import find_header, is_blank
from .package import check_package

_SEARCHED = 30


def read_workbook_table(content: bytes, path: Path, limit_mb: int) -> Table:
    """The table of a workbook's bytes. Raises StoreError where it is unsafe, damaged or without a table."""
    check_package(content, path, limit_mb)
    try:
        name, grid = _first_grid(content)
    except (CalamineError, OSError, ValueError) as error:
        raise StoreError("imports.damaged", path=path, reason=str(error)) from error
    rows = [(number, row) for number, row in enumerate(grid, 1) if not is_blank(row)]
    if not rows:
        raise StoreError("imports.empty", path=path)
    at = find_header([row for _, row in rows[:_SEARCHED]])
    header = tuple(str(_cell(cell) or "").strip() for cell in rows[at][1])
    while header and not header[-1]:
        header = header[:-1]
    if len(header) < 2:
        raise StoreError("imports.not-a-table", path=path)
    if at + 1 == len(rows):
        raise StoreError("imports.only-header", path=path)
    body = tuple((number, tuple([_cell(value) for value in row[:len(header)]])) for number, row in rows[at + 1:])
    kept = tuple((number, row) for number, row in body if not is_blank(row))
    return Table(header, tuple(row for _, row in kept), tuple(number for number, _ in kept), rows[at][0], sheet=name)


def _first_grid(content: bytes) -> tuple[str, list[list[object]]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
                grid = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                if grid:
                    return sheet.name, list(map(list, grid))
    return "", []


def _cell(value: object) -> CellValue:
    try:
        return canonical(value)
    except TypeError:  # a duration: calamine hands over a timedelta
        return str(value)
