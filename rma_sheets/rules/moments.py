"""Comparing days with moments: exactly where both have a time of day, else by day. A day is not its midnight."""

from __future__ import annotations

from datetime import date, datetime

from rma_sheets.model.rma import Moment


def day_of(value: Moment) -> date:
    """The day of a day or moment."""
    return value.date() if isinstance(value, datetime) else value


def later(day: date, days: float) -> date:
    """So many days after; 31 December 9999, which stands for `unknown` in many programs, has no day after it."""
    return date.fromordinal(int(min(day.toordinal() + days, date.max.toordinal())))


def is_before(first: Moment, second: Moment) -> bool:
    """Whether `first` lies surely before `second`; a day is never before a moment of the same day."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first.replace(tzinfo=None) < second.replace(tzinfo=None)  # both are the shop's own clock time
    return day_of(first) < day_of(second)
