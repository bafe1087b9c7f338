"""A table from a file of the shop's (csv, csv.gz, xlsx): what an import starts from, before any meaning is given to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .values import CellValue

MOST_CELLS = 20_000_000
"""The grid that a parser may lay out: a million orders of 20 columns. One cell far out makes it as large as this."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that has not the header's columns. It spans `line` to `last`; such lines are told, never imported.

    `quote`: it has swallowed the lines after it, because a quotation mark is not closed.
    """

    line: int
    last: int
    found: int
    expected: int
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows, all as wide as the header; blank lines are left out and blank cells are None.

    `lines` holds the line number (csv) or sheet row (xlsx) of each row, `first_line` that of the header. Cells of a
    csv are text exactly as written (`00123`, `1E10`); `encoding` and `delimiter` are empty for a workbook, whose
    sheet is `sheet`.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    lines: tuple[int, ...]
    first_line: int = 1
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    bad_lines: tuple[BadLine, ...] = ()

    @property
    def lines_read(self) -> int:
        """Rows and bad lines together."""
        return len(self.rows) + len(self.bad_lines)
