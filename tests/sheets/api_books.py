"""spreadsheets: create, get, batchUpdate, copyTo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import batch, lookups, masks, schema
from .areas import Area
from .book import Book, Json
from .draft import Draft
from .errors import invalid
from .kinds.tabs import add_sheet
from .new_book import new_book
from .ranges import resolve
from .requests import Answer, Request, json_answer
from .service import Service
from .tab_properties import properties_of
from .telling import spreadsheet

REPLY_KINDS = ("spreadsheetId", "replies")


def create(service: Service, request: Request) -> Answer:
    """With properties and sheets of the caller's choice; cells cannot be sent along here."""
    body = request.json()
    schema.check(body, "Spreadsheet")
    title = (body.get("properties") or {}).get("title") or "Untitled spreadsheet"
    file = service.drive.create(title, request.who, lambda file_id: new_book(file_id, title, request.who))
    if body.get("sheets"):
        service.change(file, request.who, lambda draft: _set_sheets(draft, body["sheets"]))
    assert file.book is not None
    return json_answer(spreadsheet(file.book, request.who, mask=mask_of(request, "Spreadsheet"), with_cells=False))


def get(service: Service, request: Request, book_id: str) -> Answer:
    book = readable(service, request, book_id)
    areas = [resolve(book, text) for text in request.query["ranges"]] if request.query.get("ranges") else None
    return json_answer(spreadsheet(book, request.who, mask=mask_of(request, "Spreadsheet"), areas=areas,
                                   with_cells=request.true("includeGridData")))


def get_by_data_filter(service: Service, request: Request, book_id: str) -> Answer:
    book, body = readable(service, request, book_id), request.json()
    schema.check(body, "GetSpreadsheetByDataFilterRequest")
    areas = [area for one in body.get("dataFilters") or [] for area in lookups.areas(book, one)]
    return json_answer(spreadsheet(book, request.who, mask=mask_of(request, "Spreadsheet"), areas=areas or None,
                                   with_cells=bool(body.get("includeGridData"))))


def batch_update(service: Service, request: Request, book_id: str) -> Answer:
    file = service.drive.shared(book_id, request.who, "writer")
    body = request.json()
    schema.check(body, "BatchUpdateSpreadsheetRequest")
    mask = mask_of(request, "BatchUpdateSpreadsheetResponse")

    def rule(draft: Draft) -> Json:
        replies = batch.run(draft, body.get("requests") or [])
        answer: Json = masks.cut({"spreadsheetId": book_id, "replies": replies}, mask)
        if body.get("includeSpreadsheetInResponse") and masks.under(mask, "updatedSpreadsheet") is not None:
            answer["updatedSpreadsheet"] = _updated(draft, body, masks.under(mask, "updatedSpreadsheet") or {})
        return answer

    answer = service.change(file, request.who, rule)
    assert file.book is not None
    file.name = file.book.properties["title"]
    return json_answer(answer)


def copy_to(service: Service, request: Request, book_id: str, sheet_id: str) -> Answer:
    """Within one spreadsheet or into another; formulas are refused, since they would lose what they point to."""
    book, body = readable(service, request, book_id), request.json()
    schema.check(body, "CopySheetToAnotherSpreadsheetRequest")
    source = book.sheet(int(sheet_id))
    target = service.drive.shared(body.get("destinationSpreadsheetId") or "", request.who, "writer")
    if source.grid.has_formulas:
        raise invalid("The test server does not copy sheets with formulas to another spreadsheet.")

    def rule(draft: Draft) -> Json:
        title = f"Copy of {source.title}"
        new_id = add_sheet(draft, {"properties": {"title": title}})["properties"]["sheetId"]
        twin = source.copy()
        twin.properties |= {"sheetId": new_id, "title": title}
        twin.protected, twin.filter_views, twin.banding = [], [], []
        draft.book.sheets[-1] = twin
        return properties_of(draft.book, twin)

    return json_answer(service.change(target, request.who, rule))


def readable(service: Service, request: Request, book_id: str) -> Book:
    """The book as it stands; it never changes, a write puts another in its place."""
    book = service.drive.shared(book_id, request.who, "reader").book
    assert book is not None
    return book


def mask_of(request: Request, schema_name: str) -> masks.Mask:
    """The mask of the parameter `fields`; none is everything."""
    text = request.one("fields")
    if not text:
        return {}
    mask = masks.parsed(text)
    masks.check(mask, schema_name)
    return mask


def _updated(draft: Draft, body: Json, mask: masks.Mask) -> Json:
    areas: Sequence[Area] | None = None
    if body.get("responseRanges"):
        areas = [resolve(draft.book, text) for text in body["responseRanges"]]
    return spreadsheet(draft.book, draft.who, mask=mask, areas=areas,
                       with_cells=bool(body.get("responseIncludeGridData")))


def _set_sheets(draft: Draft, sheets: list[dict[str, Any]]) -> None:
    first = draft.book.sheets.pop()
    for sheet in sheets:
        if set(sheet) - {"properties"}:
            raise invalid("The test server makes new sheets only from their properties.")
        given = sheet.get("properties") or {}
        if not draft.book.sheets and given.get("sheetId") is None:
            given = given | {"sheetId": first.sheet_id}
        add_sheet(draft, {"properties": given})
