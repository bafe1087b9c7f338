"""A reference inside a formula: which ends are fixed by `$`, how it shifts, how it is written."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..addresses import column_of, letters, quoted

_PARTS = re.compile(r"(?:(?P<title>'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_.]*)!)?(?P<first>[^:!]+)(?::(?P<last>[^:]+))?\Z")
_END = re.compile(r"(?P<fixed_column>\$?)(?P<column>[A-Za-z]*)(?P<fixed_row>\$?)(?P<row>[0-9]*)\Z")


class End(NamedTuple):
    """One corner. None: open, as both ends of `A:A` are open in their rows."""

    row: int | None
    column: int | None
    fixed_row: bool = False
    fixed_column: bool = False

    def shifted(self, down: int, right: int) -> End:
        row = self.row if self.row is None or self.fixed_row else self.row + down
        column = self.column if self.column is None or self.fixed_column else self.column + right
        return End(row, column, self.fixed_row, self.fixed_column)

    @property
    def off_the_grid(self) -> bool:
        return (self.row or 0) < 0 or (self.column or 0) < 0

    def __str__(self) -> str:
        column = "" if self.column is None else "$" * self.fixed_column + letters(self.column)
        return column + ("" if self.row is None else "$" * self.fixed_row + str(self.row + 1))


class Reference(NamedTuple):
    """`first` to `last`; `last` is None for a single cell. `title` is None for the formula's own sheet."""

    title: str | None
    first: End
    last: End | None

    def shifted(self, down: int, right: int) -> Reference | None:
        """After copying that far; None where it leaves the grid, which is #REF!."""
        first = self.first.shifted(down, right)
        last = self.last and self.last.shifted(down, right)
        return None if first.off_the_grid or (last and last.off_the_grid) else Reference(self.title, first, last)

    def __str__(self) -> str:
        title = "" if self.title is None else quoted(self.title) + "!"
        return title + str(self.first) + ("" if self.last is None else f":{self.last}")


def reference(text: str) -> Reference:
    """`Sheet1!$A2:B`, `A:A`, `'My tab'!C3` -> its parts."""
    match = _PARTS.match(text)
    assert match is not None, text
    title = match["title"]
    if title and title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    return Reference(title, _end(match["first"]), _end(match["last"]) if match["last"] else None)


def _end(text: str) -> End:
    """`$2` is a fixed row, although the pattern takes the first `$` for the column's."""
    match = _END.match(text)
    assert match is not None, text
    column = column_of(match["column"]) if match["column"] else None
    fixed_row = bool(match["fixed_row"]) or (column is None and bool(match["fixed_column"]))
    row = int(match["row"]) - 1 if match["row"] else None
    return End(row, column, fixed_row, column is not None and bool(match["fixed_column"]))
