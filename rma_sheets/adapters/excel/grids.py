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
from rma_sheets.model.snapshot import Row
from rma_sheets.model.values import CellError, CellValue, Formula

from .cells import cell_value, row_values
from .guard import check_workbook
from .known import GridKey, Known, PartKey, part_key
from .mend import for_calamine, is_odd
from .package import part_names, relations_of, sheet_parts, totals_rows, workbook_part
from .sheetfacts import SheetScan

Grid = list[list[CellValue]]
_SHARED = ("sharedStrings", "styles")


@dataclass(frozen=True, slots=True)
class Workbook:
    """The bytes of a workbook that passed the guard. `scans`: sheet title -> what the scan found, in tab order.

    `totals`: sheet title -> the sheet rows that hold the totals of a table; `keys`: sheet title -> what its values
    depend on; `odd`: the reader needs a private copy.
    """

    content: bytes
    path: Path
    scans: Mapping[str, SheetScan]
    totals: Mapping[str, frozenset[int]]
    keys: Mapping[str, GridKey]
    known: Known
    odd: bool

    def grids(self, titles: list[str]) -> Mapping[str, tuple[Row, ...]]:
        """The rows of those sheets. Raises StoreError where the reader cannot make sense of one."""
        grids = self.known.grids
        try:
            if any(self.keys[title] not in grids for title in titles):
                with _opened(for_calamine(self.content) if self.odd else self.content) as workbook:
                    grids |= {self.keys[title]: self._grid(workbook, title) for title in titles
                              if self.keys[title] not in grids}
        except (CalamineError, OSError, ValueError) as error:
            raise StoreError("excel.damaged", path=self.path, reason=str(error)) from error
        return {title: grids[self.keys[title]] for title in titles}

    def _grid(self, workbook: CalamineWorkbook, title: str) -> tuple[Row, ...]:
        scan = self.scans[title]
        rows = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
        grid = [row_values(row) for row in rows]
        for place, (kind, _) in scan.formulas.items():
            _put(grid, place, Formula(_cached(_get(grid, place), kind)))
        for place, text in scan.numbers.items():
            _put(grid, place, _number(text, _get(grid, place)))
        for place, text in scan.errors.items():
            _put(grid, place, CellError(text))
        return tuple(map(tuple, grid))


def open_workbook(content: bytes, path: Path, known: Known | None = None) -> Workbook:
    """The workbook of these bytes. Raises StoreError for anything that is not a sound workbook."""
    known = Known() if known is None else known
    scans = check_workbook(content, path, known)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {title: part for title, part in sheet_parts(package).items() if part in scans}
            totals = {title: totals_rows(package, part) for title, part in parts.items()}
            around = _around(package)
            keys = {title: (title, (part_key(package.getinfo(part)), *around)) for title, part in parts.items()}
            known.keep_only(map(part_key, package.infolist()), keys.values())
            odd = is_odd(package)
    except (KeyError, ValueError) as error:
        raise StoreError("excel.damaged", path=path, reason=str(error)) from error
    return Workbook(content, path, {title: scans[part] for title, part in parts.items()}, totals, keys, known, odd)


def _around(package: zipfile.ZipFile) -> tuple[PartKey, ...]:
    """The parts on which the values of every sheet depend: strings, formats, and the date system."""
    names = part_names(package)
    workbook = workbook_part(package, names)
    shared = [target for kind, target in relations_of(package, names, workbook).values() if kind in _SHARED]
    return tuple(part_key(package.getinfo(names[part])) for part in (workbook, *shared) if part in names)


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
