"""The sheets of a workbook as grids of canonical values: calamine for values, the scans for what it does not tell.

Row and column of the grid are those of the sheet, from A1 on; nothing is skipped.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from rma_sheets.errors import StoreError
from rma_sheets.model.values import CellError, CellValue, Formula

from .cells import cell_value, row_values
from .guard import check_workbook
from .mend import for_calamine, is_odd
from .package import sheet_parts, totals_rows
from .sheetfacts import SheetScan

Grid = list[list[CellValue]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The bytes of a workbook that passed the guard. `scans`: sheet title -> what the scan found, in tab order.

    `totals`: sheet title -> the sheet rows that hold the totals of a table; `odd`: the reader needs a private copy.
    """

    content: bytes
    path: Path
    scans: Mapping[str, SheetScan]
    totals: Mapping[str, frozenset[int]]
    odd: bool = False

    def grids(self, titles: list[str]) -> Mapping[str, Grid]:
        """The grids of those sheets. Raises StoreError where the reader cannot make sense of one."""
        try:
            with _opened(for_calamine(self.content) if self.odd else self.content) as workbook:
                return {title: self._grid(workbook, title) for title in titles}
        except (CalamineError, OSError, ValueError) as error:
            raise StoreError("excel.damaged", path=self.path, reason=str(error)) from error

    def _grid(self, workbook: CalamineWorkbook, title: str) -> Grid:
        scan = self.scans[title]
        rows = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
        grid = [row_values(row) for row in rows]
        for place, (kind, _) in scan.formulas.items():
            _put(grid, place, Formula(_cached(_get(grid, place), kind)))
        for place, text in scan.numbers.items():
            _put(grid, place, _number(text, _get(grid, place)))
        for place, text in scan.errors.items():
            _put(grid, place, CellError(text))
        return grid


def open_workbook(content: bytes, path: Path) -> Workbook:
    """The workbook of these bytes. Raises StoreError for anything that is not a sound workbook."""
    scans = check_workbook(content, path)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {title: part for title, part in sheet_parts(package).items() if part in scans}
            totals = {title: totals_rows(package, part) for title, part in parts.items()}
            odd = is_odd(package)
    except (KeyError, ValueError) as error:
        raise StoreError("excel.damaged", path=path, reason=str(error)) from error
    return Workbook(content, path, {title: scans[part] for title, part in parts.items()}, totals, odd)


def _opened(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError:
        return CalamineWorkbook.from_filelike(io.BytesIO(for_calamine(content)))


def _number(text: str, told: CellValue) -> CellValue:
    """Sixteen digits are an identifier that a float would round; a day below zero is none."""
    if not text.startswith("-"):
        return text
    return cell_value(float(text)) if isinstance(told, date | time) else told


def _cached(value: CellValue, kind: str) -> str | int | float | bool | date | time | None:
    """What the formula showed last; an error it showed is nothing that could be used."""
    return None if kind == "e" or isinstance(value, Formula | CellError) else value


def _get(grid: Grid, place: tuple[int, int]) -> CellValue:
    row, column = place
    return grid[row - 1][column - 1] if row <= len(grid) and column <= len(grid[row - 1]) else None


def _put(grid: Grid, place: tuple[int, int], value: CellValue) -> None:
    """Set one cell of a grid that may end before it: a formula without a cached value is no cell to calamine."""
    row, column = place
    while len(grid) < row:
        grid.append([])
    cells = grid[row - 1]
    cells.extend([None] * (column - len(cells)))
    cells[column - 1] = value
