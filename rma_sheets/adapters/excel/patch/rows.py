"""The splices for one row: cells replaced, put between others, or a whole row that was not there.

A replaced cell keeps its look and what else it says about itself; a new row looks like the row above, and its formulas
go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .cellcheck import cell_reason, check_cell
from .cellxml import cell_xml, formula_xml
from .context import Context
from .markup import said_true
from .placing import placed
from .rowcells import Cell, Row
from .rowtag import row_tag
from .text import Splice

_Made = tuple[int, bytes]
"""A cell's look, and the cell; no bytes where none has to stand."""


def row_splices(context: Context, number: int) -> Iterator[Splice]:
    """What is to be changed for that row. Raises Refusal."""
    row = context.layout.row(number)
    there = {cell.column: cell for cell in row.cells} if row else {}
    made = {column: _changed(context, number, column, row, there.get(column))
            for column in context.change.cells[number]} | dict(_like_above(context, number, there))
    cells = {column: cell for column, (_, cell) in made.items() if cell}
    if not cells and (row is None or row.closed):
        return      # a blank where nothing stands
    looks = {column: there[column].style for column in context.change.texts.get(number, {}) if column in there}
    tag = row_tag(context, number, row, cells, looks | {column: look for column, (look, _) in made.items()})
    if row and not row.closed:
        yield row.start, row.tag_end, tag
        yield from placed(row, there, cells)
        return
    start, end = (row.start, row.end) if row else (context.layout.place(number),) * 2
    closing = b"</" + context.layout.prefix + b"row>"
    yield start, end, tag + b"".join(cells[column] for column in sorted(cells)) + closing


def _changed(context: Context, number: int, column: int, row: Row | None, cell: Cell | None) -> _Made:
    """The cell with its new value. Raises Refusal."""
    check_cell(context, (number, column), cell)
    value, new = context.change.cells[number][column], context.is_new(number)
    before = cell.style if cell else _look(context, number, row, column)
    look = context.looks.fitting(before, value, context.change.formats.get(column, "") if new else "")
    if cell is None and value is None and not (new and before):
        return look, b""
    return look, cell_xml(context.layout.prefix.decode(), number, column, value, look, from_1904=context.from_1904,
                          others=cell.attributes if cell else {})


def _like_above(context: Context, number: int, there: Mapping[int, Cell]) -> Iterator[tuple[int, _Made]]:
    """The other cells of a new row, by column: the looks of the row above, and its formulas."""
    for column, cell in context.template_cells.items() if context.is_new(number) else ():
        if column in context.change.cells[number] or column in there or cell_reason(
                context, (number, column), None, None):
            continue
        formula = context.goes_on(column, number)
        stands = formula or cell.style
        yield column, (cell.style, formula_xml(context.layout.prefix.decode(), number, column, formula, cell.style)
                       if stands else b"")


def _look(context: Context, number: int, row: Row | None, column: int) -> int:
    """The look of a cell that is not there."""
    if context.is_new(number) and column in context.template_cells:
        return context.template_cells[column].style
    said = row.attributes if row else context.above(number)
    return int(said.get("s", "0")) if said_true(said, "customFormat") else context.frame.style(column)
