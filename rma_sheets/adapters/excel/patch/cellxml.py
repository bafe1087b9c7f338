"""One cell as XML: a value in the form that every program reads back as just that value.

Text stands in the cell itself (`inlineStr`), so that the list of shared strings stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from rma_sheets.adapters.excel.addresses import reference
from rma_sheets.adapters.excel.cells import LIKE_AN_ESCAPE
from rma_sheets.model.values import CellValue, Formula

from .markup import escaped

_OURS = frozenset({"r", "s", "t", "cm", "vm"})


def cell_xml(prefix: str, row: int, column: int, value: CellValue, style: int, *, from_1904: bool,
             others: Mapping[str, str]) -> bytes:
    """The element, with the other attributes that the cell had; `value` as `cells.readable` leaves it."""
    kind, inside = _content(prefix, value, from_1904)
    said = {"r": reference(row, column)} | ({"s": str(style)} if style else {}) | ({"t": kind} if kind else {}) | {
        name: text for name, text in others.items() if name not in _OURS}
    tag = f"{prefix}c" + "".join(f' {name}="{escaped(text, quotes=True)}"' for name, text in said.items())
    return (f"<{tag}>{inside}</{prefix}c>" if inside else f"<{tag}/>").encode()


def formula_xml(prefix: str, row: int, column: int, formula: str, style: int) -> bytes:
    """A cell that computes and has not been computed yet; without a formula a blank one with that look."""
    inside = f"<{prefix}f>{escaped(formula)}</{prefix}f>" if formula else ""
    look = f' s="{style}"' if style else ""
    tag = f'{prefix}c r="{reference(row, column)}"{look}'
    return (f"<{tag}>{inside}</{prefix}c>" if inside else f"<{tag}/>").encode()


def _content(prefix: str, value: CellValue, from_1904: bool) -> tuple[str, str]:
    """The type and what stands in the element."""
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return "b", f"<{prefix}v>{int(value)}</{prefix}v>"
    if isinstance(value, Formula):
        raise TypeError("a formula is not a value")
    if isinstance(value, str):
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value or "  " in value else ""
        text = LIKE_AN_ESCAPE.sub("_x005F_", value) if "_x" in value else value
        return "inlineStr", f"<{prefix}is><{prefix}t{space}>{escaped(text)}</{prefix}t></{prefix}is>"
    return "", f"<{prefix}v>{_number(value, from_1904)}</{prefix}v>"


def _number(value: object, from_1904: bool) -> str:
    if isinstance(value, date | datetime | time):
        value = to_excel(value, CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900)  # type: ignore[no-untyped-call]
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 10**15
    return str(int(value)) if whole else repr(value)  # type: ignore[call-overload]
