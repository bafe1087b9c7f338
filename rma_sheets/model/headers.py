"""Finding the header row and the columns in a grid that staff have moved, renamed and decorated.

Headers are compared folded (`vocabulary.fold`), so case, accents, no-break and doubled spaces do not matter.
Title rows above the header are stepped over. A header that stands twice is told, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .column import TabSpec
from .values import CellValue
from .vocabulary import fold

HEADER_SEARCH_ROWS = 30
"""How far down a header row is looked for."""


@dataclass(frozen=True, slots=True)
class HeaderMap:
    """Where the columns stand. `row` is the 0-based row of the header in the grid, -1 where there is none.

    `columns`: key -> index; `headers`: key -> header as written; `missing`: required keys not found;
    `doubled`: headers (as written) that mean a column which another one means already; `others`: the shop's own.
    """

    row: int
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    missing: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def find_headers(grid: Sequence[Sequence[CellValue]], spec: TabSpec,
                 own_headers: Mapping[str, str] | None = None) -> HeaderMap:
    """The best header row among the first 30. `own_headers` maps the shop's own header to a column key."""
    known = {fold(header): column.key for column in spec.columns for header in column.headers()}
    known |= {fold(column.key): column.key for column in spec.columns if fold(column.key) not in known}
    known |= {fold(header): key for header, key in (own_headers or {}).items()}
    hits = [sum(1 for cell in row if isinstance(cell, str) and fold(cell) in known)
            for row in grid[:HEADER_SEARCH_ROWS]]
    best = max(range(len(hits)), key=lambda index: hits[index], default=-1)
    required = tuple(column.key for column in spec.columns if column.required)
    if best < 0 or hits[best] < 2:
        return HeaderMap(-1, {}, {}, required)
    return _map_row(best, grid[best], known, required)


def _map_row(index: int, cells: Sequence[CellValue], known: Mapping[str, str],
             required: tuple[str, ...]) -> HeaderMap:
    columns: dict[str, int] = {}
    headers: dict[str, str] = {}
    doubled: list[str] = []
    others: list[str] = []
    for position, cell in enumerate(cells):
        written = "" if cell is None else " ".join(str(cell).split())
        key = known.get(fold(cell)) if isinstance(cell, str) else None
        if key is None:
            others.append(written)
        elif key in columns:
            doubled += [headers[key], written]
        else:
            columns[key], headers[key] = position, written
    missing = tuple(key for key in required if key not in columns)
    return HeaderMap(index, columns, headers, missing, tuple(doubled), tuple(filter(None, others)))
