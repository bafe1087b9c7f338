"""What a single value may be: each kind reads a text or refuses it with a code and the facts of its sentence.

The codes are those of the catalogue (`config.allowed.<code>`). Nothing here knows where a value stands.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

LONGEST_TEXT = 500


def refuse(code: str, **facts: object) -> PydanticCustomError:
    """The error that pydantic collects; `facts["at"]` may name the key inside a section it is about."""
    return PydanticCustomError(code, code, facts)


def need(condition: object, value: str) -> str:
    """The value, or ValueError where the condition does not hold."""
    if not condition:
        raise ValueError
    return value


def nearest(typed: str, known: Iterable[str]) -> str:
    """The known word that looks most like what was typed, or empty."""
    hits = difflib.get_close_matches(typed.casefold(), list(known), n=1, cutoff=0.6)
    return hits[0] if hits else ""


def kind(code: str, read: Callable[[str], object], *, optional: bool = False,
         near: Callable[[str], str] = lambda _: "", **facts: object) -> BeforeValidator:
    """A validator that reads a text; `read` raises ValueError for what it does not take."""

    def check(value: object) -> object:
        if isinstance(value, str):
            if optional and not value.strip():
                return ""
            try:
                return read(value.strip())
            except ValueError:
                raise refuse(code, nearest=near(value.strip()), **facts) from None
        raise refuse(code, **facts)

    return BeforeValidator(check)


def whole(low: int, high: int) -> BeforeValidator:
    """A whole number between two bounds, written with digits only."""

    def read(text: str) -> int:
        number = int(need(re.fullmatch(r"-?[0-9]{1,9}", text), text))
        need(low <= number <= high, text)
        return number

    return kind("whole", read, low=low, high=high)


def share() -> BeforeValidator:
    """A part of the whole, from 0 to 1; a decimal comma is understood."""

    def read(text: str) -> float:
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation as error:
            raise ValueError from error
        need(number.is_finite() and 0 <= number <= 1, text)
        return float(number)

    return kind("share", read)


def one_of(*choices: str, optional: bool = False) -> BeforeValidator:
    """One of a few words, in any case."""
    by_folded = {choice.casefold(): choice for choice in choices}
    return kind("one-of", lambda text: by_folded[need(text.casefold() in by_folded, text.casefold())],
                optional=optional, near=lambda typed: nearest(typed, by_folded), choices=", ".join(choices))


def yes_or_no() -> BeforeValidator:
    """true or false; yes and no are understood."""
    words = {"true": True, "yes": True, "false": False, "no": False}
    return kind("one-of", lambda text: words[need(text.casefold() in words, text.casefold())],
                near=lambda typed: nearest(typed, words), choices="true, false")


def of_form(code: str, pattern: str | re.Pattern[str], *, optional: bool = False) -> BeforeValidator:
    """A text that has that form as a whole."""
    return kind(code, lambda text: need(re.fullmatch(pattern, text), text), optional=optional)


def _printable(text: str) -> str:
    return need(text and text.isprintable() and len(text) <= LONGEST_TEXT, text)


def _listed(value: object) -> object:
    """One text where a list is due is a list of one; nothing is an empty list."""
    if value is None or value == "":
        return []
    return [value] if isinstance(value, str) else value


def _lines(value: object) -> object:
    return value.splitlines() if isinstance(value, str) else _listed(value)


def _stripped(value: Any) -> Any:
    return {str(key).strip(): item for key, item in value.items()} if isinstance(value, Mapping) else value


AsList = BeforeValidator(_listed)
AsLines = BeforeValidator(_lines)
StrippedKeys = BeforeValidator(_stripped)

def _path(text: str) -> Path:
    """As it stands; `~somebody` must be somebody who has a home here."""
    path = Path(_printable(text))
    try:
        path.expanduser()
    except RuntimeError as error:
        raise ValueError from error
    return path


Text = Annotated[str, kind("text", _printable)]
OptionalText = Annotated[str, kind("text", _printable, optional=True)]
Location = Annotated[Path, kind("path", _path)]
OptionalLocation = Annotated[Path | None, kind("path", lambda text: _path(text) if text else None)]
