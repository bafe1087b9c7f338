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


class RowWriter:
    """Writes the rows of one sheet; `removed_formulas`: how many formulas are gone afterwards."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._prefix = context.layout.prefix.decode()
        self.removed_formulas = 0

    def splices(self, number: int) -> Iterator[Splice]:
        """What is to be changed for that row. Raises Refusal."""
        context = self._context
        row = context.layout.row(number)
        there = {cell.column: cell for cell in row.cells} if row else {}
        styles: dict[int, int] = {}
        cells = dict(self._cells(number, row, there, styles))
        for column in context.change.texts.get(number, {}).keys() & there.keys() - styles.keys():
            styles[column] = there[column].style
        if not cells and (row is None or row.closed):
            return      # a blank where nothing stands
        tag = row_tag(context, number, row, cells, styles)
        if row and not row.closed:
            yield row.start, row.tag_end, tag
            yield from placed(row, context.layout.prefix, there, cells)
            return
        start, end = (row.start, row.end) if row else (context.layout.place(number),) * 2
        closing = b"</" + context.layout.prefix + b"row>"
        yield start, end, tag + b"".join(cells[column] for column in sorted(cells)) + closing

    def _cells(self, number: int, row: Row | None, there: Mapping[int, Cell],
               styles: dict[int, int]) -> Iterator[tuple[int, bytes]]:
        """Column -> the cell as it is to be; `styles` learns their looks."""
        context, new = self._context, self._context.is_new(number)
        for column, value in context.change.cells[number].items():
            cell = there.get(column)
            self.removed_formulas += check_cell(context, (number, column), cell)
            look = cell.style if cell else self._look(number, row, column)
            wanted = context.change.formats.get(column, "") if new else ""
            styles[column] = context.looks.fitting(look, value, wanted)
            if cell is not None or value is not None or (new and look):
                yield column, cell_xml(self._prefix, number, column, value, styles[column],
                                       from_1904=context.from_1904, others=cell.attributes if cell else {})
        if new:
            yield from self._like_above(number, there, styles)

    def _like_above(self, number: int, there: Mapping[int, Cell],
                    styles: dict[int, int]) -> Iterator[tuple[int, bytes]]:
        """The other cells of a new row: the looks of the row above, and its formulas."""
        context = self._context
        for column, cell in context.template_cells.items():
            if column in context.change.cells[number] or column in there or cell_reason(
                    context, (number, column), None, None):
                continue
            formula = context.formulas.of(cell)
            goes_on = formula and context.template and context.formulas.moved(
                formula, (context.template.number, column), (number, column))
            styles[column] = cell.style
            if goes_on or styles[column]:
                yield column, formula_xml(self._prefix, number, column, goes_on or "", styles[column])

    def _look(self, number: int, row: Row | None, column: int) -> int:
        """The look of a cell that is not there."""
        context = self._context
        if context.is_new(number) and column in context.template_cells:
            return context.template_cells[column].style
        said = row.attributes if row else context.above(number)
        return int(said.get("s", "0")) if said_true(said, "customFormat") else context.frame.style(column)
