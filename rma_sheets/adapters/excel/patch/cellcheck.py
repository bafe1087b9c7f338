"""Which cells can be changed: a plain one, not part of something that several cells are together."""

from __future__ import annotations

from rma_sheets.adapters.excel.addresses import Place, reference
from rma_sheets.adapters.excel.change import Refusal

from .context import Context
from .rowcells import Cell

_RICH = ("cm", "vm")
"""Cells whose value is a record, a picture or part of a spilled array (ECMA-376 18.3.1.4)."""


def check_cell(context: Context, place: Place, cell: Cell | None) -> bool:
    """Whether a formula goes away with the change. Raises Refusal for a cell that cannot be changed by itself."""
    shown = {"tab": context.change.title, "cell": reference(*place)}
    merged = context.frame.merged.covering(place)
    if merged and merged[:2] != place:
        raise Refusal("cell-merged", **shown)
    if context.frame.arrays.covering(place):
        raise Refusal("cell-array", **shown)
    if cell is None:
        return False
    if cell.wrapped or any(name in cell.attributes for name in _RICH):
        raise Refusal("cell-rich", **shown)
    formula = context.formulas.of(cell)
    if formula is None:
        return False
    if place not in context.change.over_formulas:
        raise Refusal("cell-formula", **shown)
    if formula.anchor and any(column not in context.change.cells.get(row, {})
                              for row, column in context.formulas.members(formula)):
        raise Refusal("cell-formula-shared", **shown)
    return True
