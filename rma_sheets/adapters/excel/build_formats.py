"""How cells look: number formats, the tints that say whose a column is, fonts, lines. Tables and nothing else.

Formats are given to whole columns, so that rows added later look like the others without anybody's help.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from rma_sheets.model.column import Column, Kind, Owner

TEXT = "@"
_DAY = {"en": "yyyy-mm-dd", "fr": "dd/mm/yyyy"}
_NUMBERS: Mapping[Kind, str] = MappingProxyType({
    Kind.INTEGER: "0", Kind.MONEY: "0.00", Kind.NUMBER: "General",
})
"""All other kinds but dates are text, free text too: what a customer wrote is never taken for a formula or a date."""

_ALIGNED: Mapping[Kind, Mapping[str, Any]] = MappingProxyType({
    **{kind: {"horizontal": "left"} for kind in (Kind.DATE, Kind.MOMENT)},
    **{kind: {"horizontal": "right", "indent": 1} for kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)},
})

HEADER_TINTS: Mapping[Owner, str] = MappingProxyType({
    Owner.STAFF: "CFE0EC", Owner.SHARED: "F6DFA4", Owner.ENGINE: "D8DBDF",
})
CELL_TINTS: Mapping[Owner, str] = MappingProxyType({Owner.SHARED: "FEF9EA", Owner.ENGINE: "F4F5F7"})

_LINE = Side(style="thin", color="E1E4E8")
_HEADER_LINE = Side(style="medium", color="8A97A3")
_INK, _ENGINE_INK = "1F2933", "4A5560"

WRAPPED = frozenset({
    ("returns", "messages"), ("returns", "next_step"), ("returns", "why"), ("policy", "rule"), ("policy", "category"),
    ("policy", "sku"), ("policy", "reason"), ("policy", "condition"), ("policy", "resolutions"), ("policy", "message"),
    ("policy", "messages"),
})
"""Where a long text makes the row higher instead of being cut off at the next cell."""


def number_format(kind: Kind, language: str) -> str:
    """The number format of a column; what is no number, date or moment is text."""
    day = _DAY.get(language, _DAY["en"])
    return {Kind.DATE: day, Kind.MOMENT: f"{day} hh:mm"}.get(kind) or _NUMBERS.get(kind, TEXT)


def look_of(tab: str, column: Column, language: str) -> Mapping[str, Any]:
    """The style of a column's cells, as attributes of a cell or of a column dimension."""
    tint = CELL_TINTS.get(column.owner)
    return {
        "number_format": number_format(column.kind, language),
        "font": Font(name="Calibri", size=11, color=_ENGINE_INK if column.owner is Owner.ENGINE else _INK),
        "alignment": Alignment(vertical="center", wrap_text=(tab, column.key) in WRAPPED,
                               **_ALIGNED.get(column.kind, {})),
        "border": Border(bottom=_LINE),
        **({"fill": solid(tint)} if tint else {}),
    }


def header_look(owner: Owner) -> Mapping[str, Any]:
    """The style of a header cell."""
    return {
        "font": Font(name="Calibri", size=11, bold=True, color=_INK),
        "alignment": Alignment(vertical="center", wrap_text=True),
        "border": Border(bottom=_HEADER_LINE),
        "fill": solid(HEADER_TINTS[owner]),
    }


def solid(tint: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", fgColor=tint)


def dress(cell: Any, look: Mapping[str, Any]) -> None:
    """Give a cell or a column dimension that look."""
    for attribute, value in look.items():
        setattr(cell, attribute, value)
