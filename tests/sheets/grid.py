"""The cells of one sheet. Rows are tuples that are never changed, only replaced: a copy of a grid shares them all.

So a batch works on a copy of 20,000 pointers, and rolling back is dropping the copy.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from .areas import Area
from .cells import EMPTY, Cell
from .formulas.formula import Formula

Row = tuple[Cell | None, ...]
"""Without blanks at the end; None is a cell with nothing on it."""

_VERSIONS = itertools.count()
"""No two states of any grid have the same version, so that results are never those of another."""


class Grid:
    """`row_count` x `column_count` cells; rows with nothing on them at the end are not kept."""

    def __init__(self, row_count: int, column_count: int, rows: Sequence[Row] = (), *,
                 has_formulas: bool = False) -> None:
        self.rows: list[Row] = list(rows)
        self.row_count, self.column_count = row_count, column_count
        self.has_formulas = has_formulas
        self.version = next(_VERSIONS)

    def copy(self) -> Grid:
        twin = Grid(self.row_count, self.column_count, self.rows, has_formulas=self.has_formulas)
        twin.version = self.version
        return twin

    def get(self, row: int, column: int) -> Cell:
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column] or EMPTY
        return EMPTY

    def row(self, row: int) -> Row:
        return self.rows[row] if row < len(self.rows) else ()

    def put(self, row: int, column: int, cell: Cell) -> None:
        self.change_row(row, column, [cell])

    def change_row(self, row: int, left: int, cells: Sequence[Cell]) -> None:
        """Replace the cells from `left` on."""
        old = list(self.row(row))
        old.extend([None] * (left + len(cells) - len(old)))
        old[left:left + len(cells)] = [None if cell == EMPTY else cell for cell in cells]
        self.has_formulas = self.has_formulas or any(cell.formula is not None for cell in cells)
        self._set(row, old)

    def change(self, area: Area, rule: Callable[[Cell, int, int], Cell]) -> None:
        """Replace every cell of an area by `rule(cell, row, column)`."""
        for row in range(area.top, area.bottom):
            self.change_row(row, area.left, [rule(self.get(row, column), row, column)
                                             for column in range(area.left, area.right)])

    def change_present(self, area: Area, rule: Callable[[Cell, int, int], Cell]) -> None:
        """The same for a rule that leaves cells with nothing on them as they are."""
        for row in range(area.top, min(area.bottom, len(self.rows))):
            right = min(area.right, len(self.rows[row]))
            if area.left < right:
                self.change_row(row, area.left, [rule(self.get(row, column), row, column)
                                                 for column in range(area.left, right)])

    def formulas(self) -> Iterator[tuple[int, int, Formula]]:
        """Every formula with its place. Finding none clears the flag, so that nobody looks again."""
        found = [(row, column, cell.formula) for row, cells in enumerate(self.rows)
                 for column, cell in enumerate(cells) if cell is not None and cell.formula is not None]
        self.has_formulas = bool(found)
        yield from found

    def insert_rows(self, at: int, count: int) -> None:
        if at < len(self.rows):
            self.rows[at:at] = [()] * count
        self.row_count += count
        self._changed()

    def delete_rows(self, start: int, end: int) -> None:
        del self.rows[start:end]
        self.row_count -= end - start
        self._changed()

    def move_rows(self, start: int, end: int, target: int) -> None:
        """`target` is counted before the rows are taken out, as in moveDimension."""
        self._fill_to(max(end, target))
        taken = self.rows[start:end]
        self.rows[target:target] = taken
        first = start if target > start else start + len(taken)
        del self.rows[first:first + len(taken)]
        self._changed()

    def insert_columns(self, at: int, count: int) -> None:
        self.rows = [row[:at] + (None,) * count + row[at:] if at < len(row) else row for row in self.rows]
        self.column_count += count
        self._changed()

    def delete_columns(self, start: int, end: int) -> None:
        self.rows = [_trimmed(row[:start] + row[end:]) if start < len(row) else row for row in self.rows]
        self.column_count -= end - start
        self._changed()

    def move_columns(self, start: int, end: int, target: int) -> None:
        order = moved_order(self.column_count, start, end, target)
        self.rows = [_trimmed(tuple(row[old] if old < len(row) else None for old in order)) if row else row
                     for row in self.rows]
        self._changed()

    def resize(self, row_count: int, column_count: int) -> None:
        """Cut off, or grow."""
        del self.rows[row_count:]
        if column_count < self.column_count:
            self.rows = [_trimmed(row[:column_count]) for row in self.rows]
        self.row_count, self.column_count = row_count, column_count
        self._changed()

    def _set(self, row: int, cells: Sequence[Cell | None]) -> None:
        trimmed = _trimmed(tuple(cells))
        if row >= len(self.rows) and not trimmed:
            return
        self._fill_to(row + 1)
        self.rows[row] = trimmed
        self._changed()

    def _fill_to(self, count: int) -> None:
        self.rows.extend([()] * (count - len(self.rows)))

    def _changed(self) -> None:
        self.version = next(_VERSIONS)
        while self.rows and not self.rows[-1]:
            self.rows.pop()


def moved_order(count: int, start: int, end: int, target: int) -> list[int]:
    """Old places in their new order."""
    rest = [place for place in range(count) if not start <= place < end]
    first = target if target <= start else target - (end - start)
    return rest[:first] + list(range(start, end)) + rest[first:]


def _trimmed(row: Row) -> Row:
    """Without blanks at the end."""
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]
