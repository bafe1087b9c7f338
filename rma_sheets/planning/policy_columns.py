"""How each column of the tab Policy is read. A cell that cannot be read says which word of it, and what is near it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rma_sheets.model.policy import Verdict
from rma_sheets.model.values import CellError, CellValue, Formula
from rma_sheets.model.vocabulary import Vocabulary, fold

from .generous import read_country, read_decimal, read_flag, read_integer

LAST = Decimal(10**9)
"""Where a rule without an order stands: after all that have one."""

LONGEST_WORD = 60
"""Characters of a word that are compared with a list and repeated."""


class UnreadableError(ValueError):
    """A cell of a rule means nothing to us; `facts` say which word of it, and what could stand there instead."""

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts


Reader = Callable[[CellValue, Vocabulary], Any]


@dataclass(frozen=True, slots=True)
class PolicyCell:
    """How one column of Policy is read, and into which field of the rule."""

    column: str
    field: str
    read: Reader


def _words(value: CellValue) -> tuple[str, ...]:
    if isinstance(value, CellError | Formula):
        raise UnreadableError
    return () if value is None else tuple(part.strip() for part in str(value).split(",") if part.strip())


def _number(read: Callable[[CellValue], Any], low: int = 0, high: int | None = None) -> Reader:
    """Zero and numbers from `low` on; `high` is the largest, if there is one."""
    def reader(value: CellValue, _: Vocabulary) -> Any:
        if value is None:
            return None
        got = read(value)
        if got.problem or got.value is None or (got.value and got.value < low) or (high and got.value > high):
            raise UnreadableError(low=low, high=high)
        return got.value
    return reader


def _keys(list_name: str) -> Reader:
    def reader(value: CellValue, vocabulary: Vocabulary) -> tuple[str, ...]:
        keys = {word: vocabulary.key(list_name, word) for word in _list_words(value, vocabulary, list_name)}
        if unknown := [word[:LONGEST_WORD] for word, key in keys.items() if not key]:
            raise UnreadableError(typed=unknown[0], nearest=vocabulary.nearest(list_name, unknown[0]))
        return tuple(keys.values())
    return reader


def _list_words(value: CellValue, vocabulary: Vocabulary, list_name: str) -> tuple[str, ...]:
    """Labels may hold commas themselves (`new, sealed`): from each word on, the longest label that fits is taken."""
    words = _words(value)
    out: list[str] = []
    while words:
        runs = (size for size in range(len(words), 1, -1) if vocabulary.key(list_name, ", ".join(words[:size])))
        size = next(runs, 1)
        out.append(", ".join(words[:size]))
        words = words[size:]
    return tuple(out)


def _one(list_name: str) -> Reader:
    def reader(value: CellValue, vocabulary: Vocabulary) -> str:
        keys = _keys(list_name)(value, vocabulary)
        if len(keys) > 1:
            raise UnreadableError
        return keys[0] if keys else ""
    return reader


def _verdict(value: CellValue, vocabulary: Vocabulary) -> Verdict:
    key = _one("verdict")(value, vocabulary)
    if not key:
        raise UnreadableError
    return Verdict(key)


def _countries(value: CellValue, _: Vocabulary) -> frozenset[str]:
    got = {word: read_country(word) for word in _words(value)}
    if unknown := [word[:LONGEST_WORD] for word, one in got.items() if one.problem or not one.value]:
        raise UnreadableError(typed=unknown[0])
    return frozenset(str(one.value) for one in got.values())


def _active(value: CellValue, _: Vocabulary) -> bool:
    got = read_flag(value)
    if got.problem:
        raise UnreadableError
    return value is None or bool(got.value)


CELLS: tuple[PolicyCell, ...] = (
    PolicyCell("order", "order", lambda value, v: LAST if value is None else _number(read_decimal)(value, v)),
    PolicyCell("active", "active", _active),
    PolicyCell("country", "countries", _countries),
    PolicyCell("category", "categories", lambda value, _: frozenset(fold(word) for word in _words(value))),
    PolicyCell("sku", "skus", lambda value, _: tuple(fold(word) for word in _words(value))),
    PolicyCell("reason", "reasons", lambda value, v: frozenset(_keys("reason")(value, v))),
    PolicyCell("condition", "conditions", lambda value, v: frozenset(_keys("condition")(value, v))),
    PolicyCell("days_from", "days_from", _number(read_integer)),
    PolicyCell("days_to", "days_to", _number(read_integer)),
    PolicyCell("value_from", "value_from", _number(read_decimal)),
    PolicyCell("value_to", "value_to", _number(read_decimal)),
    PolicyCell("verdict", "verdict", _verdict),
    PolicyCell("window_days", "window_days", _number(read_integer)),
    PolicyCell("resolutions", "resolutions", _keys("resolution")),
    PolicyCell("who_pays", "who_pays", _one("payer")),
    PolicyCell("restocking_fee", "restocking_fee", _number(read_decimal, 1, 100)),  # 0.1 is 10 % without its format
    PolicyCell("message", "message", lambda value, _: " ".join(_words(value) and str(value).split())),
)
