"""What a cell can hold once a store has read it.

Stores hand over canonical values, so that what was written and what is read back compare equal:
no empty strings (blank is None), no float where an integer stands (3.0 is 3), no midnight datetime where a
date stands. A formula and an error cell keep what they are, because the engine must not take their cached
value for something a person typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell whose value is computed; `cached` is what the spreadsheet program last showed."""

    cached: str | int | float | bool | date | datetime | time | None = None


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value such as `#N/A`."""

    text: str


LONGEST_TEXT = 32_767
"""UTF-16 units that a cell holds (ECMA-376 leaves it to the program; Excel's specifications and limits)."""

CellValue = str | int | float | bool | date | datetime | time | Formula | CellError | None


_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def cell_text(text: str) -> str:
    """Text that a cell can hold: line ends as Excel has them, nothing that XML forbids, cut with an ellipsis."""
    if len(text) * 2 <= LONGEST_TEXT and text.isprintable():
        return text
    text = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 <= LONGEST_TEXT or len(units := text.encode("utf-16-le")) <= 2 * LONGEST_TEXT:
        return text
    return units[:2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def canonical(value: object) -> CellValue:
    """The one form a value has in a snapshot; see the module's text. Decimals become int or float."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, str | int | float | bool | date | datetime | time | Formula | CellError):
        return value
    raise TypeError(f"not a cell value: {type(value).__name__}")
