"""Which cells can be changed: a plain one, not part of something that several cells are together."""

from __future__ import annotations

from rma_sheets.adapters.excel.addresses import Place, reference
from rma_sheets.adapters.excel.refusal import Refusal

from .context import Context
from .formulas import CellFormula
from .rowcells import Cell

_RICH = frozenset({"cm", "vm"})
"""Cells whose value is a record, a picture or part of a spilled array (ECMA-376 18.3.1.4)."""


def check_cell(context: Context, place: Place, cell: Cell | None) -> None:
    """Raises Refusal for a cell that cannot be changed by itself."""
    reason = cell_reason(context, place, cell, context.formulas.of(cell) if cell else None)
    if reason:
        raise Refusal(reason, tab=context.change.title, cell=reference(*place))


def cell_reason(context: Context, place: Place, cell: Cell | None, formula: CellFormula | None) -> str:
    """Why a cell cannot be changed by itself, or nothing; `formula`: what it computes now."""
    if any(merged[:2] != place for merged in context.frame.merged.covering(place)):
        return "cell-merged"
    if any(context.frame.arrays.covering(place)):
        return "cell-array"
    if cell and (cell.wrapped or not _RICH.isdisjoint(cell.attributes)):
        return "cell-rich"
    if formula and place not in context.change.over_formulas:
        return "cell-formula"
    if formula and formula.anchor and any(column not in context.change.cells.get(row, {})
                                          for row, column in context.formulas.members(place)):
        return "cell-formula-shared"
    return ""
