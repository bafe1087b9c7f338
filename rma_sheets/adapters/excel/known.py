"""What is known of a workbook from the last reading: a part with the same checksum and sizes is not looked at again.

The zip's directory tells the checksum of every part (APPNOTE.TXT 6.3.10, 4.4.7), so nothing needs to be inflated.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from rma_sheets.model.snapshot import Row

from .sheetfacts import SheetScan

PartKey = tuple[str, int, int, int]
GridKey = tuple[str, tuple[PartKey, ...]]
"""A tab's title with its sheet part, the lists of strings and formats, and the workbook's own part."""


def part_key(part: zipfile.ZipInfo) -> PartKey:
    """What tells whether a part is the same."""
    return part.filename, part.CRC, part.file_size, part.compress_size


@dataclass(slots=True)
class Known:
    """`scans`: part -> what the guard found in it, None for one that is no sheet; `grids`: the rows of tabs."""

    scans: dict[PartKey, SheetScan | None] = field(default_factory=dict)
    grids: dict[GridKey, tuple[Row, ...]] = field(default_factory=dict)

    def keep_only(self, parts: Iterable[PartKey], grids: Iterable[GridKey]) -> None:
        """Forget what the workbook does not hold any more."""
        self.scans = {key: self.scans[key] for key in parts if key in self.scans}
        self.grids = {key: self.grids[key] for key in grids if key in self.grids}
