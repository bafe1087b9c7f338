"""Drive, as far as gspread needs it: files made, listed, copied, shared, exported and filled from CSV."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from . import masks
from .areas import Area
from .book import Json
from .draft import Draft
from .drive import SPREADSHEET, File
from .errors import invalid
from .new_book import new_book
from .reading import value_range
from .requests import Answer, Request, json_answer
from .service import Service
from .writing import write

FILE_DEFAULTS = ("kind", "id", "name", "mimeType")
_CONDITION = re.compile(r"""\s*(mimeType|name)\s*=\s*["'](?P<value>.*?)["']\s*\Z""")


def create(service: Service, request: Request) -> Answer:
    body = request.json()
    name, mime = body.get("name") or "Untitled", body.get("mimeType") or SPREADSHEET
    make = (lambda file_id: new_book(file_id, name, request.who)) if mime == SPREADSHEET else None
    return _told(service.drive.create(name, request.who, make, mime), request)


def get(service: Service, request: Request, file_id: str) -> Answer:
    return _told(service.drive.visible(file_id, request.who), request)


def update(service: Service, request: Request, file_id: str) -> Answer:
    """Only the name."""
    file, body = service.drive.visible(file_id, request.who, "writer"), request.json()
    if set(body) - {"name"}:
        raise invalid("The test server changes only the names of files.")
    file.name = body.get("name", file.name)
    if file.book is not None:
        service.change(file, request.who, lambda draft: draft.book.properties.update(title=file.name))
    return _told(file, request)


def delete(service: Service, request: Request, file_id: str) -> Answer:
    service.drive.visible(file_id, request.who, "owner")
    del service.drive.files[file_id]
    return Answer(204)


def list_files(service: Service, request: Request) -> Answer:
    """Files one may see, the newest first. `q` may ask for mimeType and name, joined by `and`."""
    wanted = [_condition(part) for part in re.split(r"\band\b", request.one("q") or "") if part.strip()]
    files = [file for file in reversed(service.drive.files.values())
             if file.role(request.who) != "none" and all(_facts(file).get(name) == value for name, value in wanted)]
    told = {"kind": "drive#fileList", "files": [_facts(file) for file in files]}
    fields = request.one("fields")
    return json_answer(masks.cut(told, masks.parsed(fields)) if fields else told)


def copy(service: Service, request: Request, file_id: str) -> Answer:
    source, body = service.drive.visible(file_id, request.who), request.json()
    book = source.book
    if book is None:
        raise invalid("The test server copies only spreadsheets.")
    name = body.get("name") or f"Copy of {source.name}"

    def make(new_id: str) -> Any:
        twin = book.copy()
        twin.book_id, twin.owner = new_id, request.who
        twin.properties["title"] = name
        return twin

    return _told(service.drive.create(name, request.who, make), request)


def export(service: Service, request: Request, file_id: str) -> Answer:
    """The first sheet as CSV."""
    book = service.drive.shared(file_id, request.who, "reader").book
    if request.one("mimeType") != "text/csv" or book is None:
        raise invalid("The test server exports only text/csv.")
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(value_range(book, book.sheets[0].whole).get("values", []))
    return Answer(200, text.getvalue().removesuffix("\r\n").encode(), {"Content-Type": "text/csv"})


def comments(service: Service, request: Request, file_id: str) -> Answer:
    service.drive.visible(file_id, request.who)
    return json_answer({"comments": []})


def upload_csv(service: Service, request: Request, file_id: str) -> Answer:
    """The file becomes one sheet with the values of the CSV, called like the file (recorded answers)."""
    file = service.drive.visible(file_id, request.who, "writer")
    rows = list(csv.reader(io.StringIO(request.body.decode())))

    def rule(draft: Draft) -> None:
        fresh = new_book(file_id, file.name, file.owner, time_zone="America/Los_Angeles")
        draft.book = fresh
        sheet = fresh.sheets[0]
        sheet.properties["title"] = file.name
        sheet.grid.resize(max(1000, len(rows)), max(26, *map(len, rows), 1))
        write(draft, Area(0, 0, 0, 1, 1), {"values": rows}, "USER_ENTERED")

    service.change(file, request.who, rule)
    return json_answer({"kind": "drive#file", "id": file_id, "title": file.name, "mimeType": SPREADSHEET})


def _facts(file: File) -> Json:
    return {"kind": "drive#file", "id": file.file_id, "name": file.name, "mimeType": file.mime,
            "createdTime": file.created, "modifiedTime": file.modified, "version": str(file.version)}


def _told(file: File, request: Request) -> Answer:
    fields = request.one("fields")
    facts = _facts(file)
    return json_answer(masks.cut(facts, masks.parsed(fields)) if fields
                       else {name: facts[name] for name in FILE_DEFAULTS})


def _condition(text: str) -> tuple[str, str]:
    match = _CONDITION.match(text)
    if match is None:
        raise invalid(f"The test server does not know the condition {text.strip()}.")
    return match[1], match["value"]
