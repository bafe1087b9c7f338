"""What all rows of one changed sheet share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rma_sheets.adapters.excel.change import SheetChange

from .formulas import Formulas
from .frame import Frame
from .layout import Layout
from .looks import Looks
from .rowcells import Cell, Row


@dataclass(frozen=True)
class Context:
    """`template`: the row that new ones look like, if there is one."""

    layout: Layout
    change: SheetChange
    frame: Frame
    looks: Looks
    formulas: Formulas
    template: Row | None
    from_1904: bool

    @cached_property
    def template_cells(self) -> Mapping[int, Cell]:
        """Column -> cell of the template."""
        return {cell.column: cell for cell in self.template.cells} if self.template else {}

    @cached_property
    def _before_template(self) -> Mapping[int, Cell]:
        """The cells above the template, if that is a row of the register too."""
        number = self.template.number - 1 if self.template else 0
        row = self.layout.row(number) if number > self.change.header_row else None
        return {cell.column: cell for cell in row.cells} if row else {}

    def goes_on(self, column: int, number: int) -> str:
        """The template's formula as it reads in that row; empty where the row above it computes something else, as
        above a total that stands beside the last row."""
        if not self.template:
            return ""
        row, formula = self.template.number, self.formulas.of(self.template_cells[column])
        if formula is None:
            return ""
        if row - 1 > self.change.header_row:
            above = self._before_template.get(column)
            before = self.formulas.of(above) if above else None
            if before is None or self.formulas.moved(before, (row - 1, column), (row, column)) != self.formulas.moved(
                    formula, (row, column), (row, column)):
                return ""
        return self.formulas.moved(formula, (row, column), (number, column))

    def is_new(self, number: int) -> bool:
        """Whether that row lies below the last filled one."""
        return number > self.change.last_row

    def above(self, number: int) -> dict[str, str]:
        """The attributes that a row which is not there takes over."""
        return self.template.attributes if self.template and self.is_new(number) else {}
