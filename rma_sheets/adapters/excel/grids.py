"""The rows of a sheet as canonical values: what calamine read, with what it does not tell put in its place.

Row and column of the grid are those of the sheet, from A1 on; nothing is skipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from itertools import chain

from rma_sheets.model.snapshot import Row
from rma_sheets.model.values import CellError, CellValue, Formula

from .cells import CellValues, cell_value
from .known import Grid
from .sheetfacts import SheetScan

Told = Callable[[CellValue], CellValue]
"""What a cell is, from what the reader says it is."""


@dataclass(frozen=True, slots=True)
class RowsFrom:
    """Rows of a sheet that follow each other, `first` the number of the first (1-based), and what the scan found."""

    first: int
    rows: list[Row]
    scan: SheetScan


def make_rows(rows: Iterable[Sequence[object]], start: tuple[int, int], scan: SheetScan,
              values: CellValues) -> RowsFrom:
    """Those rows, as calamine gives them, with what the scan found beside them. `start`: row and column of the first
    cell, from 0."""
    told, (top, left), value_of = _by_row(scan), start, values.__getitem__
    first = min({top + 1} | told.keys() if rows else told, default=1)
    cells = chain(([] for _ in range(top + 1 - first)), ([*[""] * left, *row] for row in rows) if left else rows)
    made = [_row(map(value_of, row), told.pop(number, ())) for number, row in enumerate(cells, first)]
    for number, beyond in sorted(told.items()):      # a formula without a cached value is no cell to calamine
        made += [()] * (number - len(made) - first)
        made.append(_row([], beyond))
    return RowsFrom(first, made, scan)


def make_grid(pieces: Sequence[RowsFrom]) -> Grid:
    """The grid of a sheet from its pieces, one below the other. Raises ValueError where they are not."""
    rows: list[Row] = []
    for piece in pieces:
        if piece.rows:
            if piece.first <= len(rows):
                raise ValueError("rows out of order")
            rows += [()] * (piece.first - 1 - len(rows))
            rows += piece.rows
    scans = [piece.scan for piece in pieces]
    merged = chain.from_iterable(scan.merged for scan in scans)
    arrays = chain.from_iterable(scan.arrays for scan in scans)
    linked = chain.from_iterable(scan.linked for scan in scans)
    return Grid(tuple(rows), tuple(merged), tuple(arrays), tuple(linked))


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
