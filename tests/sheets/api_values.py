"""spreadsheets.values: plain values by A1 range."""

from __future__ import annotations

from typing import Any

from . import masks, schema
from .api_books import mask_of, readable
from .appending import append as append_below
from .areas import Area
from .book import Json
from .draft import Draft
from .ranges import resolve
from .reading import value_range
from .requests import Answer, Request, json_answer
from .service import Service
from .writing import clear as clear_area
from .writing import counted, input_option, write


def get(service: Service, request: Request, book_id: str, cells: str) -> Answer:
    book = readable(service, request, book_id)
    told = value_range(book, resolve(book, cells), **_looks(request))
    return json_answer(masks.cut(told, mask_of(request, "ValueRange")))


def batch_get(service: Service, request: Request, book_id: str) -> Answer:
    book = readable(service, request, book_id)
    told = [value_range(book, resolve(book, text), **_looks(request)) for text in request.query.get("ranges", [])]
    answer = {"spreadsheetId": book_id, "valueRanges": told}
    return json_answer(masks.cut(answer, mask_of(request, "BatchGetValuesResponse")))


def update(service: Service, request: Request, book_id: str, cells: str) -> Answer:
    file, body = service.drive.shared(book_id, request.who, "writer"), request.json()
    schema.check(body, "ValueRange", "data")
    option = input_option(request.one("valueInputOption"))
    return json_answer({"spreadsheetId": book_id} | service.change(
        file, request.who, lambda draft: _updated(draft, request, resolve(draft.book, cells), body, option)))


def append(service: Service, request: Request, book_id: str, cells: str) -> Answer:
    file, body = service.drive.shared(book_id, request.who, "writer"), request.json()
    schema.check(body, "ValueRange", "data")
    option = input_option(request.one("valueInputOption"))
    insert = request.one("insertDataOption") == "INSERT_ROWS"

    def rule(draft: Draft) -> Json:
        told = append_below(draft, resolve(draft.book, cells), body, option, insert_rows=insert)
        if request.true("includeValuesInResponse"):
            told["updates"]["updatedData"] = _data(draft, request, told["updates"]["updatedRange"])
        return told

    told = service.change(file, request.who, rule)
    told["updates"] = {"spreadsheetId": book_id} | told["updates"]
    return json_answer({"spreadsheetId": book_id} | told)


def clear(service: Service, request: Request, book_id: str, cells: str) -> Answer:
    file, body = service.drive.shared(book_id, request.who, "writer"), request.json()
    schema.check(body, "ClearValuesRequest")
    cleared = service.change(file, request.who, lambda draft: clear_area(draft, resolve(draft.book, cells)))
    return json_answer({"spreadsheetId": book_id, "clearedRange": cleared})


def batch_clear(service: Service, request: Request, book_id: str) -> Answer:
    file, body = service.drive.shared(book_id, request.who, "writer"), request.json()
    schema.check(body, "BatchClearValuesRequest")
    cleared = service.change(file, request.who, lambda draft: [
        clear_area(draft, area) for area in [resolve(draft.book, text) for text in body.get("ranges") or []]])
    return json_answer({"spreadsheetId": book_id, "clearedRanges": cleared})


def batch_update(service: Service, request: Request, book_id: str) -> Answer:
    file, body = service.drive.shared(book_id, request.who, "writer"), request.json()
    schema.check(body, "BatchUpdateValuesRequest")
    told = service.change(file, request.who, lambda draft: write_all(
        draft, [(resolve(draft.book, part.get("range") or ""), part) for part in body.get("data") or []], body))
    for response in told["responses"]:
        response["spreadsheetId"] = book_id
    return json_answer({"spreadsheetId": book_id} | told)


def write_all(draft: Draft, parts: list[tuple[Area, Json]], body: Json) -> Json:
    """Totals count each row and column once, over all parts (recorded answers)."""
    option = input_option(body.get("valueInputOption"))
    every, responses = set(), []
    for area, part in parts:
        response, done = write(draft, area, part, option)
        if body.get("includeValuesInResponse"):
            response["updatedData"] = value_range(draft.book, resolve(draft.book, response["updatedRange"]),
                                                  render=body.get("responseValueRenderOption"),
                                                  dates=body.get("responseDateTimeRenderOption"))
        every |= {(area.sheet_id, *cell) for cell in done}
        responses.append(response)
    totals = counted({(row, column) for _, row, column in every}) | {"updatedSheets": len({cell[0] for cell in every})}
    totals["updatedCells"] = sum(response.get("updatedCells", 0) for response in responses)
    named = {f"total{name[0].upper()}{name[1:]}": count for name, count in totals.items() if count}
    return named | {"responses": responses}


def _updated(draft: Draft, request: Request, area: Area, body: Json, option: str) -> Json:
    told, _ = write(draft, area, body, option)
    if request.true("includeValuesInResponse"):
        told["updatedData"] = _data(draft, request, told["updatedRange"])
    return told


def _data(draft: Draft, request: Request, cells: str) -> Json:
    return value_range(draft.book, resolve(draft.book, cells), render=request.one("responseValueRenderOption"),
                       dates=request.one("responseDateTimeRenderOption"))


def _looks(request: Request) -> dict[str, Any]:
    return {"render": request.one("valueRenderOption"), "dates": request.one("dateTimeRenderOption"),
            "major": request.one("majorDimension")}
