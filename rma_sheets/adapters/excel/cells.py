"""Between what calamine hands over and what a snapshot holds, and what a value becomes once it stands in a cell.

`readable` is the other half of the reader: a value that was written reads back as `readable(value)`. Floats are
taken with 15 digits, as Excel shows and keeps them, moments to the millisecond and without a zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import zip_longest
from math import isclose, isfinite

from rma_sheets.model.snapshot import Row
from rma_sheets.model.values import CellError, CellValue, Formula, canonical, cell_text

LIKE_A_FORMULA = ("=", "+", "-", "@", "\t")
"""Text that begins so is marked as text, or a person who edits the cell would make it a formula."""

LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""`_x0041_` in a text means the letter A (ECMA-376 22.9.2.19); an underscore that is meant is written `_x005F_`."""

_MOST_KEPT = 200_000
_HELD_EXACTLY = 10**15
_FIRST_YEAR = 1900
"""Sheets count days from there; older ones stand as text."""


class CellValues(dict[object, CellValue]):
    """Value as calamine reads it -> canonical, worked out once: a register says the same thing many times."""

    def __missing__(self, cell: object) -> CellValue:
        """Keeps what may be kept: `True` and 1.0 are one key and two values."""
        value = (cell or None) if type(cell) is str else cell_value(cell)
        if len(self) < _MOST_KEPT and cell not in (0, 1):
            self[cell] = value
        return value


def cell_value(cell: object) -> CellValue:
    """One value of calamine's, canonical. A duration is told as text: nothing here counts hours."""
    if type(cell) is float:
        if not isfinite(cell):
            return str(cell)
        return int(cell) if cell.is_integer() and abs(cell) < _HELD_EXACTLY else _fifteen_digits(cell)
    if isinstance(cell, timedelta):
        return str(cell)
    return canonical(cell)


def readable(value: CellValue) -> CellValue:
    """What a value is after it was written and read again."""
    if isinstance(value, Formula):
        value = value.cached
    if isinstance(value, CellError):
        value = value.text
    if isinstance(value, str):
        return cell_text(value) or None
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        return value.isoformat()
    if isinstance(value, datetime):
        return canonical(_to_millisecond(value.replace(tzinfo=None)))
    if isinstance(value, int) and abs(value) >= _HELD_EXACTLY:
        return str(value)
    return cell_value(value) if isinstance(value, float) else canonical(value)


def holdable(value: CellValue) -> bool:
    """Whether a cell can hold that: numbers are finite, texts are short enough and have nothing that XML forbids."""
    if isinstance(value, str):
        return value.replace("\r", "\n") == cell_text(value.replace("\r", "\n"))
    return not isinstance(value, float) or isfinite(value)


def holds_any(row: Sequence[CellValue], columns: Iterable[int]) -> bool:
    """Whether one of those columns (from 0) is filled: such a row is one of the register's."""
    return any(row[column] is not None for column in columns if column < len(row))


def same_row(ours: Row, theirs: Row) -> bool:
    """Whether two rows hold the same; trailing blanks do not count."""
    return ours == theirs or all(same(*pair) for pair in zip_longest(ours, theirs))


def same(ours: CellValue, theirs: CellValue) -> bool:
    """Whether two cells hold the same; a float may differ in what lies beyond 15 digits."""
    if isinstance(ours, float) and isinstance(theirs, int | float):
        return isclose(ours, theirs, rel_tol=1e-14)
    return ours == theirs and isinstance(ours, bool) == isinstance(theirs, bool)


def _fifteen_digits(number: float) -> float:
    return number if number.is_integer() else float(f"{number:.15g}")


def _to_millisecond(moment: datetime) -> datetime:
    beyond = moment.microsecond % 1000
    return moment + timedelta(microseconds=1000 - beyond if beyond >= 500 else -beyond)
