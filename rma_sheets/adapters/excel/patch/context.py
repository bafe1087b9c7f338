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

    def is_new(self, number: int) -> bool:
        """Whether that row lies below the last filled one."""
        return number > self.change.last_row

    def above(self, number: int) -> dict[str, str]:
        """The attributes that a row which is not there takes over."""
        return self.template.attributes if self.template and self.is_new(number) else {}
