"""One cell, and what a cell can hold. Cells never change: a write puts another cell in the place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .formulas.formula import Formula
from .formulas.results import Failure, Value

ERROR_TYPES = {"#ERROR!": "ERROR", "#NULL!": "NULL_VALUE", "#DIV/0!": "DIVIDE_BY_ZERO", "#VALUE!": "VALUE",
               "#REF!": "REF", "#NAME?": "NAME", "#NUM!": "NUM", "#N/A": "N_A", "Loading...": "LOADING"}


class Cell(NamedTuple):
    """What people entered: a value or a formula, and what hangs on the cell."""

    value: Value = None
    formula: Formula | None = None
    note: str = ""
    format: Mapping[str, Any] | None = None
    validation: Mapping[str, Any] | None = None
    runs: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_blank(self) -> bool:
        """Nothing entered; a note or a format may still be there."""
        return self.value is None and self.formula is None

    def emptied(self) -> Cell:
        """Without its contents; formats, notes and rules stay."""
        return self._replace(value=None, formula=None, runs=())

    def holding(self, content: Value | Formula) -> Cell:
        formula = content if isinstance(content, Formula) else None
        value: Value = None if formula is not None or content == "" else content  # type: ignore[assignment]
        return Cell(value, formula, self.note, self.format, self.validation)

    def shifted(self, down: int, right: int) -> Cell:
        """The cell as it is after being copied that far: relative references go along."""
        if self.formula is None or not (down or right):
            return self
        return self._replace(formula=self.formula.shifted(down, right))

    @property
    def number_format(self) -> Mapping[str, str]:
        return (self.format or {}).get("numberFormat", {})


EMPTY = Cell()


def extended(value: Value) -> dict[str, Any]:
    """ExtendedValue: the value with its kind."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, Failure):
        return {"errorValue": {"type": ERROR_TYPES[value.name]} | ({"message": value.why} if value.why else {})}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}
