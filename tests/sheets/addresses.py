"""Columns by letter, cells by name. Pure; everything is counted from zero except what people read."""

from __future__ import annotations

import re
from functools import cache

PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
LIKE_A_CELL = re.compile(r"(?:[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|TRUE|FALSE)\Z")


@cache
def letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@cache
def column_of(text: str) -> int:
    """A -> 0, aa -> 26."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_name(row: int, column: int) -> str:
    return f"{letters(column)}{row + 1}"


def quoted(title: str) -> str:
    """A sheet's title as it stands before `!`: quoted only when it needs to be (recorded answers)."""
    if PLAIN_TITLE.match(title) and not LIKE_A_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"
