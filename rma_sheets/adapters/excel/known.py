"""What is known of a workbook from the last reading: a part with the same checksum and sizes is not looked at again.

The zip's directory tells the checksum of every part (APPNOTE.TXT 6.3.10, 4.4.7), so nothing needs to be inflated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rma_sheets.model.snapshot import Row

from .addresses import Range
from .archive import Entry

PartKey = tuple[str, int, int, int]
GridKey = tuple[str, tuple[PartKey, ...]]
"""A tab's title with its sheet part, the lists of strings and formats, and the workbook's own part."""


def part_key(part: Entry) -> PartKey:
    """What tells whether a part is the same."""
    return part.name, part.crc, part.size, part.packed


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet, from A1 on. `merged` and `arrays`: ranges; `linked`: cells whose value lives elsewhere."""

    rows: tuple[Row, ...]
    merged: tuple[Range, ...] = ()
    arrays: tuple[Range, ...] = ()
    linked: tuple[Range, ...] = ()


@dataclass(slots=True)
class Known:
    """What one process remembers of a workbook.

    `parts`: those that passed the guard -> whether it is a sheet; `grids`: the tabs that were read.
    """

    parts: dict[PartKey, bool] = field(default_factory=dict)
    grids: dict[GridKey, Grid] = field(default_factory=dict)

    def keep_only(self, parts: Iterable[PartKey], grids: Iterable[GridKey]) -> None:
        """Forget what the workbook does not hold any more."""
        self.parts = {key: self.parts[key] for key in parts if key in self.parts}
        self.grids = {key: self.grids[key] for key in grids if key in self.grids}
