"""Recorded answers of the real service against ours: the same requests in the same order, answers compared in full.

Ids that the real service chose are learnt from its answers and replaced in what follows. Times are not compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .requests import Answer, request
from .service import Service

ID_FIELDS = ("id", "spreadsheetId", "sheetId", "namedRangeId", "protectedRangeId", "spreadsheetUrl")
TIMES = ("createdTime", "modifiedTime")
ME = "recorder@project.iam.gserviceaccount.com"
Interaction = Mapping[str, Any]


@dataclass(frozen=True)
class Compared:
    """One request: what was recorded, what we answered."""

    what: str
    recorded: Any
    ours: Any

    @property
    def same(self) -> bool:
        return self.recorded == self.ours


class Replay:
    """One recording. What refers to a spreadsheet that was not made in it cannot be replayed."""

    def __init__(self) -> None:
        self._service = Service()
        self._service.tokens.anybody = ME
        self._ids: dict[str, str] = {}

    def run(self, interactions: list[Interaction]) -> Iterator[Compared]:
        for interaction in interactions:
            if self._is_known(interaction["request"]["uri"]):
                yield self._one(interaction)

    def _is_known(self, uri: str) -> bool:
        found = re.search(r"/(?:spreadsheets|files)/([A-Za-z0-9_-]{20,})", uri)
        return found is None or found[1] in self._ids

    def _one(self, interaction: Interaction) -> Compared:
        sent, recorded = interaction["request"], interaction["response"]
        answer = self._service.handle(request(sent["method"], self._translated(sent["uri"]),
                                              {"authorization": "Bearer recorded"},
                                              self._translated(sent["body"] or "").encode()))
        theirs = [recorded["status"]["code"], _parsed(recorded["body"]["string"])]
        ours = [answer.status, _body(answer)]
        self._learn(theirs[1], ours[1])
        what = f"{sent['method']} {sent['uri']} {sent['body'] or ''}"
        return Compared(what, _comparable(self._in_our_ids(self._known_files(theirs))), _comparable(ours))

    def _known_files(self, theirs: list[Any]) -> list[Any]:
        """A list of files without those that were there before the recording."""
        status, body = theirs
        if isinstance(body, dict) and "files" in body:
            body = body | {"files": [file for file in body["files"] if file["id"] in self._ids]}
        return [status, body]

    def _translated(self, text: str) -> str:
        """Long ids anywhere; sheet ids and the like as whole numbers or texts."""
        for theirs, ours in self._ids.items():
            text = re.sub(rf"(?<![A-Za-z0-9_-]){re.escape(theirs)}(?![A-Za-z0-9_-])", ours, text)
        return text

    def _in_our_ids(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._id(item) if key in ID_FIELDS else self._in_our_ids(item) for key, item in value.items()}
        return [self._in_our_ids(item) for item in value] if isinstance(value, list) else value

    def _id(self, value: Any) -> Any:
        if isinstance(value, int):
            return int(self._ids.get(str(value), value))
        return self._translated(value)

    def _learn(self, theirs: Any, ours: Any) -> None:
        if isinstance(theirs, dict) and isinstance(ours, dict):
            for key in theirs.keys() & ours.keys():
                if key in ID_FIELDS and theirs[key] not in (0, ours[key]) and key != "spreadsheetUrl":
                    self._ids.setdefault(str(theirs[key]), str(ours[key]))
                self._learn(theirs[key], ours[key])
        elif isinstance(theirs, list) and isinstance(ours, list):
            for one, other in zip(theirs, ours, strict=False):
                self._learn(one, other)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _body(answer: Answer) -> Any:
    return _parsed(answer.body.decode())


def _comparable(value: Any) -> Any:
    """Without times, and without the address of whoever recorded."""
    if isinstance(value, dict):
        return {key: "me" if key == "users" else _comparable(item) for key, item in value.items() if key not in TIMES}
    return [_comparable(item) for item in value] if isinstance(value, list) else value
