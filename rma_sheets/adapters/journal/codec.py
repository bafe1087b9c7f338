"""Small things between Python and the tables: moments as text, JSON, long lists in portions, new ids."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

import sqlalchemy as sa

from rma_sheets.model.delivery import MailState
from rma_sheets.model.given_numbers import GivenNumber, NumberKind, NumberState

T = TypeVar("T")
N = TypeVar("N", bound=StrEnum)

MANY = 900
"""How many values one IN may hold: SQLite before 3.32 takes 999 parameters (https://www.sqlite.org/limits.html)."""


def stamp(at: datetime) -> str:
    """A moment with its own offset, as it was. Raises ValueError for a moment without a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment in the journal needs a time zone")
    return at.isoformat()


def sortable(at: datetime | None) -> str:
    """A moment in UTC and of fixed width, so that text compares as time; empty for none."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else ""


class Spoiled(ValueError):
    """What stands in a table is nothing that this program writes: somebody else did."""


def moment(text: str) -> datetime | None:
    """The inverse of `stamp` and of `sortable`. Raises Spoiled."""
    return instant(text) if text else None


def instant(text: str) -> datetime:
    """The inverse of `stamp`. Raises Spoiled."""
    try:
        read = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Spoiled(f"{text!r} is no moment") from error
    if read.tzinfo is None:
        raise Spoiled(f"{text!r} has no time zone")
    return read


def mail_state(text: str) -> MailState:
    """The state of that name. Raises Spoiled."""
    return _member(MailState, text, "state of a mail")


def given_number(kind: str, row_key: str, state: str) -> GivenNumber:
    """A number, from its line. Raises Spoiled."""
    return GivenNumber(_member(NumberKind, kind, "kind of number"), row_key,
                       _member(NumberState, state, "state of a number"))


def to_mapping(text: str) -> dict[str, Any]:
    """The inverse of `to_json` for a mapping. Raises Spoiled."""
    try:
        read = json.loads(text)
    except (TypeError, ValueError) as error:
        raise Spoiled(f"{text[:40]!r} is no JSON") from error
    if not isinstance(read, dict):
        raise Spoiled(f"{text[:40]!r} is no mapping")
    return read


def to_json(value: object) -> str:
    """ASCII JSON: whatever a cell held (a lone surrogate, a NUL), every database takes it."""
    return json.dumps(value, separators=(",", ":"), default=_plain)


def storable(text: str) -> str:
    """What a server said, without the characters that a database refuses (NUL, lone surrogates)."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, at most MANY at a time."""
    return (values[start:start + MANY] for start in range(0, len(values), MANY))


def new_id(connection: sa.Connection, statement: sa.Insert) -> int:
    """Insert one line; the id that the database gave it."""
    (number,) = connection.execute(statement).inserted_primary_key or (0,)
    return int(number)


def _member(names: type[N], text: str, what: str) -> N:
    try:
        return names(text)
    except ValueError as error:
        raise Spoiled(f"{text!r} is no {what}") from error


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"not plain data: {type(value).__name__}")
