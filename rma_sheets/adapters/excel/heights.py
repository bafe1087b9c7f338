"""How high a row must be for its wrapped texts, in points.

Excel and LibreOffice fit rows to their text while people type, but not (LibreOffice) or not always (Excel) when they
open a file that somebody else wrote; so whoever writes long text also writes the height, and leaves it automatic.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Container, Iterable

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
