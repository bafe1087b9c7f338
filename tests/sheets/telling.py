"""The Spreadsheet resource: a book as spreadsheets.get answers it. Empty lists are left out, as Google does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from . import masks
from .areas import Area, shown_range
from .book import Book, Json, Sheet
from .griddata import grid_data
from .kinds.appearance import shown_band, shown_rule
from .kinds.filters import shown_filter
from .kinds.groups import shown_groups
from .kinds.names import shown_name
from .kinds.protections import shown_protection
from .lookups import shown_metadata
from .masks import Mask
from .tab_properties import properties_of


def spreadsheet(book: Book, who: str, *, mask: Mask, areas: Sequence[Area] | None = None, with_cells: bool) -> Json:
    """`areas`: only these cells and their sheets (None: all). `with_cells` counts only without a mask (documented)."""
    with_cells = bool(mask) or with_cells
    told = {name: masks.cut(tell(book), inner) for name, tell in _BOOK.items()
            if (inner := masks.under(mask, name)) is not None}
    if (inner := masks.under(mask, "sheets")) is not None:
        told["sheets"] = [_sheet(book, sheet, who, inner, areas, with_cells) for sheet in _sheets(book, areas)]
    return {name: part for name, part in told.items() if part}


def _sheets(book: Book, areas: Sequence[Area] | None) -> list[Sheet]:
    wanted = {area.sheet_id for area in areas or ()}
    return [sheet for sheet in book.sheets if areas is None or sheet.sheet_id in wanted]


def _sheet(book: Book, sheet: Sheet, who: str, mask: Mask, areas: Sequence[Area] | None, with_cells: bool) -> Json:
    told = {name: masks.cut(part, inner) for name, tell in _SHEET.items()
            if (inner := masks.under(mask, name)) is not None and (part := tell(book, sheet, who))}
    if with_cells and (inner := masks.under(mask, "data")) is not None:
        told["data"] = [grid_data(book, area, inner) for area in (areas or [sheet.whole])
                        if area.sheet_id == sheet.sheet_id]
    return told


def _metadata(book: Book, kind: str, sheet: Sheet | None = None) -> list[Json]:
    return [shown_metadata(each) for each in book.metadata if each["location"]["locationType"] == kind
            and (sheet is None or each["location"]["sheetId"] == sheet.sheet_id)]


_BOOK: dict[str, Callable[[Book], Any]] = {
    "spreadsheetId": lambda book: book.book_id,
    "properties": lambda book: book.properties,
    "namedRanges": lambda book: [shown_name(named) for named in book.named_ranges],
    "developerMetadata": lambda book: _metadata(book, "SPREADSHEET"),
    "spreadsheetUrl": lambda book: f"https://docs.google.com/spreadsheets/d/{book.book_id}/edit",
}
_SHEET: dict[str, Callable[[Book, Sheet, str], Any]] = {
    "properties": lambda book, sheet, _who: properties_of(book, sheet),
    "merges": lambda _book, sheet, _who: [shown_range(merge) for merge in sheet.merges],
    "conditionalFormats": lambda _book, sheet, _who: [shown_rule(rule) for rule in sheet.conditional_formats],
    "filterViews": lambda _book, sheet, _who: [shown_filter(view) for view in sheet.filter_views],
    "protectedRanges": lambda book, sheet, who: [shown_protection(each, who, book.owner) for each in sheet.protected],
    "basicFilter": lambda _book, sheet, _who: sheet.basic_filter and shown_filter(sheet.basic_filter),
    "bandedRanges": lambda _book, sheet, _who: [shown_band(band) for band in sheet.banding],
    "developerMetadata": lambda book, sheet, _who: _metadata(book, "SHEET", sheet),
    "rowGroups": lambda _book, sheet, _who: shown_groups(sheet.row_groups),
    "columnGroups": lambda _book, sheet, _who: shown_groups(sheet.column_groups),
}
