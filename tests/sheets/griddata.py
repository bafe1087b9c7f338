"""GridData: cells with all that hangs on them, and the sizes of rows and columns. Blanks at the end are not told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import masks
from .areas import Area
from .book import Book, Json, Sheet
from .celldata import teller
from .cells import EMPTY, Cell
from .formulas.results import Value
from .kinds.dimensions import DEFAULT_PIXELS
from .lookups import shown_metadata
from .masks import Mask


def grid_data(book: Book, area: Area, mask: Mask) -> Json:
    """With the fields that the mask names; only those are worked out."""
    sheet = book.sheet(area.sheet_id)
    data = {}
    for name, tell in _PARTS.items():
        inner = masks.under(mask, name)
        if inner is not None:
            part = tell(book, sheet, area, inner)
            if part:
                data[name] = part
    return data


def _rows(book: Book, sheet: Sheet, area: Area, mask: Mask) -> list[Json]:
    inner = masks.under(mask, "values")
    bottom = min(area.bottom, _bottom(book, sheet))
    tell = teller(inner or {}, book.properties["locale"])
    rows = [_row(book, sheet, area, row, tell) for row in range(area.top, bottom)]
    while rows and not rows[-1]:
        rows.pop()
    return rows if inner is not None else [{} for _ in rows]


def _bottom(book: Book, sheet: Sheet) -> int:
    results = book.results()
    spilled = (key[1] + 1 for key in results.values if key[0] == sheet.sheet_id) if results else ()
    return max([len(sheet.grid.rows), *spilled])


def _row(book: Book, sheet: Sheet, area: Area, row: int, tell: Callable[[Cell, Value], Json]) -> Json:
    results = book.results()
    if results is None:
        cells = sheet.grid.row(row)[area.left:area.right]
        values = [{} if cell is None else tell(cell, cell.value) for cell in cells]
    else:
        cells = tuple(sheet.grid.get(row, column) for column in range(area.left, area.right))
        values = [tell(cell, results.at(sheet.sheet_id, row, column)) for column, cell in enumerate(cells, area.left)]
    end = len(values)
    while end and not values[end - 1] and (cells[end - 1] or EMPTY) == EMPTY:
        end -= 1
    return {"values": values[:end]} if end else {}


def _sizes(dimension: str) -> Callable[[Book, Sheet, Area, Mask], list[Json]]:
    def tell(book: Book, sheet: Sheet, area: Area, mask: Mask) -> list[Json]:
        start, end = (area.top, area.bottom) if dimension == "ROWS" else (area.left, area.right)
        metadata = _metadata(book, sheet, dimension)
        return [masks.cut({"pixelSize": DEFAULT_PIXELS[dimension]} | sheet.sizes[dimension].get(index, {})
                          | metadata.get(index, {}), mask) for index in range(start, end)]
    return tell


def _metadata(book: Book, sheet: Sheet, dimension: str) -> dict[int, Json]:
    found: dict[int, Any] = {}
    for each in book.metadata:
        place = each["location"].get("dimensionRange")
        if place and place["sheetId"] == sheet.sheet_id and place["dimension"] == dimension:
            found.setdefault(place["startIndex"], {"developerMetadata": []})["developerMetadata"].append(
                shown_metadata(each))
    return found


_PARTS: dict[str, Callable[[Book, Sheet, Area, Mask], Any]] = {
    "startRow": lambda _book, _sheet, area, _mask: area.top,
    "startColumn": lambda _book, _sheet, area, _mask: area.left,
    "rowData": _rows, "rowMetadata": _sizes("ROWS"), "columnMetadata": _sizes("COLUMNS"),
}
