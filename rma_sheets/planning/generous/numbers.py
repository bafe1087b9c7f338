"""Numbers as people write them: `1.234,50 €`, `1,234.50`, `1 234,5`, `1'234.50`, `-3`, `3-`.

The two separators tell each other apart; a lone one before exactly three digits (`1.234`) does not, and is asked
unless the shop has said what its decimal sign is. Units other than money are refused: `2 pcs` is not a number.
"""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

from rma_sheets.model.values import CellValue

from .plain import Read, clean, no_value, trouble

_CURRENCIES = ("€", "$", "£", "¥", "US$", "C$", "A$", "Fr.", "kr.", "kr", "zł", "Kč", "Ft", "EUR", "USD", "GBP", "CHF",
               "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN", "CAD", "AUD", "NZD", "JPY")
_MONEY = "(?:" + "|".join(re.escape(sign) for sign in _CURRENCIES) + ")?"
_NUMBER = re.compile(rf"(?P<sign>[-+−]?) *{_MONEY} *(?P<inner>[-+−]?) *(?P<body>[0-9.,][0-9.,' ’]*?) *{_MONEY}"
                     r"(?P<end> *-?)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([ ',.’])[0-9]{3})(?:\1[0-9]{3})*")
_LONGEST = 40  # no honest number is longer, and int() slows down on thousands of digits


def read_decimal(value: CellValue, decimal_hint: str = "") -> Read[Decimal]:
    """A number or an amount of money. `decimal_hint` is `,` or `.` where the shop has said so.

    Numbers of the sheet are taken with the 15 digits a spreadsheet shows, so 0.1+0.2 is 0.3.
    """
    if (nothing := no_value(value)) is not None:
        return nothing
    if isinstance(value, bool | date | time):
        return trouble("number-unreadable", value)
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g") if isinstance(value, float) else value)
        return Read(number) if number.is_finite() else trouble("number-unreadable", value)
    return _read_text(str(value), decimal_hint)


def read_integer(value: CellValue, decimal_hint: str = "") -> Read[int]:
    """A whole number, negative ones too (a rule judges them); `2,0` is 2, a fraction is number-unreadable."""
    read = read_decimal(value, decimal_hint)
    if read.value is None:
        return Read(None, read.problem, read.facts)
    whole = read.value == read.value.to_integral_value()
    return Read(int(read.value)) if whole else trouble("number-unreadable", value)


def _read_text(text: str, hint: str) -> Read[Decimal]:
    match = _NUMBER.fullmatch(clean(text)) if len(text) <= _LONGEST else None
    signs = "".join(match[name].strip() for name in ("sign", "inner", "end")) if match else ""
    readings = _readings(match["body"], hint) if match and len(signs) <= 1 else ()
    if not readings:
        return trouble("number-unreadable", text)
    if len(readings) > 1:
        return trouble("number-ambiguous", text, first=readings[0], second=readings[1])
    number = Decimal(readings[0])
    return Read(-number if signs in ("-", "−") else number)


def _readings(body: str, hint: str) -> tuple[str, ...]:
    """Every number that the digits and separators can mean, with a plain decimal point."""
    comma, point = body.rfind(","), body.rfind(".")
    sign = "," if comma > point else "."
    whole, found, fraction = body.rpartition(sign)
    as_decimal = f"{_ungroup(whole)}.{fraction}" if found and _is_decimal(whole, fraction, sign) else ""
    as_grouped = _ungroup(body) if not found or _is_group(body) else ""
    if as_decimal and as_grouped and hint:
        return (as_decimal if hint == sign else as_grouped,)
    return tuple(reading for reading in (as_decimal, as_grouped) if reading)


def _is_decimal(whole: str, fraction: str, sign: str) -> bool:
    return (fraction.isdigit() and sign not in whole
            and (not whole or whole.isdigit() or _GROUPED.fullmatch(whole) is not None))


def _is_group(body: str) -> bool:
    return _GROUPED.fullmatch(body) is not None and not body.startswith("0")


def _ungroup(digits: str) -> str:
    if digits.isdigit():
        return digits
    if not digits:
        return "0"
    return re.sub(r"[ ',.’]", "", digits) if _GROUPED.fullmatch(digits) else ""
