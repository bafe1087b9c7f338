"""Sheets of a book, and what is said of the book as a whole."""

from __future__ import annotations

import copy

from .. import masks
from ..book import Book, Json, Sheet
from ..draft import Draft
from ..errors import invalid
from ..formulas.references import Reference
from ..tab_properties import new_sheet, properties_of, settle

MOST_CELLS = 10_000_000


def add_sheet(draft: Draft, body: Json) -> Json:
    given = body.get("properties") or {}
    if given.get("sheetType", "GRID") != "GRID":
        raise invalid("The test server knows only sheets of the type GRID.")
    title = given.get("title") or _free_title(draft.book, "Sheet")
    _check_title(draft.book, title)
    sheet_id = draft.chosen_id(given.get("sheetId"), (sheet.sheet_id for sheet in draft.book.sheets), "A sheet")
    sheet = new_sheet(given | {"sheetId": sheet_id, "title": title})
    draft.book.sheets.insert(_index(given.get("index"), draft.book), sheet)
    _check_size(draft.book)
    return {"properties": properties_of(draft.book, sheet)}


def delete_sheet(draft: Draft, body: Json) -> None:
    sheet = draft.sheet(body.get("sheetId"))
    draft.guard(sheet.whole)
    if len(draft.book.sheets) == 1:
        raise invalid("You can't remove all the sheets in a document.")
    if not any(not other.properties.get("hidden") for other in draft.book.sheets if other is not sheet):
        raise invalid("You can't remove all the visible sheets in a document.")
    draft.book.sheets.remove(sheet)
    draft.book.named_ranges[:] = [named for named in draft.book.named_ranges
                                  if named["range"].get("sheetId", 0) != sheet.sheet_id]
    draft.book.metadata[:] = [each for each in draft.book.metadata if _place(each) != sheet.sheet_id]


def duplicate_sheet(draft: Draft, body: Json) -> Json:
    source = draft.sheet(body.get("sourceSheetId"))
    twin = source.copy()
    title = body.get("newSheetName") or _free_title(draft.book, f"Copy of {source.title}", first="")
    _check_title(draft.book, title)
    sheet_id = draft.chosen_id(body.get("newSheetId"), (sheet.sheet_id for sheet in draft.book.sheets), "A sheet")
    twin.properties |= {"sheetId": sheet_id, "title": title}
    _now_on(twin, sheet_id)
    twin.protected = []
    draft.book.sheets.insert(_index(body.get("insertSheetIndex") or 0, draft.book), twin)
    _check_size(draft.book)
    return {"properties": properties_of(draft.book, twin)}


def update_sheet_properties(draft: Draft, body: Json) -> None:
    mask = masks.needed(body.get("fields"))
    masks.check(mask, "SheetProperties")
    given = body.get("properties") or {}
    sheet = draft.sheet(given.get("sheetId"))
    before = properties_of(draft.book, sheet)
    after = masks.write(before, given, mask)
    if after.get("title") != before["title"]:
        _check_title(draft.book, after.get("title") or "", but=sheet)
        _rename(draft.book, sheet, after["title"])
    size = after.get("gridProperties") or {}
    _resize(draft, sheet, size.get("rowCount") or 0, size.get("columnCount") or 0)
    if masks.under(mask, "tabColor") is not None and masks.under(mask, "tabColorStyle") is None:
        after.pop("tabColorStyle", None)
    settle(sheet, after)
    if all(each.properties.get("hidden") for each in draft.book.sheets):
        raise invalid("You can't hide all the sheets in a document.")
    if after.get("index", 0) != before["index"]:
        _move(draft.book, sheet, after.get("index") or 0)


def update_spreadsheet_properties(draft: Draft, body: Json) -> None:
    mask = masks.needed(body.get("fields"))
    masks.check(mask, "SpreadsheetProperties")
    draft.book.properties = masks.write(draft.book.properties, body.get("properties") or {}, mask)


def _resize(draft: Draft, sheet: Sheet, rows: int, columns: int) -> None:
    grid = sheet.grid
    if rows < 1 or columns < 1:
        raise invalid("A sheet needs at least one row and one column.")
    if (rows, columns) == (grid.row_count, grid.column_count):
        return
    if rows < grid.row_count:
        draft.guard(sheet.whole._replace(top=rows))
    if columns < grid.column_count:
        draft.guard(sheet.whole._replace(left=columns))
    grid.resize(rows, columns)
    _check_size(draft.book)


def _check_size(book: Book) -> None:
    if sum(sheet.grid.row_count * sheet.grid.column_count for sheet in book.sheets) > MOST_CELLS:
        raise invalid("This action would increase the number of cells in the workbook above the limit of "
                      f"{MOST_CELLS} cells.")


def _check_title(book: Book, title: str, but: Sheet | None = None) -> None:
    found = book.titled(title)
    if found is not None and found is not but:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')
    if not title:
        raise invalid("A sheet needs a name.")


def _rename(book: Book, sheet: Sheet, title: str) -> None:
    """Formulas go on pointing to the sheet."""
    def change(reference: Reference) -> Reference:
        named = reference.title is not None and reference.title.casefold() == sheet.title.casefold()
        return reference._replace(title=title) if named else reference

    for each in book.sheets:
        if each.grid.has_formulas:
            for row, column, formula in list(each.grid.formulas()):
                each.grid.put(row, column, each.grid.get(row, column)._replace(formula=formula.rewritten(change)))


def _move(book: Book, sheet: Sheet, index: int) -> None:
    """`index` is counted before the sheet is taken out ("before the move" indexes)."""
    old = book.sheets.index(sheet)
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > old else index, sheet)


def _index(given: int | None, book: Book) -> int:
    if given is not None and not 0 <= given <= len(book.sheets):
        raise invalid(f"The index {given} is not among the sheets.")
    return len(book.sheets) if given is None else given


def _free_title(book: Book, stem: str, first: str = "1") -> str:
    number = 1
    while book.titled(title := (f"{stem}{number}" if first else stem + (f" {number}" if number > 1 else ""))):
        number += 1
    return title


def _place(metadata: Json) -> int | None:
    location = metadata["location"]
    return location.get("dimensionRange", location).get("sheetId", 0 if "dimensionRange" in location else None)


def _now_on(sheet: Sheet, sheet_id: int) -> None:
    """Ranges of a copied sheet point to the copy."""
    holders = [*sheet.banding, *sheet.filter_views, *sheet.row_groups, *sheet.column_groups]
    ranges = [*(holder["range"] for holder in holders), *sheet.merges,
              *(each for rule in sheet.conditional_formats for each in rule["ranges"])]
    if sheet.basic_filter:
        ranges.append(sheet.basic_filter["range"])
    for each in copy.copy(ranges):
        each["sheetId"] = sheet_id


KINDS = {"addSheet": add_sheet, "deleteSheet": delete_sheet, "duplicateSheet": duplicate_sheet,
         "updateSheetProperties": update_sheet_properties,
         "updateSpreadsheetProperties": update_spreadsheet_properties}
