"""In which number format a value shows as what it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from rma_sheets.adapters.excel import formats
from rma_sheets.model.values import CellValue

GENERAL = "General"
BUILT_IN: Mapping[int, str] = {**BUILTIN_FORMATS, **dict.fromkeys((*range(27, 37), *range(50, 59)), "m/d/yy"),
                               **dict.fromkeys(range(32, 36), "h:mm")}
"""Number of a format that stands in no list -> its code; 27 to 36 and 50 to 58 are days and times of East Asian
versions (ECMA-376 18.8.30), which openpyxl does not know."""


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
