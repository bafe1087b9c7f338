"""The rows of a sheet as canonical values: what calamine read, with what it does not tell put in its place.

Row and column of the grid are those of the sheet, from A1 on; nothing is skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, time
from functools import partial

from rma_sheets.model.snapshot import Row
from rma_sheets.model.values import CellError, CellValue, Formula

from .cells import CellValues, cell_value
from .known import Grid
from .sheetfacts import SheetScan

Told = Callable[[CellValue], CellValue]
"""What a cell is, from what the reader says it is."""


def make_grid(rows: Iterable[Sequence[object]], scan: SheetScan) -> Grid:
    """The grid of those rows, as calamine gives them from A1 on, and what the scan found beside them.

    Row by row, so that a large sheet is never there twice.
    """
    told, value_of = _by_row(scan), CellValues().__getitem__
    grid = [_row(map(value_of, row), told.pop(number, ())) for number, row in enumerate(rows, 1)]
    for number, cells in sorted(told.items()):      # a formula without a cached value is no cell to calamine
        grid += [()] * (number - len(grid) - 1)
        grid.append(_row([], cells))
    return Grid(tuple(grid), scan.merged, scan.arrays, scan.linked)


def _by_row(scan: SheetScan) -> dict[int, list[tuple[int, Told]]]:
    """Row -> column and what becomes of the cell there."""
    told: dict[int, list[tuple[int, Told]]] = defaultdict(list)
    for (row, column), kind in scan.formulas.items():
        told[row].append((column, _failed if kind == "e" else _computed))
    for (row, column), text in scan.numbers.items():
        told[row].append((column, partial(_number, text)))
    for (row, column), text in scan.errors.items():
        told[row].append((column, partial(_error, text)))
    return told


def _row(values: Iterable[CellValue], told: Collection[tuple[int, Told]]) -> Row:
    if not told:
        return tuple(values)
    cells = list(values)
    for column, what in told:
        if column > len(cells):
            cells.extend([None] * (column - len(cells)))
        cells[column - 1] = what(cells[column - 1])
    return tuple(cells)


def _number(text: str, told: CellValue) -> CellValue:
    """Sixteen digits are an identifier that a float would round; a day below zero is none."""
    if not text.startswith("-"):
        return text
    return cell_value(float(text)) if isinstance(told, date | time) else told


def _error(text: str, _: CellValue) -> CellValue:
    return CellError(text)


def _computed(value: CellValue) -> CellValue:
    """With what it showed last; an error that it showed is nothing that could be used."""
    return Formula(None if isinstance(value, Formula | CellError) else value)


def _failed(_: CellValue) -> CellValue:
    return Formula(None)
