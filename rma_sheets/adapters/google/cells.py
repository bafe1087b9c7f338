"""What a cell of Google's answer holds, as `model.values` has it.

Google keeps days and moments as numbers; which numbers are days is said by the column, not by how a cell is formatted,
so a format that somebody changed hides no date.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from rma_sheets.model.column import Kind
from rma_sheets.model.values import CellError, CellValue, Formula

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a moment of the shop's, as in the sheet)
"""Day 0 of the count (Sheets API guide, "About date & time values")."""
DAYS = range(18_264, 109_574)
"""Numbers in a column of days that are meant as such: 1950 to 2199."""
Shown = str | int | float | bool | date | datetime | CellError | None
IN_DAYS = frozenset({Kind.DATE, Kind.MOMENT})


def value_of(cell: Mapping[str, Any], kind: Kind | None) -> CellValue:
    """The value of one `CellData`; `kind` is that of its column, None for one of the shop's own."""
    value = _shown(cell.get("effectiveValue", {}), kind)
    if "formulaValue" not in cell.get("userEnteredValue", {}):
        return value
    return value if isinstance(value, CellError) else Formula(value)


def _shown(value: Mapping[str, Any], kind: Kind | None) -> Shown:
    """Of an `ExtendedValue`: the only one of its fields that is there."""
    if "errorValue" in value:
        return CellError(str(value["errorValue"].get("message") or value["errorValue"].get("type", "")))
    if "numberValue" in value:
        return _number(value["numberValue"], kind)
    if "boolValue" in value:
        return bool(value["boolValue"])
    return str(value.get("stringValue", "")) or None


def _number(number: float, kind: Kind | None) -> int | float | date | datetime:
    if kind in IN_DAYS and int(number) in DAYS:
        moment = EPOCH + timedelta(seconds=round(number * 86_400))
        return moment if moment.time() != time() else moment.date()
    return int(number) if float(number).is_integer() else number


def serial_of(value: datetime) -> float:
    """The number that Google keeps for a moment."""
    return (value - EPOCH) / timedelta(days=1)
