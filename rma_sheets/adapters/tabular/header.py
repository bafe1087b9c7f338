"""Which of the first lines is the header: exports begin with titles, dates and blank lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def is_blank(cells: Sequence[object]) -> bool:
    """Nothing but empty cells and spaces."""
    return all(cell is None or not str(cell).strip() for cell in cells)


def find_header(rows: Sequence[Sequence[object]]) -> int:
    """The index of the first row that is about as wide as most rows; 0 where no row stands out.

    Wide means cells that hold something, so a title above the table is stepped over.
    """
    widths = [sum(1 for cell in row if cell is not None and str(cell).strip()) for row in rows]
    usual = max(Counter(widths).items(), key=lambda item: (item[1], item[0]), default=(0, 0))[0]
    return next((index for index, width in enumerate(widths) if width >= max(2, 0.6 * usual)), 0)
