"""Cells of a tab that nothing can be written into: covered by a merged range, part of an array, with a linked value.

Excel itself answers such an act with a question or a refusal, so the row is told and left as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rma_sheets.model.snapshot import Row

from .addresses import OutOfBounds, Range, range_reference
from .known import Grid

MOST_SEALED = 1_000_000
"""Cells of the register that ranges may cover together, one range after the other."""


def sealed_cells(grid: Grid, rows: Sequence[Row], first_row: int,
                 columns: Mapping[str, int]) -> Mapping[int, Mapping[str, str]]:
    """Position of a row -> key of a column that is sealed -> why; `first_row`: where `rows` begin, 1-based.

    Raises OutOfBounds where ranges lie over each other without end.
    """
    found: dict[int, dict[str, str]] = defaultdict(dict)
    left = MOST_SEALED
    for cells, why in _ranges(grid):
        covered = {key: index + 1 for key, index in columns.items() if cells[1] <= index + 1 <= cells[3]}
        positions = range(max(cells[0] - first_row, 0), min(cells[2] - first_row + 1, len(rows)))
        left -= len(covered) * len(positions)
        if left < 0:
            raise OutOfBounds(range_reference(cells))
        for position in positions if covered else ():
            if rows[position]:
                found[position] |= {key: why for key, column in covered.items()
                                    if why != "merged" or (position + first_row, column) != cells[:2]}
    return {position: keys for position, keys in found.items() if keys}


def _ranges(grid: Grid) -> Sequence[tuple[Range, str]]:
    """Each range, and why nothing can be written there; the first cell of a merged one can be."""
    return [*((cells, "merged") for cells in grid.merged), *((cells, "array") for cells in grid.arrays),
            *((cells, "linked") for cells in grid.linked)]
