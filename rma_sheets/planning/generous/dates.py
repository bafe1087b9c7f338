"""Dates and moments as people and shop programs write them.

Read: 2026-11-22, 2026/11/22, 20261122, 22.11.2026 (dots are day first), 22/11/2026, 22-11-26, 22 Nov 2026, Nov 22,
2026, 22 novembre 2026, each with a time or without. A day and month that could change places are told, with both
readings, unless the shop has said which comes first. A plain number is no date: a serial number that lost its
format cannot be told from a quantity.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, tzinfo

from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import fold

from .plain import Read, clean, no_value, trouble

_MONTHS = (  # folded: en fr de es it nl, in full and as they are shortened
    "january jan janvier janv januar jaenner janner enero ene gennaio gen januari",
    "february feb fevrier fevr fev februar febrero febbraio februari",
    "march mar mars marz maerz mrz marzo maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag mei",
    "june jun juin juni junio giugno giu",
    "july jul juillet juil juli julio luglio lug",
    "august aug aout agosto ago augustus",
    "september sep sept septembre septiembre setiembre settembre set",
    "october oct octobre oktober okt octubre ottobre ott",
    "november nov novembre noviembre",
    "december dec decembre dezember dez diciembre dicembre dic",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_TIME = re.compile(r"(?P<day>.*?[0-9])(?:T|,? +(?:à |at |um )?)(?P<hour>[0-9]{1,2})[:h](?P<minute>[0-9]{2})"
                   r"(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)? *(?P<half>[AaPp]\.?[Mm]\.?)? *"
                   r"(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBERS = re.compile(r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})")
_DAY_NAMED = re.compile(r"([0-9]{1,2})(?:er|st|nd|rd|th|º|°)?(?:[ .-]|de )*([^\W\d_]+)(?:[ .-]|de )*"
                        r"([0-9]{4}|[0-9]{2})")
_NAMED_DAY = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:, ?| )([0-9]{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LONGEST = 60


def read_date(value: CellValue, order: str = "") -> Read[date]:
    """A day; a time of day is dropped. `order` is `dmy`, `mdy` or empty (then 03/04/2026 is date-ambiguous)."""
    read = read_moment(value, order)
    return Read(read.value.date()) if isinstance(read.value, datetime) else read


def read_moment(value: CellValue, order: str = "", zone: tzinfo | None = None) -> Read[date | datetime]:
    """A day, or a naive datetime where there is a time other than midnight.

    A time with an offset (`+01:00`) is taken to `zone` where it is given; else the clock time is kept as written.
    """
    if (nothing := no_value(value)) is not None:
        return nothing
    if isinstance(value, date):
        return Read(value)
    text = unicodedata.normalize("NFC", clean(value)) if isinstance(value, str) and len(value) <= _LONGEST else ""
    match = _TIME.fullmatch(text)
    read: Read[date] = _read_day(match["day"] if match else text, order, value)
    if match is None or read.value is None:
        return read
    moment = _at_time(read.value, match, zone)
    return trouble("date-unreadable", value) if moment is None else Read(moment)


def _at_time(day: date, match: re.Match[str], zone: tzinfo | None) -> date | datetime | None:
    hour, half = int(match["hour"]), (match["half"] or "").replace(".", "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    try:
        clock = time(hour, int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None
    moment = datetime.combine(day, clock)
    if match["zone"] and zone is not None:
        offset = "+00:00" if match["zone"] in ("Z", "UTC", "GMT") else match["zone"]
        try:
            moment = datetime.fromisoformat(f"{moment.isoformat()}{offset}").astimezone(zone).replace(tzinfo=None)
        except (ValueError, OverflowError):
            return None
    return day if moment == datetime.combine(day, time()) else moment


def _read_day(text: str, order: str, value: CellValue) -> Read[date]:
    readings = _readings(text)
    if order in readings:
        return Read(readings[order])
    days = tuple(dict.fromkeys(readings.values()))
    if len(days) > 1:
        return trouble("date-ambiguous", value, first=days[0], second=days[1])
    return Read(days[0]) if days else trouble("date-unreadable", value)


def _readings(text: str) -> dict[str, date]:
    """Every day that the text can mean, by the order it is read in."""
    found: dict[str, date | None] = {}
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.group(1, 3, 4) if match[1] else match.group(5, 6, 7)
        found["ymd"] = _day(year, int(month), day)
    elif match := _NUMBERS.fullmatch(text):
        first, sign, second, year = match.groups()
        found["dmy"] = _day(year, int(second), first)
        found["mdy"] = _day(year, int(first), second) if sign != "." else None
        found["ymd"] = _day(first, int(second), year) if sign == "-" and len(year) == len(first) == 2 else None
    elif match := _DAY_NAMED.fullmatch(text):
        found["dmy"] = _day(match[3], _MONTH.get(fold(match[2]), 0), match[1])
    elif match := _NAMED_DAY.fullmatch(text):
        found["mdy"] = _day(match[3], _MONTH.get(fold(match[1]), 0), match[2])
    return {order: day for order, day in found.items() if day is not None}


def _day(year: str, month: int, day: str) -> date | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full, month, int(day)) if _FIRST_YEAR <= full <= _LAST_YEAR else None
    except ValueError:
        return None


def possible_orders(value: CellValue) -> frozenset[str]:
    """The orders (`dmy`, `mdy`) under which a text such as 13/04/2026 is a day; none for every other way of writing."""
    text = clean(value) if isinstance(value, str) and len(value) <= _LONGEST else ""
    match = _TIME.fullmatch(text)
    numbers = _NUMBERS.fullmatch(match["day"] if match else text)
    if numbers is None or numbers[2] == ".":
        return frozenset()
    return frozenset(_readings(numbers[0])) & {"dmy", "mdy"}
