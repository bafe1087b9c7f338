"""In which number format a value shows as what it is."""

from __future__ import annotations

from datetime import date, datetime, time

from openpyxl.styles.numbers import is_date_format, is_timedelta_format

from rma_sheets.adapters.excel import formats
from rma_sheets.model.values import CellValue

GENERAL = "General"


def format_showing(value: CellValue, shown: str, new_format: str) -> str:
    """The code of the format: `shown`, the one that the cell has, where it will do; else `new_format`, where that will.
    """
    if isinstance(value, str):
        return formats.TEXT if new_format == formats.TEXT and shown == GENERAL else shown
    if isinstance(value, date | time):
        if is_date_format(shown) and not is_timedelta_format(shown):
            return shown
        return new_format if is_date_format(new_format) else _format_of(value)
    return GENERAL if is_date_format(shown) else shown


def _format_of(value: date | time) -> str:
    if isinstance(value, time):
        return formats.TIME
    return formats.MOMENT if isinstance(value, datetime) else formats.DATE
