"""Text of customers and staff, made fit for a sheet of paper.

Taken out is what a page cannot hold: control signs, overrides of the writing direction, lone surrogates, towers of
accents, and everything beyond a length that no field of a sheet has room for. Nothing is escaped: values reach
typst as data, so `#panic()` is eight harmless characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

MAX_TEXT = 300
"""Characters of one field that can reach a page; a template cuts further to the room it has."""
MAX_MARKS = 4
"""Combining marks kept in a row; no living script needs more."""
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(value: object) -> Any:
    """Mappings and sequences are walked; every other value becomes printable text, None the empty one."""
    if isinstance(value, Mapping):
        return {str(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return "" if value is None else printable(str(value))


def printable(text: str) -> str:
    """At most `MAX_TEXT` characters on one line, ending in an ellipsis where more stood there."""
    text = " ".join(text[:4 * MAX_TEXT].split())
    kept = text if text.isascii() and text.isprintable() else "".join(_kept(text))
    return kept if len(kept) <= MAX_TEXT else kept[:MAX_TEXT - 1] + "…"


def _kept(text: str) -> list[str]:
    out: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= MAX_MARKS and category not in ("Cc", "Cs") and char not in _DIRECTION:
            out.append(char)
    return out
