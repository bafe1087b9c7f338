"""What is to be changed in one sheet; nothing here knows of registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rma_sheets.model.values import CellValue


@dataclass(frozen=True, slots=True)
class SheetChange:
    """Cells to set; rows and columns are 1-based.

    `cells`: row -> column -> value, as `cells.readable` leaves it; rows below `last_row`, the last filled one, are new:
    they look like it, and its formulas go on. `header_row` is where its headers stand (0: there are none). `formats`:
    column -> number format of a new cell that has none. `over_formulas`: places where a formula may be overwritten.
    `texts`: row -> column -> text; those rows become as high as their wrapped texts need, unless somebody set it.
    `register`: columns of which the changed rows consist, set or not: tables and filters over them are the register's.
    """

    title: str
    last_row: int
    cells: Mapping[int, Mapping[int, CellValue]]
    header_row: int = 0
    formats: Mapping[int, str] = field(default_factory=dict)
    over_formulas: frozenset[tuple[int, int]] = frozenset()
    texts: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    register: frozenset[int] = frozenset()

    def columns(self) -> set[int]:
        """Those of the register, and of the cells that are set."""
        return {column for cells in self.cells.values() for column in cells} | self.register

    def meant(self) -> Iterator[tuple[int, int, CellValue]]:
        """Row, column and what must be read there afterwards."""
        return ((row, column, value) for row, cells in self.cells.items() for column, value in cells.items())
