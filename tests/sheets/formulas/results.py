"""What a formula can give: a value, a failure such as #N/A, or a block of values that spills over its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Failure:
    """`#N/A` and its like."""

    name: str
    why: str = ""


Value = str | int | float | bool | Failure | None
"""None is a blank cell."""


class Block(NamedTuple):
    """Rows of equal length."""

    rows: tuple[tuple[Value, ...], ...]

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def at(self, row: int, column: int) -> Value:
        """The value there; a single row or column stands for all of them, as in Google's broadcasting."""
        row = 0 if self.height == 1 else row
        column = 0 if self.width == 1 else column
        if row >= self.height or column >= self.width:
            return NOT_AVAILABLE
        return self.rows[row][column]


Result = Value | Block

NOT_AVAILABLE = Failure("#N/A")
NO_REFERENCE = Failure("#REF!")
WRONG_KIND = Failure("#VALUE!")
NO_NAME = Failure("#NAME?")
BY_ZERO = Failure("#DIV/0!")
BROKEN = Failure("#ERROR!", "Formula parse error.")


def tidy(number: float) -> int | float:
    """2.0 -> 2, as Google writes numbers."""
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 1e15 else number


def values_of(result: Result) -> list[Value]:
    """All values, row by row."""
    return [value for row in result.rows for value in row] if isinstance(result, Block) else [result]
