"""Values as templates may have them: plain, clean and of a bearable length.

Customers and staff type anything. Control characters, halves of surrogate pairs and signs that turn the direction of
the text after them are dropped; a field of one line stays on one line; what is too long is cut, with an ellipsis.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

LONGEST_LINE, LONGEST_TEXT = 300, 3000
SEVERAL_LINES = frozenset({"message", "decision_note", "inspection_findings"})
"""Fields in which a line end means something; all others are one line."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def plain(value: object, name: str = "") -> object:
    """The value with all text in it clean. Raises TypeError for anything that is not plain data."""
    if value is None:
        return ""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return clean(value, several_lines=name in SEVERAL_LINES)
    if isinstance(value, Decimal | date):
        return value.isoformat() if isinstance(value, date) else f"{value:f}"
    if isinstance(value, Mapping):
        return {str(key): plain(each, str(key)) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each, name) for each in value]
    raise TypeError(f"a mail cannot hold a {type(value).__name__} ({name})")


def clean(text: str, *, several_lines: bool = False) -> str:
    """One text, clean and cut."""
    whole = _UNSEEN.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    if not several_lines:
        return cut(" ".join(whole.split()), LONGEST_LINE)
    kept = "\n".join(" ".join(line.split()) for line in whole.splitlines())
    return cut(_BLANK_LINES.sub("\n\n", kept).strip(), LONGEST_TEXT)


def cut(text: str, longest: int) -> str:
    """At most so many characters, the last one an ellipsis where something is missing."""
    return text if len(text) <= longest else f"{text[:longest - 1].rstrip()}…"
