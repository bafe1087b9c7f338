"""Formula text -> tokens. Spaces are tokens too, so that the text can be written back as it was."""

from __future__ import annotations

import re
from typing import NamedTuple

_TITLE = r"(?:'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_.]*)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]+"
_COLUMN = r"\$?[A-Za-z]{1,3}"
_ROW = r"\$?[0-9]+"
_OVER = r"(?![A-Za-z0-9_(])"
_REFERENCE = (rf"(?:{_TITLE})?(?:{_CELL}:(?:{_CELL}|{_COLUMN}{_OVER}|{_ROW})|{_COLUMN}:{_COLUMN}{_OVER}"
              rf"|{_ROW}:{_ROW}{_OVER}|{_CELL}{_OVER})")
_KINDS = {
    "space": r"\s+",
    "text": r'"(?:[^"]|"")*"',
    "failure": r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|ERROR!|NULL!)",
    "reference": _REFERENCE,
    "number": r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?",
    "name": r"[A-Za-z_][A-Za-z0-9_.]*",
    "sign": r"<>|<=|>=|[-+*/^&=<>%(){},;]",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))


class Token(NamedTuple):
    kind: str
    text: str


class BadFormula(ValueError):
    """The text is no formula."""


def tokens(text: str) -> list[Token]:
    """`=A1+1` without its `=`. Raises BadFormula."""
    found, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise BadFormula(text[place:])
        found.append(Token(str(match.lastgroup), match.group()))
        place = match.end()
    return found
