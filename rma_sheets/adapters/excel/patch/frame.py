"""What stands around the rows of a sheet part and says something about its cells: columns, heights, merged ranges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rma_sheets.adapters.excel.addresses import Range, read_range

from .layout import Layout
from .markup import ATTRIBUTES, attributes

USUAL_WIDTH, USUAL_HEIGHT = 8.43, 15.0
"""Of a sheet that says nothing: in characters, in points."""


@dataclass(frozen=True, slots=True)
class Column:
    """A run of columns with one look and width."""

    first: int
    last: int
    style: int
    width: float


@dataclass(frozen=True, slots=True)
class Frame:
    """`merged` and `arrays`: ranges as first row, first column, last row, last column."""

    columns: Sequence[Column]
    merged: Sequence[Range]
    arrays: Sequence[Range]
    height: float

    def style(self, column: int) -> int:
        """The look of a cell that is not there, in a row that has none of its own."""
        return next((each.style for each in self.columns if each.first <= column <= each.last), 0)

    def width(self, column: int) -> float:
        """In characters."""
        return next((each.width for each in self.columns if each.first <= column <= each.last), USUAL_WIDTH)

    def covering(self, ranges: Sequence[Range], row: int, column: int) -> Range | None:
        """The range of those that holds the cell."""
        return next((each for each in ranges if each[0] <= row <= each[2] and each[1] <= column <= each[3]), None)


def read_frame(layout: Layout) -> Frame:
    """The frame of a sheet part."""
    tags = layout.text.tags
    head, tail = tags[:layout.data_start], tags[layout.data_end:]
    said = next(iter(_elements(head, layout.prefix, b"sheetFormatPr")), {})
    columns = [Column(int(each["min"]), int(each["max"]), int(each.get("style", "0")),
                      float(each.get("width", USUAL_WIDTH))) for each in _elements(head, layout.prefix, b"col")]
    merged = [read_range(each["ref"]) for each in _elements(tail, layout.prefix, b"mergeCell")]
    arrays = []
    if any(tags.find(kind, layout.data_start, layout.data_end) >= 0 for kind in (b"array", b"dataTable")):
        rows = tags[layout.data_start:layout.data_end]
        arrays = [read_range(each["ref"]) for each in _elements(rows, layout.prefix, b"f")
                  if each.get("t") in ("array", "dataTable") and "ref" in each]
    return Frame(columns, merged, arrays, float(said.get("defaultRowHeight", USUAL_HEIGHT)))


def _elements(tags: bytes, prefix: bytes, name: bytes) -> list[dict[str, str]]:
    if prefix + name not in tags:
        return []
    tag = re.compile(b"<" + re.escape(prefix + name) + rb"(?=[\s/>])" + ATTRIBUTES + b"/?>")
    return [attributes(found[0]) for found in tag.finditer(tags)]
