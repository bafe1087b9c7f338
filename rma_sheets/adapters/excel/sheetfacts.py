"""What a look into a sheet part finds, and the bounds in which a cell may stand.

Positions are 1-based (row, column), as a person counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rma_sheets.model.table import MOST_CELLS

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
TELLING_NUMBER = re.compile(r"-[0-9.]+(?:[eE][+-]?[0-9]+)?|[0-9]{16,}")
MOST_MERGED = 1_000_000
"""Cells that merged ranges may cover together."""

Place = tuple[int, int]
Merged = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class SheetScan:
    """`formulas`: place -> (type, cached value as it stands in the file); `errors`: place -> `#N/A`.

    `merged`: first row, first column, last row, last column; `numbers`: place -> a number as it is written that the
    reader would not tell as it is: sixteen digits or more, or below zero.
    """

    formulas: Mapping[Place, tuple[str, str]] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    merged: tuple[Merged, ...] = ()
    numbers: Mapping[Place, str] = field(default_factory=dict)


class OutOfBounds(ValueError):
    """A cell stands where no sheet has one, or so far out that the grid could not be laid out."""


@lru_cache(maxsize=20_000)
def column_number(letters: bytes | str) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """1 is `A`, 28 is `AB`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_reference(reference: str) -> Place:
    """`AB12` is (12, 28). Raises OutOfBounds for what is no reference to a cell."""
    parts = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", reference)
    if not parts or int(parts[2]) < 1:
        raise OutOfBounds(reference[:40])
    return int(parts[2]), column_number(parts[1].upper())


def bounded(rows: int, columns: int) -> Place:
    """The same numbers, or OutOfBounds where no sheet or no memory is so large."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise OutOfBounds(f"{rows} x {columns}")
    return rows, columns


def bounded_merged(ranges: Iterable[Merged]) -> tuple[Merged, ...]:
    """The same ranges, or OutOfBounds where they cover more than a person would merge."""
    merged = tuple(ranges)
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merged) > MOST_MERGED:
        top, left, bottom, right = max(merged, key=lambda each: (each[2] - each[0] + 1) * (each[3] - each[1] + 1))
        raise OutOfBounds(f"{column_letters(left)}{top}:{column_letters(right)}{bottom}")
    return merged
