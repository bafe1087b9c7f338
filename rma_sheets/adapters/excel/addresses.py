"""Addresses of cells, as the file writes them (`AB12`, `A1:C9`) and as numbers.

Places and ranges are 1-based, as a person counts: (row, column), and (first row, first column, last row, last column).
"""

from __future__ import annotations

import re
from functools import lru_cache

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

Place = tuple[int, int]
Range = tuple[int, int, int, int]

_WHOLE = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})|\$?([0-9]{1,7}):\$?([0-9]{1,7})")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class OutOfBounds(ValueError):
    """A cell stands where no sheet has one, or so far out that the grid could not be laid out."""


@lru_cache(maxsize=20_000)
def column_number(letters: bytes | str) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        number = number * 26 + letter - 64
    return number


@lru_cache(maxsize=20_000)
def column_letters(number: int) -> str:
    """1 is `A`, 28 is `AB`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def reference(row: int, column: int) -> str:
    """(12, 28) is `AB12`."""
    return f"{column_letters(column)}{row}"


def range_reference(cells: Range) -> str:
    """(1, 1, 9, 3) is `A1:C9`."""
    top, left, bottom, right = cells
    return f"{reference(top, left)}:{reference(bottom, right)}"


def read_reference(text: str) -> Place:
    """`AB12` is (12, 28). Raises OutOfBounds for what is no reference to a cell."""
    parts = _REFERENCE.fullmatch(text)
    if not parts or int(parts[2]) < 1:
        raise OutOfBounds(text[:40])
    return int(parts[2]), column_number(parts[1].upper())


def read_range(text: str) -> Range:
    """`A1:C9`, `A1` alone, or whole columns or rows (`A:C`, `2:5`), as numbers. Raises OutOfBounds."""
    whole = _WHOLE.fullmatch(text)
    if whole:
        left, right, top, bottom = whole.groups()
        return (1, column_number(left.upper()), MOST_ROWS, column_number(right.upper())) if left else (
            int(top), 1, int(bottom), MOST_COLUMNS)
    first, _, last = text.partition(":")
    return (*read_reference(first), *read_reference(last or first))
