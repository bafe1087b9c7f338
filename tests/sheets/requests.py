"""What comes in and what goes out, free of sockets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .errors import ApiError, invalid

JSON_TYPE = "application/json; charset=UTF-8"


@dataclass
class Request:
    """`path` is still percent-encoded. `who`: the e-mail address behind the token; empty until it is known."""

    method: str
    path: str
    query: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    who: str = ""

    def one(self, name: str) -> str | None:
        """The last of that parameter, as Google takes it."""
        return self.query[name][-1] if self.query.get(name) else None

    def true(self, name: str) -> bool:
        return (self.one(name) or "").lower() in ("true", "1")

    def json(self) -> Any:
        """The body; no body is an empty object."""
        if not self.body:
            return {}
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise invalid(f"Invalid JSON payload received. {error}") from error

    @property
    def token(self) -> str:
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token if kind.lower() == "bearer" else ""


@dataclass
class Answer:
    """`lost`: the connection is dropped and nothing of this is sent. `delay`: seconds before it is sent."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    delay: float = 0

    def json(self) -> Any:
        return json.loads(self.body)


def request(method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Request:
    """A URL, or the part of it behind the host, taken apart."""
    parts = urlsplit(url)
    return Request(method, parts.path, parse_qs(parts.query, keep_blank_values=True),
                   {name.lower(): value for name, value in (headers or {}).items()}, body)


def json_answer(body: Any, status: int = 200) -> Answer:
    return Answer(status, json.dumps(body, ensure_ascii=False).encode(), {"Content-Type": JSON_TYPE})


def refusal(error: ApiError) -> Answer:
    answer = json_answer(error.body(), error.code)
    if error.retry_after is not None:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer
