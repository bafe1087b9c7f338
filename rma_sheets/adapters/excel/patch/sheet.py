"""One sheet part with its cells changed: where everything lies, what every row becomes, what follows.

Nothing is changed here: each step gives splices (from, to, instead), which are put in all at once, so that none has to
know what another did. A table that would grow over merged cells or an array is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rma_sheets.adapters.excel.addresses import MOST_COLUMNS, MOST_ROWS, reference
from rma_sheets.adapters.excel.archive import Pieces
from rma_sheets.adapters.excel.change import SheetChange
from rma_sheets.adapters.excel.refusal import Refusal

from .context import Context
from .follow import followed
from .formulas import Formulas
from .frame import Frame, read_frame
from .growth import Growth
from .layout import Layout, read_layout
from .looks import Looks
from .rows import row_splices
from .text import Splice, read_text, spliced


@dataclass(frozen=True, slots=True)
class Patched:
    """The part in pieces; `removes_formula`: one is gone; `has_formulas`: whether any stood in it."""

    pieces: Pieces
    removes_formula: bool
    has_formulas: bool


def patched_sheet(part: bytes, change: SheetChange, looks: Looks, growth: Growth | None, *,
                  from_1904: bool) -> Patched:
    """The part after the change. Raises Refusal, UnusualSheet, ValueError."""
    _check_bounds(change)
    layout = read_layout(read_text(part))
    template = layout.row(change.last_row if change.last_row > change.header_row else change.header_row + 1)
    formulas = Formulas(layout)
    frame = read_frame(layout)
    if growth and growth.in_table:
        _check_room(frame, growth)
    context = Context(layout, change, frame, looks, formulas, template, from_1904)
    splices: list[Splice] = []
    for number in sorted(change.cells):
        splices += row_splices(context, number)
    splices += followed(layout, growth, change)
    return Patched(spliced(layout.text, _opened(layout, splices)), _removes_formula(context), formulas.any())


def _removes_formula(context: Context) -> bool:
    """Whether a cell that is set computed before."""
    rows = {row: context.layout.row(row) for row, _ in context.change.over_formulas if row in context.change.cells}
    return any(context.formulas.of(cell) for number, row in rows.items() if row for cell in row.cells
               if cell.column in context.change.cells[number])


def _check_bounds(change: SheetChange) -> None:
    """Raises Refusal for a cell that no sheet has."""
    columns = {column for cells in change.cells.values() for column in cells}
    if max(change.cells, default=1) > MOST_ROWS or max(columns, default=1) > MOST_COLUMNS:
        raise Refusal("sheet-full", tab=change.title)
    if min(change.cells, default=1) < 1 or min(columns, default=1) < 1:
        raise ValueError("cells are counted from 1")


def _check_room(frame: Frame, growth: Growth) -> None:
    """Raises Refusal where a table would grow over merged cells or an array, which Excel answers by taking it away."""
    change = growth.change
    columns = change.columns()
    for ranges, reason in ((frame.merged, "cell-merged"), (frame.arrays, "cell-array")):
        for top, left, _, right in ranges.beginning(change.last_row + 1, growth.last):
            if left <= max(columns) and right >= min(columns):
                raise Refusal(reason, tab=change.title, cell=reference(top, left))


def _opened(layout: Layout, splices: Sequence[Splice]) -> list[Splice]:
    """Room for rows in a sheet that has none."""
    if not layout.closed:
        return list(splices)
    tag = layout.text.body[layout.data_start:layout.data_end]
    start = (layout.data_start, layout.data_end, tag[:tag.rindex(b"/")].rstrip() + b">")
    return [start, *splices, (layout.data_end, layout.data_end, b"</" + layout.prefix + b"sheetData>")]
