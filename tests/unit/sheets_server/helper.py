"""What these tests share: a desk, which is a spreadsheet without sockets, and short words for its requests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tests.sheets.drive import File
from tests.sheets.loopback import ANNA, ROBOT
from tests.sheets.people import Person
from tests.sheets.requests import Answer, request
from tests.sheets.service import Service
from tests.sheets.writing import write


@dataclass(frozen=True)
class Desk:
    """Requests as `who`, answered in place."""

    service: Service
    file: File
    who: str = ANNA

    def ask(self, method: str, rest: str, body: Any = None) -> Answer:
        """`rest`: what follows the spreadsheet's id in the URL."""
        self.service.tokens.anybody = self.who
        sent = b"" if body is None else json.dumps(body).encode()
        return self.service.handle(request(method, f"/v4/spreadsheets/{self.file.file_id}{rest}",
                                           {"Authorization": "Bearer any"}, sent))

    def batch(self, *requests: Any, **more: Any) -> Any:
        """The answer of batchUpdate, which must succeed."""
        answer = self.ask("POST", ":batchUpdate", {"requests": list(requests)} | more)
        assert answer.status == 200, answer.body
        return answer.json()

    def refused(self, *requests: Any) -> str:
        """Google's sentence about a batch that must fail with 400."""
        answer = self.ask("POST", ":batchUpdate", {"requests": list(requests)})
        assert answer.status == 400, answer.body
        return answer.json()["error"]["message"]

    def put(self, cells: str, values: Sequence[Sequence[Any]], option: str = "RAW") -> Any:
        return self.ask("PUT", f"/values/{quote(cells)}?valueInputOption={option}", {"values": values}).json()

    def values(self, cells: str = "Sheet1", render: str = "UNFORMATTED_VALUE") -> Any:
        answer = self.ask("GET", f"/values/{quote(cells)}?valueRenderOption={render}").json()
        return answer.get("values", []) if "error" not in answer else answer["error"]["message"]

    def told(self, fields: str = "") -> Any:
        return self.ask("GET", f"?fields={quote(fields)}" if fields else "").json()

    def as_(self, who: str) -> Desk:
        return Desk(self.service, self.file, who)

    def person(self, who: str = ANNA) -> Person:
        return Person(self.service, self.file, who)


def desk(*rows: Sequence[Any]) -> Desk:
    """Anna's spreadsheet, shared with the robot, with these rows in Sheet1."""
    service = Service()
    file = service.new_file("Returns", ANNA)
    file.roles[ROBOT] = "writer"
    if rows:
        body = {"values": list(rows)}
        service.change(file, ANNA, lambda draft: write(draft, draft.book.sheets[0].whole, body, "RAW"))
    return Desk(service, file)


def grid_range(cells: str, sheet_id: int = 0) -> dict[str, int]:
    """`A2:C10` -> GridRange."""
    first, _, last = cells.partition(":")
    (top, left), (bottom, right) = _corner(first), _corner(last or first)
    return {"sheetId": sheet_id, "startRowIndex": top, "endRowIndex": bottom + 1, "startColumnIndex": left,
            "endColumnIndex": right + 1}


def _corner(cell: str) -> tuple[int, int]:
    return int(cell[1:]) - 1, ord(cell[0]) - ord("A")


def swap(cell: str, before: str, after: str) -> dict[str, Any]:
    """Compare-and-swap on one cell; an empty `before` is an empty cell."""
    find = {"find": before, "matchCase": True} if before else {"find": "^$", "searchByRegex": True}
    return {"findReplace": find | {"matchEntireCell": True, "replacement": after, "range": grid_range(cell)}}


def formula(cells: str, text: str) -> dict[str, Any]:
    return {"repeatCell": {"range": grid_range(cells), "fields": "userEnteredValue",
                           "cell": {"userEnteredValue": {"formulaValue": text}}}}


def paste_values(cells: str) -> dict[str, Any]:
    """A range over itself."""
    return {"copyPaste": {"source": grid_range(cells), "destination": grid_range(cells), "pasteType": "PASTE_VALUES"}}


def lines(dimension: str, start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}
