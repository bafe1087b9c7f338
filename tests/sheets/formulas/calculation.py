"""All results of a book at one moment: worked out once, when somebody looks, and thrown away after the next write.

A block that does not fit gives #REF! in its own cell and nothing around it, as Google does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..areas import Area
from .evaluate import Place, evaluate
from .formula import Formula
from .references import Reference
from .results import NO_NAME, NO_REFERENCE, WRONG_KIND, Block, Failure, Result, Value

if TYPE_CHECKING:
    from ..book import Book

CIRCLE = Failure("#REF!", "Circular dependency detected.")
Key = tuple[int, int, int]
"""Sheet id, row, column."""


class Calculation:
    """Results by cell. `values` holds formulas and the cells that their blocks spill over."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.values: dict[Key, Value] = {}
        self._blocks: dict[Area, Block] = {}
        self._busy: set[Key] = set()
        every = list(_formulas(book))
        for spilling in (True, False):  # those that spill come first, so that the others find what they spread over
            for key, formula in every:
                if formula.source.spills is spilling:
                    self._result(key, formula)

    def at(self, sheet_id: int, row: int, column: int) -> Value:
        """The value there, worked out now if it was not yet."""
        cell = self._book.sheet(sheet_id).grid.get(row, column)
        if cell.formula is None:
            return self.values.get((sheet_id, row, column)) if cell.value is None else cell.value
        return self._result((sheet_id, row, column), cell.formula)

    def block(self, place: Place, reference: Reference) -> Result:
        """The cells of a reference; a single cell is a value."""
        area = self._book.area(reference, place.sheet_id)
        if area is None:
            return NO_REFERENCE
        return self.at(area.sheet_id, area.top, area.left) if reference.last is None else self._block(area)

    def named(self, name: str) -> Result:
        area = self._book.named_area(name)
        return NO_NAME if area is None else self._block(area)

    def _block(self, area: Area) -> Block:
        if area not in self._blocks:
            self._blocks[area] = Block(tuple(
                tuple(self.at(area.sheet_id, row, column) for column in range(area.left, area.right))
                for row in range(area.top, area.bottom)))
        return self._blocks[area]

    def _result(self, key: Key, formula: Formula) -> Value:
        if key in self.values:
            return self.values[key]
        if key in self._busy:
            return CIRCLE
        self._busy.add(key)
        result = evaluate(formula.source.tree, Place(*key, formula.down, formula.right), self)
        if isinstance(formula.source.tree, Reference) and isinstance(result, Block):
            result = result.rows[0][0] if result.height == result.width == 1 else WRONG_KIND
        self._busy.discard(key)
        self.values[key] = self._spilled(key, result) if isinstance(result, Block) else result
        return self.values[key]

    def _spilled(self, key: Key, block: Block) -> Value:
        """Spread a block below and beside its formula; what reaches beyond the grid is cut off."""
        sheet_id, top, left = key
        grid = self._book.sheet(sheet_id).grid
        places = [(row, column) for row in range(min(block.height, grid.row_count - top))
                  for column in range(min(block.width, grid.column_count - left)) if row or column]
        if any(self._taken(sheet_id, top + row, left + column) for row, column in places):
            return Failure("#REF!", "Array result was not expanded because it would overwrite data.")
        for row, column in places:
            self.values[sheet_id, top + row, left + column] = block.rows[row][column]
        return block.rows[0][0] if block.rows and block.rows[0] else None

    def _taken(self, sheet_id: int, row: int, column: int) -> bool:
        return (not self._book.sheet(sheet_id).grid.get(row, column).is_blank
                or (sheet_id, row, column) in self.values)


def _formulas(book: Book) -> Iterator[tuple[Key, Formula]]:
    for sheet in book.sheets:
        if sheet.grid.has_formulas:
            for row, column, formula in sheet.grid.formulas():
                yield (sheet.sheet_id, row, column), formula
