"""insertRange and deleteRange: a block of cells comes or goes, and its neighbours move over."""

from __future__ import annotations

from ..areas import Area
from ..book import Json
from ..cells import EMPTY
from ..draft import Draft
from ..errors import invalid


def insert_range(draft: Draft, body: Json) -> None:
    _shift(draft, body, 1)


def delete_range(draft: Draft, body: Json) -> None:
    _shift(draft, body, -1)


def _shift(draft: Draft, body: Json, sign: int) -> None:
    """Formulas of other cells would follow in the real service; where there are any, the server refuses."""
    area = draft.area(body.get("range"))
    sheet = draft.sheet(area.sheet_id)
    if any(each.grid.has_formulas for each in draft.book.sheets):
        raise invalid("The test server does not shift blocks of cells where there are formulas.")
    down = body.get("shiftDimension") == "ROWS"
    band = area._replace(bottom=sheet.grid.row_count) if down else area._replace(right=sheet.grid.column_count)
    draft.guard(band)
    rows, columns = (sign * area.height, 0) if down else (0, sign * area.width)
    _move(draft, area, band, rows, columns)


def _move(draft: Draft, area: Area, band: Area, rows: int, columns: int) -> None:
    """Every cell of the band comes from so many rows above and columns before; what is inserted is empty."""
    grid = draft.sheet(band.sheet_id).grid
    reach = band._replace(bottom=min(band.bottom, max(len(grid.rows), area.top) + max(rows, 0)))
    before = {(row, column): grid.get(row, column) for row in range(reach.top, reach.bottom)
              for column in range(reach.left, reach.right)}
    grid.change(reach, lambda cell, row, column: before.get((row - rows, column - columns), EMPTY))


KINDS = {"insertRange": insert_range, "deleteRange": delete_range}
