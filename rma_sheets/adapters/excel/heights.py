"""How high a row must be for its wrapped texts, in points.

Excel and LibreOffice fit rows to their text while people type, but not (LibreOffice) or not always (Excel) when they
open a file that somebody else wrote; so whoever writes long text also writes the height, and leaves it automatic.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Container, Iterable, Iterator
from typing import Any

LINE = 15.0
"""Points per line of Calibri 11, the default row height."""
CHARACTERS = 1.1
"""Characters of ordinary text in a unit of column width, which is the width of a digit."""
WIDTH = 8.43
"""Of a column that says nothing, in characters."""
HIGHEST = 409.0
"""Excel's specifications and limits."""

_FIXED = re.compile(rb'(<row r="([0-9]+)"[^<>]*?) customHeight="1"')


def fitted_height(texts: Iterable[tuple[str, float]], usual: float = LINE) -> float | None:
    """The height for texts with the width (in characters) of their column; None where the usual one is enough."""
    lines = max((sum(len(textwrap.wrap(part, max(int(width * CHARACTERS), 1))) or 1 for part in text.split("\n"))
                 for text, width in texts), default=1)
    return None if lines * LINE <= usual else min(lines * LINE, HIGHEST)


def automatic(part: bytes, fixed: Container[int]) -> bytes:
    """A sheet part as openpyxl writes it, in which only the heights of those rows are fixed; others follow their text.
    """
    return _FIXED.sub(lambda hit: hit[0] if int(hit[2]) in fixed else hit[1], part)


def fit_rows(sheet: Any, rows: Iterable[int], fixed: Container[int]) -> None:
    """Make those rows of an openpyxl sheet as high as their wrapped texts; what somebody has set by hand stays.

    Cells are asked for directly: `sheet[row]` looks at every cell of the sheet each time.
    """
    usual, widths, last = sheet.sheet_format.defaultRowHeight or LINE, dict(_widths(sheet)), sheet.max_column
    wrapping = {index for index, alignment in enumerate(sheet.parent._alignments) if alignment.wrap_text}
    for row in rows:
        if row not in fixed:
            cells = (sheet._cells.get((row, column)) for column in range(1, last + 1))
            texts = ((cell.value, widths.get(cell.column, WIDTH)) for cell in cells
                     if cell is not None and isinstance(cell.value, str) and cell._style.alignmentId in wrapping)
            sheet.row_dimensions[row].height = fitted_height(texts, usual)


def _widths(sheet: Any) -> Iterator[tuple[int, float]]:
    """Column number -> width; neighbours of one width share an entry."""
    for dimension in sheet.column_dimensions.values():
        dimension.reindex()
        yield from ((column, dimension.width) for column in range(dimension.min or 1, (dimension.max or 0) + 1))
