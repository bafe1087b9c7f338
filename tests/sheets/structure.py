"""What rows and columns take along when others are inserted, deleted or moved: ranges, names, formulas, metadata.

Google's documentation says it for metadata ("row 5 ... is now row 6"); for the rest it is what the sheet shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .book import Book, Json, Sheet
from .formulas.references import End, Reference
from .shifts import Shift

FIELDS = {"ROWS": ("startRowIndex", "endRowIndex"), "COLUMNS": ("startColumnIndex", "endColumnIndex")}


def follow(book: Book, sheet: Sheet, dimension: str, shift: Shift) -> None:
    """Let everything in the book follow; the cells themselves were moved before."""
    for holders in (sheet.protected, sheet.banding, sheet.filter_views, sheet.row_groups, sheet.column_groups):
        holders[:] = _followed(holders, dimension, shift)
    sheet.merges[:] = [moved for merge in sheet.merges if (moved := _range(merge, dimension, shift))]
    if sheet.basic_filter and not _moved_within(sheet.basic_filter, dimension, shift):
        sheet.basic_filter = None
    for rule in sheet.conditional_formats:
        rule["ranges"] = [moved for each in rule["ranges"] if (moved := _range(each, dimension, shift))]
    sheet.conditional_formats[:] = [rule for rule in sheet.conditional_formats if rule["ranges"]]
    sheet.sizes[dimension] = {moved: size for index, size in sheet.sizes[dimension].items()
                              if (moved := shift.place(index)) is not None}
    book.named_ranges[:] = [named for named in book.named_ranges if named["range"].get("sheetId", 0) != sheet.sheet_id
                            or _moved_within(named, dimension, shift)]
    book.metadata[:] = [each for each in book.metadata if _metadata_followed(each, sheet, dimension, shift)]
    _rewrite(book, sheet, dimension, shift)


def _followed(holders: list[Json], dimension: str, shift: Shift) -> list[Json]:
    return [holder for holder in holders if _moved_within(holder, dimension, shift)]


def _moved_within(holder: Json, dimension: str, shift: Shift) -> bool:
    """Move the holder's range; False when nothing is left of it."""
    if "range" not in holder:
        return True
    moved = _range(holder["range"], dimension, shift)
    if moved is not None:
        holder["range"] = moved
    return moved is not None


def _range(given: Json, dimension: str, shift: Shift) -> Json | None:
    """A GridRange or DimensionRange after the shift; open ends stay open."""
    if "dimension" in given:
        if given["dimension"] != dimension:
            return given
        fields: tuple[str, str] = ("startIndex", "endIndex")
    else:
        fields = FIELDS[dimension]
    start, end = given.get(fields[0]), given.get(fields[1])
    span = shift.span(start or 0, 2**31 if end is None else end)
    if span is None:
        return None
    ends: dict[str, Any] = dict(zip(fields, span, strict=True))
    return given | {field: ends[field] for field, old in zip(fields, (start, end), strict=True) if old is not None}


def _metadata_followed(metadata: Json, sheet: Sheet, dimension: str, shift: Shift) -> bool:
    location = metadata["location"]
    if location.get("dimensionRange", {}).get("sheetId", 0 if "dimensionRange" in location else None) != sheet.sheet_id:
        return True
    moved = _range(location["dimensionRange"], dimension, shift)
    if moved is not None:
        location["dimensionRange"] = moved
    return moved is not None


def _rewrite(book: Book, changed: Sheet, dimension: str, shift: Shift) -> None:
    """Formulas anywhere that point into the changed sheet."""
    for sheet in book.sheets:
        if sheet.grid.has_formulas:
            change = _changer(book, sheet, changed, dimension, shift)
            for row, column, formula in list(sheet.grid.formulas()):
                new = formula.rewritten(change)
                if new is not formula:
                    sheet.grid.put(row, column, sheet.grid.get(row, column)._replace(formula=new))


def _changer(book: Book, own: Sheet, changed: Sheet, dimension: str,
             shift: Shift) -> Callable[[Reference], Reference | None]:
    def change(reference: Reference) -> Reference | None:
        target = own if reference.title is None else book.titled(reference.title)
        return _reference(reference, dimension, shift) if target is changed else reference
    return change


def _reference(reference: Reference, dimension: str, shift: Shift) -> Reference | None:
    field = "row" if dimension == "ROWS" else "column"
    first, last = reference.first, reference.last or reference.first
    start, end = getattr(first, field), getattr(last, field)
    if start is None:
        return reference
    if end is not None and end < start:
        start, end = end, start
    span = shift.span(start, 2**31 if end is None else end + 1)
    if span is None:
        return None
    new_last: End | None = None
    if reference.last is not None:
        new_last = last if end is None else last._replace(**{field: span[1] - 1})
    return Reference(reference.title, first._replace(**{field: span[0]}), new_last)
