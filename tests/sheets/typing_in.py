"""Typed content into a cell: the number format comes along where the cell has none."""

from __future__ import annotations

from .cells import Cell
from .entered import Entered

AUTOMATIC = ("", "NUMBER_FORMAT_TYPE_UNSPECIFIED")


def typed(cell: Cell, what: Entered) -> Cell:
    """The cell afterwards. Its own number format, if it has one, stays."""
    cell = cell.holding(what.content)
    if what.format is None or cell.number_format.get("type", "") not in AUTOMATIC:
        return cell
    return cell._replace(format=dict(cell.format or {}) | {"numberFormat": dict(what.format)})
