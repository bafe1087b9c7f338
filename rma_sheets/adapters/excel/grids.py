"""The rows of a sheet as canonical values: what calamine read, with what it does not tell put in its place.

Row and column of the grid are those of the sheet, from A1 on; nothing is skipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time

from rma_sheets.model.values import CellError, CellValue, Formula

from .cells import cell_value, row_values
from .known import Grid
from .sheetfacts import SheetScan

Cells = list[list[CellValue]]


def make_grid(rows: Iterable[Sequence[object]], scan: SheetScan) -> Grid:
    """The grid of those rows, as calamine gives them from A1 on, and what the scan found beside them."""
    grid = [row_values(row) for row in rows]
    for place, kind in scan.formulas.items():
        _put(grid, place, Formula(_cached(_get(grid, place), kind)))
    for place, text in scan.numbers.items():
        _put(grid, place, _number(text, _get(grid, place)))
    for place, text in scan.errors.items():
        _put(grid, place, CellError(text))
    return Grid(tuple(map(tuple, grid)), scan.merged, scan.arrays, scan.linked)


def _number(text: str, told: CellValue) -> CellValue:
    """Sixteen digits are an identifier that a float would round; a day below zero is none."""
    if not text.startswith("-"):
        return text
    return cell_value(float(text)) if isinstance(told, date | time) else told


def _cached(value: CellValue, kind: str) -> str | int | float | bool | date | time | None:
    """What the formula showed last; an error it showed is nothing that could be used."""
    return None if kind == "e" or isinstance(value, Formula | CellError) else value


def _get(grid: Cells, place: tuple[int, int]) -> CellValue:
    row, column = place
    return grid[row - 1][column - 1] if row <= len(grid) and column <= len(grid[row - 1]) else None


def _put(grid: Cells, place: tuple[int, int], value: CellValue) -> None:
    """Set one cell of a grid that may end before it: a formula without a cached value is no cell to calamine."""
    row, column = place
    while len(grid) < row:
        grid.append([])
    cells = grid[row - 1]
    cells.extend([None] * (column - len(cells)))
    cells[column - 1] = value
