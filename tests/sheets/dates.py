"""Moments as serial numbers: days since 30 December 1899, the time as a fraction (Sheets API, DateTimeRenderOption)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

START = datetime(1899, 12, 30, tzinfo=UTC)
_TIME = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?: ?(?P<half>[AaPp][Mm]))?"
_DAYS = {
    "ymd": (r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})", "yyyy{0}mm{0}dd"),
    "mdy": (r"(?P<month>[0-9]{1,2})(?P<sign>[-/])(?P<day>[0-9]{1,2})(?:[-/](?P<year>[0-9]{4}|[0-9]{2}))?",
            "M{0}d{0}yyyy"),
    "dmy": (r"(?P<day>[0-9]{1,2})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?:[-/.](?P<year>[0-9]{4}|[0-9]{2}))?",
            "dd{0}MM{0}yyyy"),
}
_MOMENTS = {order: re.compile(rf"(?:{pattern}(?:[ T]+{_TIME})?)\Z") for order, (pattern, _) in _DAYS.items()}
_TIME_ONLY = re.compile(_TIME + r"\Z")


class Moment(NamedTuple):
    """A serial number, and the number format that typing it gives the cell."""

    serial: int | float
    format: dict[str, str]


def typed_moment(text: str, order: str, today: date) -> Moment | None:
    """What a person typed, read in that order of day and month (`mdy`, `dmy`); year first is always understood."""
    for way in ("ymd", order):
        match = _MOMENTS[way].match(text)
        moment = match and _moment(match, _DAYS[way][1], today)
        if moment:
            return moment
    match = _TIME_ONLY.match(text)
    fraction = _fraction(match) if match else None
    return None if fraction is None else Moment(fraction, {"type": "TIME", "pattern": "h:mm:ss"})


def serial(moment: datetime) -> int | float:
    """A moment as the sheet counts it; without zone."""
    return _tidy((moment.replace(tzinfo=UTC) - START) / timedelta(days=1))


def moment_of(number: float) -> datetime:
    return START + timedelta(seconds=round(number * 86400))


def _moment(match: re.Match[str], pattern: str, today: date) -> Moment | None:
    year = int(match["year"] or today.year)
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    try:
        days = (datetime(year, int(match["month"]), int(match["day"]), tzinfo=UTC) - START).days
    except ValueError:
        return None
    shown = pattern.format(match["sign"])
    if match["hour"] is None:
        return Moment(days, {"type": "DATE", "pattern": shown})
    fraction = _fraction(match)
    if fraction is None:
        return None
    return Moment(_tidy(days + fraction), {"type": "DATE_TIME", "pattern": f"{shown} h:mm:ss"})


def _fraction(match: re.Match[str]) -> float | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    return None if hour > 23 or minute > 59 or second > 59 else (hour * 3600 + minute * 60 + second) / 86400


def _tidy(number: float) -> int | float:
    return int(number) if float(number).is_integer() else number
