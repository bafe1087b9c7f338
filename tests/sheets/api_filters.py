"""Developer metadata, and values chosen by data filter instead of by range."""

from __future__ import annotations

from . import lookups, schema
from .api_books import readable
from .api_values import write_all
from .areas import Area
from .book import Book, Json
from .draft import Draft
from .errors import not_found
from .reading import value_range
from .requests import Answer, Request, json_answer
from .service import Service
from .writing import clear


def get_metadata(service: Service, request: Request, book_id: str, metadata_id: str) -> Answer:
    for each in readable(service, request, book_id).metadata:
        if each["metadataId"] == int(metadata_id):
            return json_answer(lookups.shown_metadata(each))
    raise not_found()


def search(service: Service, request: Request, book_id: str) -> Answer:
    """Each entry with the filters that found it; an empty object when there is none."""
    book, body = readable(service, request, book_id), request.json()
    schema.check(body, "SearchDeveloperMetadataRequest")
    filters = body.get("dataFilters") or []
    matched = [{"developerMetadata": lookups.shown_metadata(each), "dataFilters": fitting} for each in book.metadata
               if (fitting := [one for one in filters if each in lookups.metadata_of(book, one)])]
    return json_answer({"matchedDeveloperMetadata": matched} if matched else {})


def batch_get(service: Service, request: Request, book_id: str) -> Answer:
    book, body = readable(service, request, book_id), request.json()
    schema.check(body, "BatchGetValuesByDataFilterRequest")
    told = [{"valueRange": value_range(book, area, render=body.get("valueRenderOption"),
                                       dates=body.get("dateTimeRenderOption"), major=body.get("majorDimension")),
             "dataFilters": [one for one, areas in chosen if area in areas]}
            for chosen in [_chosen(book, body)] for area in _each_once(chosen)]
    return json_answer({"spreadsheetId": book_id} | ({"valueRanges": told} if told else {}))


def batch_update(service: Service, request: Request, book_id: str) -> Answer:
    """A part whose filter finds several places is written to each of them."""
    file, body = service.drive.shared(book_id, request.who, "writer"), request.json()
    schema.check(body, "BatchUpdateValuesByDataFilterRequest")

    def rule(draft: Draft) -> Json:
        parts = [(area, part) for part in body.get("data") or []
                 for area in lookups.areas(draft.book, part.get("dataFilter") or {})]
        told = write_all(draft, parts, body)
        for response, (_, part) in zip(told["responses"], parts, strict=True):
            response["dataFilter"] = part["dataFilter"]
        return told

    return json_answer({"spreadsheetId": book_id} | service.change(file, request.who, rule))


def batch_clear(service: Service, request: Request, book_id: str) -> Answer:
    file, body = service.drive.shared(book_id, request.who, "writer"), request.json()
    schema.check(body, "BatchClearValuesByDataFilterRequest")
    cleared = service.change(file, request.who, lambda draft: [
        clear(draft, area) for area in _each_once(_chosen(draft.book, body))])
    return json_answer({"spreadsheetId": book_id, "clearedRanges": cleared})


def _chosen(book: Book, body: Json) -> list[tuple[Json, list[Area]]]:
    return [(one, lookups.areas(book, one)) for one in body.get("dataFilters") or []]


def _each_once(chosen: list[tuple[Json, list[Area]]]) -> list[Area]:
    return list(dict.fromkeys(area for _, areas in chosen for area in areas))
