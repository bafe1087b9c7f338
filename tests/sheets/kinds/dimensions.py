"""Rows and columns as a whole: inserted, deleted, moved, appended, sized, hidden."""

from __future__ import annotations

from .. import masks
from ..areas import Area
from ..book import Json, Sheet
from ..cells import EMPTY, Cell
from ..draft import Draft
from ..errors import invalid
from ..formulas.operators import as_text
from ..shifts import Deleted, Inserted, Moved
from ..structure import follow

PIXELS_OF_A_LETTER = 8685 / 1024
"""Recorded: a column of 1,024 letters became 8,691 pixels wide, 6 of them beside the text."""
DEFAULT_PIXELS = {"ROWS": 21, "COLUMNS": 100}


def insert_dimension(draft: Draft, body: Json) -> None:
    """New rows look like the row before or after them: formats and rules come along, contents do not."""
    sheet, dimension, start, end = _span(draft, body.get("range"), may_append=True)
    before = bool(body.get("inheritFromBefore"))
    if before and start == 0:
        raise invalid("inheritFromBefore cannot be true when inserting at the very beginning.")
    _insert(sheet, dimension, start, end - start)
    follow(draft.book, sheet, dimension, Inserted(start, end - start))
    _inherit(sheet, dimension, start, end, start - 1 if before else end)


def delete_dimension(draft: Draft, body: Json) -> None:
    sheet, dimension, start, end = _span(draft, body.get("range"))
    draft.guard(lines(sheet, dimension, start, end))
    if end - start >= count(sheet, dimension):
        raise invalid(f"You can't delete all the {dimension.lower()} on the sheet.")
    if dimension == "ROWS":
        sheet.grid.delete_rows(start, end)
    else:
        sheet.grid.delete_columns(start, end)
    follow(draft.book, sheet, dimension, Deleted(start, end))


def move_dimension(draft: Draft, body: Json) -> None:
    sheet, dimension, start, end = _span(draft, body.get("source"))
    target = body.get("destinationIndex") or 0
    draft.guard(lines(sheet, dimension, start, end))
    if target > count(sheet, dimension) or start < target < end:
        raise invalid("The rows or columns cannot be moved there.")
    if dimension == "ROWS":
        sheet.grid.move_rows(start, end, target)
    else:
        sheet.grid.move_columns(start, end, target)
    follow(draft.book, sheet, dimension, Moved(start, end, target))


def append_dimension(draft: Draft, body: Json) -> None:
    sheet, length = draft.sheet(body.get("sheetId")), body.get("length") or 0
    if length < 1 or body.get("dimension") not in ("ROWS", "COLUMNS"):
        raise invalid("length and dimension are needed.")
    _insert(sheet, body["dimension"], count(sheet, body["dimension"]), length)


def update_dimension_properties(draft: Draft, body: Json) -> None:
    mask = masks.needed(body.get("fields"))
    masks.check(mask, "DimensionProperties")
    sheet, dimension, start, end = _span(draft, body.get("range"))
    for index in range(start, end):
        new = masks.write(sheet.sizes[dimension].get(index, {}), body.get("properties") or {}, mask)
        sheet.sizes[dimension][index] = {key: value for key, value in new.items() if value}


def auto_resize(draft: Draft, body: Json) -> None:
    """Nobody can know Google's fonts: the width is that of the longest text, at so many pixels a letter."""
    sheet, dimension, start, end = _span(draft, body.get("dimensions"))
    for index in range(start, end):
        pixels = DEFAULT_PIXELS[dimension]
        if dimension == "COLUMNS":
            pixels = _width(sheet, index) or pixels
        sheet.sizes[dimension][index] = sheet.sizes[dimension].get(index, {}) | {"pixelSize": pixels}


def _width(sheet: Sheet, column: int) -> int:
    """0 for a column without contents."""
    longest = max((len(as_text(sheet.grid.get(row, column).value)) for row in range(len(sheet.grid.rows))), default=0)
    return round(longest * PIXELS_OF_A_LETTER) + 6 if longest else 0


def count(sheet: Sheet, dimension: str) -> int:
    return sheet.grid.row_count if dimension == "ROWS" else sheet.grid.column_count


def lines(sheet: Sheet, dimension: str, start: int, end: int) -> Area:
    """The cells of those rows or columns."""
    if dimension == "ROWS":
        return sheet.whole._replace(top=start, bottom=end)
    return sheet.whole._replace(left=start, right=end)


def _span(draft: Draft, given: Json | None, *, may_append: bool = False) -> tuple[Sheet, str, int, int]:
    """The stretch of a DimensionRange; open ends reach to the edge. Raises ApiError 400."""
    given = given or {}
    dimension = given.get("dimension")
    if dimension not in DEFAULT_PIXELS:
        raise invalid("The dimension is needed.")
    sheet = draft.sheet(given.get("sheetId"))
    edge = count(sheet, dimension)
    start, end = given.get("startIndex") or 0, given.get("endIndex")
    end = edge if end is None else end
    word = dimension.lower()[:-1]
    if not 0 <= start < end:
        raise invalid("The end must be after the start.")
    if start > edge if may_append else end > edge:
        raise invalid(f"Cannot use a {word} that doesn't exist. Tried {word} index {start if may_append else end - 1} "
                      f"but there are only {edge} {dimension.lower()}.")
    return sheet, dimension, start, end


def _insert(sheet: Sheet, dimension: str, at: int, length: int) -> None:
    if dimension == "ROWS":
        sheet.grid.insert_rows(at, length)
    else:
        sheet.grid.insert_columns(at, length)


def _inherit(sheet: Sheet, dimension: str, start: int, end: int, model: int) -> None:
    if dimension == "ROWS":
        looks = [_look(cell or EMPTY) for cell in sheet.grid.row(model)]
        for row in range(start, end):
            sheet.grid.change_row(row, 0, looks)
        return
    for row in range(len(sheet.grid.rows)):
        look = _look(sheet.grid.get(row, model))
        if look != EMPTY:
            sheet.grid.change_row(row, start, [look] * (end - start))


def _look(cell: Cell) -> Cell:
    return Cell(format=cell.format, validation=cell.validation)


KINDS = {"insertDimension": insert_dimension, "deleteDimension": delete_dimension, "moveDimension": move_dimension,
         "appendDimension": append_dimension, "updateDimensionProperties": update_dimension_properties,
         "autoResizeDimensions": auto_resize}
