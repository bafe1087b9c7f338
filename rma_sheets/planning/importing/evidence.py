"""What a whole column proves about its cells: of what kind they are, day or month first, which sign is the decimal one.

One value that can only be read one way (13/04/2026, 12.50) settles the doubtful ones of its column (03/04/2026,
1.234), because one program wrote them all. Values that prove the opposite of each other prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from rma_sheets.model.column import Kind
from rma_sheets.model.values import CellValue
from rma_sheets.planning.generous import clean, possible_orders, read_country, read_decimal, read_moment

_LAST_SIGN = re.compile(r"[0-9]([.,])([0-9]+)[^0-9.,]*")
_SAMPLES = 50


def _is_day(value: CellValue) -> bool:
    return read_moment(value).problem in ("", "date-ambiguous")


def _is_number(value: CellValue) -> bool:
    return read_decimal(value).problem in ("", "number-ambiguous")


_LOOKS_RIGHT: Mapping[Kind, Callable[[CellValue], bool]] = {
    Kind.EMAIL: lambda value: "@" in str(value),
    Kind.COUNTRY: lambda value: not read_country(value).problem,
    Kind.DATE: _is_day, Kind.MOMENT: _is_day,
    Kind.INTEGER: _is_number, Kind.NUMBER: _is_number, Kind.MONEY: _is_number,
}


def looks_right(kind: Kind, samples: Sequence[CellValue]) -> bool:
    """Whether at least half of the values that are there are of that kind; kinds of plain text always are."""
    test = _LOOKS_RIGHT.get(kind)
    filled = [value for value in samples if value is not None][:_SAMPLES]
    return test is None or 2 * sum(map(test, filled)) >= len(filled)


def proven_order(values: Iterable[CellValue], fallback: str) -> str:
    """`dmy` or `mdy` where the values prove it, empty where they contradict each other, else the fallback."""
    return _verdict((orders for value in values if len(orders := possible_orders(value)) == 1), fallback)


def proven_decimal(values: Iterable[CellValue], fallback: str) -> str:
    """`,` or `.`, in the same way."""
    return _verdict((frozenset(sign) for value in values if (sign := _decimal_sign(value))), fallback)


def _verdict(proofs: Iterable[frozenset[str]], fallback: str) -> str:
    proven = frozenset().union(*proofs)
    return fallback if not proven else next(iter(proven)) if len(proven) == 1 else ""


def _decimal_sign(value: CellValue) -> str:
    """The decimal sign of a text that leaves no doubt: both signs, or other than three digits after the only one."""
    text = clean(value) if isinstance(value, str) else ""
    match = _LAST_SIGN.search(text)
    if match is None or match.end() != len(text) or len(text) > 40:
        return ""
    sign, fraction = match.groups()
    other = "," if sign == "." else "."
    return sign if text.count(sign) == 1 and (other in text or len(fraction) != 3) else ""
