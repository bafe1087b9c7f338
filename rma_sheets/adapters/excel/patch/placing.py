"""Where the cells of a row go: in the place of those that were there, or before the next one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rma_sheets.adapters.excel.addresses import reference

from .rowcells import Cell, Row
from .text import Splice


def placed(row: Row, prefix: bytes, there: Mapping[int, Cell], cells: Mapping[int, bytes]) -> Iterator[Splice]:
    """The splices that put `cells` into a row in which `there` stand, both by column."""
    end = row.cells[-1].end if row.cells else row.tag_end
    followers: dict[int, Cell] = {}
    for column in sorted(cells):
        if column in there:
            yield there[column].start, there[column].end, cells[column]
            continue
        after = next((cell for cell in row.cells if cell.column > column), None)
        at = after.start if after else end
        yield at, at, cells[column]
        if after and not after.wrapped and after.column not in cells:
            followers[after.column] = after
    for cell in followers.values():
        if "r" not in cell.attributes:  # it counted on the cell before it, which is another one now
            name_end = cell.start + len(prefix) + 2
            yield name_end, name_end, b' r="%s"' % reference(row.number, cell.column).encode()
