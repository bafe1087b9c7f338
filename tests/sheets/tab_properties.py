"""SheetProperties in and out: what is kept of a tab, and how Google tells it."""

from __future__ import annotations

from .book import Book, Json, Sheet
from .colours import with_twins
from .errors import invalid
from .grid import Grid

FIXED = ("sheetId", "sheetType", "index")


def properties_of(book: Book, sheet: Sheet) -> Json:
    """SheetProperties as Google answers them: what is false or zero is left out, sheetId and index excepted."""
    grid = {"rowCount": sheet.grid.row_count, "columnCount": sheet.grid.column_count} | {
        key: value for key, value in sheet.properties.get("gridProperties", {}).items() if value}
    rest = {key: value for key, value in sheet.properties.items()
            if value and key not in (*FIXED, "title", "gridProperties")}
    return {"sheetId": sheet.sheet_id, "title": sheet.title, "index": book.sheets.index(sheet), "sheetType": "GRID",
            "gridProperties": grid} | rest


def new_sheet(properties: Json) -> Sheet:
    """A blank sheet; 1000 x 26 unless told."""
    size = properties.get("gridProperties") or {}
    sheet = Sheet({"sheetId": properties["sheetId"], "title": properties["title"]},
                  Grid(size.get("rowCount") or 1000, size.get("columnCount") or 26))
    settle(sheet, properties)
    return sheet


def settle(sheet: Sheet, given: Json) -> None:
    """Keep what was said of the sheet, size and place excepted; a colour without channels is no colour."""
    grid = {key: value for key, value in (given.get("gridProperties") or {}).items()
            if value and key not in ("rowCount", "columnCount")}
    if (grid.get("frozenRowCount", 0) >= sheet.grid.row_count
            or grid.get("frozenColumnCount", 0) >= sheet.grid.column_count):
        raise invalid("You can't freeze all visible rows or columns on the sheet.")
    rest = {key: value for key, value in with_twins(given).items() if value and key not in (*FIXED, "gridProperties")}
    sheet.properties = {"sheetId": sheet.sheet_id, "title": sheet.title} | rest | {"gridProperties": grid}
