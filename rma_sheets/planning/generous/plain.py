"""What all readers share (`Read`, cleaning, cells that hold no value), and text, identifiers and flags.

An identifier is text whatever Excel made of it; one that Excel has shortened (`4.00639E+12`, 16 digits, a date) is
reported as damaged, because the digits are gone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Generic, TypeVar

from rma_sheets.model.values import CellError, CellValue, Formula
from rma_sheets.model.vocabulary import fold

T = TypeVar("T", covariant=True)

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
                                 "\u205f\u3000"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066"
                                    "\u2067\u2068\u2069\ufeff"))
_CLEANING = _SPACES | _INVISIBLE
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
_EXPONENT = re.compile(r"-?[0-9](?:[.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
_LARGEST = 10**15  # Excel keeps 15 significant digits

_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔", "on", "oui", "o", "vrai", "ja", "j", "wahr", "si", "s",
                  "verdadero", "vero", "v", "waar"})
_NO = frozenset({"no", "n", "false", "0", "off", "non", "faux", "nein", "falsch", "falso", "f", "nee", "onwaar"})


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What one cell says: a value, or a problem with its facts, or neither where the cell is blank."""

    value: T | None = None
    problem: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


def clean(text: str) -> str:
    """Text without invisible signs, every kind of space as a plain one, none at the ends."""
    return (text if text.isascii() else text.translate(_CLEANING)).strip()


def typed(value: CellValue) -> str:
    """The cell as a person would recognise it in a message."""
    if isinstance(value, Formula):
        return typed(value.cached)
    if isinstance(value, CellError):
        return value.text
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return "" if value is None else value.isoformat() if isinstance(value, date | time) else str(value)


def trouble(problem: str, value: CellValue, **facts: object) -> Read[Any]:
    """A problem with the typed value among its facts."""
    return Read(None, problem, {"typed": typed(value), **facts})


def no_value(value: CellValue) -> Read[Any] | None:
    """The answer for a cell that holds nothing to read: blank, a formula, an error; None where it holds something."""
    if isinstance(value, Formula):
        return trouble("formula-in-cell", value)
    if isinstance(value, CellError) or (isinstance(value, str) and value.strip().upper() in _ERRORS):
        return trouble("error-in-cell", value)
    return Read() if value is None or (isinstance(value, str) and not clean(value)) else None


def read_text(value: CellValue) -> Read[str]:
    """Free text, stripped; line breaks stay."""
    return no_value(value) or Read(clean(typed(value)))


def read_identifier(value: CellValue) -> Read[str]:
    """An order number, SKU or reference as text: 123 -> `123`, 12.0 -> `12`; `00123` and `1E10` stay as they are."""
    if (nothing := no_value(value)) is not None:
        return nothing
    if isinstance(value, str):
        text = clean(value)
        return trouble("identifier-damaged", value) if _EXPONENT.fullmatch(text) else Read(text)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST:
        whole = isinstance(value, int) or value.is_integer()
        text = str(int(value)) if whole else repr(value)
        return Read(text) if "e" not in text else trouble("identifier-damaged", value)
    return Read(str(value).upper()) if isinstance(value, bool) else trouble("identifier-damaged", value)


def read_flag(value: CellValue) -> Read[bool]:
    """Yes or no, in any of six languages, as a tick box or as 1 and 0; else value-not-in-list."""
    if (nothing := no_value(value)) is not None:
        return nothing
    word = fold(typed(value)).strip(" .")
    known = True if word in _YES else False if word in _NO else None
    return trouble("value-not-in-list", value, nearest="") if known is None else Read(known)
