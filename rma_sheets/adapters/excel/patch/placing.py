"""Where the cells of a row go: in the place of those that were there, or before the next one.

A cell that does not say where it stands follows the one before it, so none can be missing in front of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .rowcells import Cell, Row
from .text import Splice


def placed(row: Row, there: Mapping[int, Cell], cells: Mapping[int, bytes]) -> Iterator[Splice]:
    """The splices that put `cells` into a row in which `there` stand, both by column."""
    end = row.cells[-1].end if row.cells else row.tag_end
    for column in sorted(cells):
        if column in there:
            yield there[column].start, there[column].end, cells[column]
            continue
        at = next((cell.start for cell in row.cells if cell.column > column), end)
        yield at, at, cells[column]
