"""What stands around the rows of a sheet part and says something about its cells: columns, heights, merged ranges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rma_sheets.adapters.excel.addresses import read_range
from rma_sheets.adapters.excel.heights import LINE, WIDTH

from .layout import Layout
from .markup import attributes, start_tags
from .ranges import Ranges

_ARRAY = (b"ref",), (b"array", b"dataTable")
"""Words of an array: one of each must stand in the rows, and most sheets lack the first."""


@dataclass(frozen=True, slots=True)
class Column:
    """A run of columns with one look and width."""

    first: int
    last: int
    style: int
    width: float


@dataclass(frozen=True, slots=True)
class Frame:
    """`columns`: those that say something; `height`: of a row that says nothing, in points."""

    columns: Sequence[Column]
    merged: Ranges
    arrays: Ranges
    height: float

    def style(self, column: int) -> int:
        """The look of a cell that is not there, in a row that has none of its own."""
        return next((each.style for each in self.columns if each.first <= column <= each.last), 0)

    def width(self, column: int) -> float:
        """In characters."""
        return next((each.width for each in self.columns if each.first <= column <= each.last), WIDTH)


def read_frame(layout: Layout) -> Frame:
    """The frame of a sheet part."""
    tags = layout.text.tags
    head, tail = tags[:layout.data_start], tags[layout.data_end:]
    said = next(iter(_elements(head, layout.prefix, b"sheetFormatPr")), {})
    columns = [Column(int(each["min"]), int(each["max"]), int(each.get("style", "0")),
                      float(each.get("width", WIDTH))) for each in _elements(head, layout.prefix, b"col")]
    merged = [read_range(each["ref"]) for each in _elements(tail, layout.prefix, b"mergeCell")]
    arrays = []
    if all(any(tags.find(word, layout.data_start, layout.data_end) >= 0 for word in words) for words in _ARRAY):
        rows = tags[layout.data_start:layout.data_end]
        arrays = [read_range(each["ref"]) for each in _elements(rows, layout.prefix, b"f")
                  if each.get("t") in ("array", "dataTable") and "ref" in each]
    return Frame(columns, Ranges(merged), Ranges(arrays), float(said.get("defaultRowHeight", LINE)))


def _elements(tags: bytes, prefix: bytes, name: bytes) -> list[dict[str, str]]:
    if prefix + name not in tags:
        return []
    return [attributes(found[0]) for found in start_tags(name, prefix).finditer(tags)]
