"""Values that a mail template may make for itself: small, flat, and text or numbers only.

Whatever would grow without end raises TooMuchError, before the memory is taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined
from markupsafe import Markup, escape

MAX_VALUE = 20_000
MAX_RANGE = 1000


class TooMuchError(Exception):
    """The template makes more than any mail needs; it would not end, or fill the memory."""


def bounded_range(*bounds: int) -> range:
    """`range`, at most 1,000 long."""
    numbers = range(*bounds)
    if len(numbers) > MAX_RANGE:
        raise TooMuchError
    return numbers


def flat(values: Iterable[Any]) -> list[Any]:
    """A list written in a template holds plain values only: nested ones grow without end."""
    return [shown(value) for value in values]


def shown(value: Any) -> Any:
    """What may be printed: text and numbers. A missing field passes, and raises when it is printed."""
    if isinstance(value, str | int | float | Undefined):
        return value
    raise SecurityError(type(value).__name__)


def join(values: Iterable[Any], separator: str = "", attribute: str = "") -> str:
    """Texts side by side, at most 20,000 characters. Markup stays markup, and escapes what it is joined with."""
    pieces: list[str] = []
    size = 0
    for value in values:
        piece = shown(value[attribute] if attribute else value)
        pieces.append(piece if isinstance(piece, str) else str(piece))
        size += len(pieces[-1]) + len(separator)
        if size > MAX_VALUE:
            raise TooMuchError
    if any(isinstance(piece, Markup) for piece in pieces):
        return escape(separator).join(pieces)
    return separator.join(pieces)
