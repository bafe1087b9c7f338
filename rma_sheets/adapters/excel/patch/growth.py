"""How a sheet grows when rows are added under its last one, and what becomes of a range that reached there."""

from __future__ import annotations

from dataclasses import dataclass

from rma_sheets.adapters.excel.addresses import MOST_ROWS, OutOfBounds, range_reference, read_range, reference
from rma_sheets.adapters.excel.change import SheetChange


@dataclass(frozen=True, slots=True)
class Growth:
    """How a sheet grew. `reached`: ranges that end there or below follow; `last`: the last row afterwards;
    `in_table`: a table grows with it."""

    change: SheetChange
    reached: int
    last: int
    in_table: bool = False

    def range(self, reference_: str) -> str:
        """That range as it is afterwards; whole rows stay as they are, and so does what is broken."""
        if reference_.replace(":", "").replace("$", "").isdigit():
            return reference_
        try:
            top, left, bottom, right = read_range(reference_)
        except OutOfBounds:
            return reference_
        over_rows = top > self.change.header_row or bottom >= self.change.last_row  # or it says something of headers
        if not (over_rows and top <= self.change.last_row + 1 and self.reached <= bottom < self.last):
            return reference_
        beyond = max(bottom - self.change.last_row, 0)
        area = top, left, min(self.last + beyond, MOST_ROWS), right
        return reference(top, left) if ":" not in reference_ and area[:2] == area[2:] else range_reference(area)

    def ranges(self, references: str) -> str:
        """The same for a list of ranges parted by blanks."""
        return " ".join(map(self.range, references.split()))

    def filter(self, area: str) -> str:
        """A filter with its header, as far down as the rows go; one that the shop keeps beside them stays."""
        top, left, bottom, right = read_range(area)
        ours = self.change.header_row in (0, top) and any(left <= each <= right for each in self.change.columns())
        if not ours or not self.reached <= bottom < self.last:
            return area
        return range_reference((top, left, self.last, right))
