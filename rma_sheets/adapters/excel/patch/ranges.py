"""Which of many ranges holds a cell, without asking each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from rma_sheets.adapters.excel.addresses import Place, Range


class Ranges:
    """Ranges by their first row; `_deepest`: the last row that any of them reaches, up to there."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._ranges = sorted(ranges)
        self._tops = [each[0] for each in self._ranges]
        self._deepest = list(accumulate((each[2] for each in self._ranges), max))

    def beginning(self, top: int, bottom: int) -> Iterator[Range]:
        """The ranges whose first row is one of those."""
        return (each for each in self._ranges if top <= each[0] <= bottom)

    def covering(self, place: Place) -> Iterator[Range]:
        """The ranges that hold the cell. Sound workbooks have one at most, so few are looked at."""
        row, column = place
        at = bisect_right(self._tops, row) - 1
        while at >= 0 and self._deepest[at] >= row:
            _, left, bottom, right = self._ranges[at]
            if bottom >= row and left <= column <= right:
                yield self._ranges[at]
            at -= 1
