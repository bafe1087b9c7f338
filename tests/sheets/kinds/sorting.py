"""sortRange: whole cells change rows, with notes and formats; rows themselves, their size and metadata, stay.

Order of the sheet: numbers, texts, FALSE, TRUE, failures; blanks last in either direction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..areas import Area
from ..book import Json
from ..cells import EMPTY, Cell
from ..draft import Draft
from ..errors import invalid
from ..formulas.operators import kind_rank
from ..formulas.results import Failure, Value

LAST = 9


def sort_range(draft: Draft, body: Json) -> None:
    area = draft.writable(body.get("range"))
    sheet = draft.sheet(area.sheet_id)
    if any(sheet.area(merge).meets(area) for merge in sheet.merges):
        raise invalid("You can't sort a range that contains vertical merges.")
    order = list(range(area.top, area.bottom))
    for spec in reversed(body.get("sortSpecs") or []):
        column = _column(spec, area)
        value = _reader(draft, area, column)
        order = _sorted(order, value, descending=spec.get("sortOrder") == "DESCENDING")
    _reorder(draft, area, order)


def _column(spec: Json, area: Area) -> int:
    unknown = set(spec) - {"dimensionIndex", "sortOrder"}
    if unknown:
        raise invalid(f"The test server does not sort by {', '.join(sorted(unknown))}.")
    column = spec.get("dimensionIndex") or 0
    if not area.left <= column < area.right:
        raise invalid(f"The column to sort by, {column}, is not in the range.")
    return column


def _reader(draft: Draft, area: Area, column: int) -> Callable[[int], Value]:
    grid, results = draft.sheet(area.sheet_id).grid, draft.book.results()
    if results is not None:
        return lambda row: results.at(area.sheet_id, row, column)
    return lambda row: grid.get(row, column).value


def _sorted(order: list[int], value: Callable[[int], Value], *, descending: bool) -> list[int]:
    """Stable in both directions."""
    filled = [row for row in order if value(row) is not None]
    blank = [row for row in order if value(row) is None]
    return sorted(filled, key=lambda row: sort_key(value(row)), reverse=descending) + blank


def sort_key(value: Value) -> tuple[int, Any]:
    if isinstance(value, Failure):
        return LAST, value.name
    return kind_rank(value), value.casefold() if isinstance(value, str) else value


def _reorder(draft: Draft, area: Area, order: list[int]) -> None:
    grid = draft.sheet(area.sheet_id).grid
    before: list[list[Cell]] = [[grid.get(row, column) for column in range(area.left, area.right)] for row in order]
    for row, (old, cells) in enumerate(zip(order, before, strict=True), area.top):
        if row != old or any(cell is not EMPTY for cell in cells):
            grid.change_row(row, area.left, [cell.shifted(row - old, 0) for cell in cells])


KINDS = {"sortRange": sort_range}
