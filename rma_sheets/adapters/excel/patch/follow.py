"""Ranges that reached the last row follow the rows that are added: filters, drop-downs, conditional formats, tables.

What ends above the last row, or reaches further than the new one, stays as it is. Rows that a drop-down was spread over
in advance stay in advance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rma_sheets.adapters.excel.addresses import MOST_ROWS, OutOfBounds, Range, range_reference, read_range, reference
from rma_sheets.adapters.excel.change import SheetChange

from .layout import Layout
from .markup import attributes, start_tags, with_attribute
from .text import Splice, Text

_FOLLOWING = (b"dataValidation", b"conditionalFormatting", b"ignoredError")
_PLACES = re.compile(rb"<((?:[\w.-]+:)?sqref)\s*>([^<]*)</\1\s*>")
_SPARKLINES = re.compile(rb"<(?:[\w.-]+:)?sparklineGroups(?=[\s/>]).*?</(?:[\w.-]+:)?sparklineGroups\s*>", re.DOTALL)
"""Each stands for one cell; what stood beside the last row is not meant for the next."""


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
        if not (self.change.header_row < top <= self.change.last_row + 1 and self.reached <= bottom < self.last):
            return reference_
        beyond = max(bottom - self.change.last_row, 0)
        return _shown((top, left, min(self.last + beyond, MOST_ROWS), right), ":" in reference_)

    def concerns(self, top: int, left: int, right: int) -> bool:
        """Whether columns under a header in that row hold the rows that change."""
        return self.change.header_row in (0, top) and any(left <= each <= right for each in self.change.columns())

    def ranges(self, references: str) -> str:
        """The same for a list of ranges parted by blanks."""
        return " ".join(map(self.range, references.split()))


def _shown(area: Range, several: bool) -> str:
    top, left, bottom, right = area
    if not several and (top, left) == (bottom, right):
        return reference(top, left)
    return range_reference(area)


def followed(layout: Layout, growth: Growth | None, change: SheetChange) -> Iterator[Splice]:
    """The splices around the rows of a sheet part: its extent, and what follows its growth."""
    tags = layout.text.tags
    yield from _dimension(layout, change)
    if growth is None:
        return
    for name in _FOLLOWING:
        for found in _tags(layout, name, layout.data_end):
            yield from _attribute(layout.text, found, "sqref", growth.ranges)
    for found in _tags(layout, b"autoFilter", layout.data_end):
        yield from _attribute(layout.text, found, "ref", lambda each: filter_range(each, growth))
    if b"sqref" in tags[layout.data_end:] and b"extLst" in tags[layout.data_end:]:
        yield from _extended(layout, growth)


def filter_range(area: str, growth: Growth) -> str:
    """A filter with its header, as far down as the rows go; one that the shop keeps beside them stays."""
    top, left, bottom, right = read_range(area)
    if not growth.reached <= bottom < growth.last or not growth.concerns(top, left, right):
        return area
    return _shown((top, left, growth.last, right), several=True)


def _extended(layout: Layout, growth: Growth) -> Iterator[Splice]:
    """Drop-downs and formats in the extension list tell their places as text."""
    start = layout.data_end
    skipped = [found.span() for found in _SPARKLINES.finditer(layout.text.tags, start)]
    for found in _PLACES.finditer(layout.text.tags, start):
        if not any(first <= found.start() < last for first, last in skipped):
            known = layout.text.body[found.start(2):found.end(2)].decode()
            after = growth.ranges(known)
            if after != " ".join(known.split()):
                yield found.start(2), found.end(2), after.encode()


def _dimension(layout: Layout, change: SheetChange) -> Iterator[Splice]:
    filled = [(row, column) for row, cells in change.cells.items() for column, value in cells.items()
              if value is not None]
    for found in _tags(layout, b"dimension", 0, layout.data_start)[:1]:
        said = attributes(layout.text.body[found.start():found.end()]).get("ref", "")
        if not filled or not said:
            return
        top, left, bottom, right = read_range(said)
        rows, columns = [row for row, _ in filled], [column for _, column in filled]
        wider = (min(top, *rows), min(left, *columns), max(bottom, *rows), max(right, *columns))
        if wider != (top, left, bottom, right):
            tag = layout.text.body[found.start():found.end()]
            yield found.start(), found.end(), with_attribute(tag, "ref", _shown(wider, several=True))


def _tags(layout: Layout, name: bytes, start: int, end: int | None = None) -> Sequence[re.Match[bytes]]:
    tags = layout.text.tags
    stop = len(tags) if end is None else end
    if tags.find(layout.prefix + name, start, stop) < 0:
        return []
    return list(start_tags(name, layout.prefix).finditer(tags, start, stop))


def _attribute(text: Text, found: re.Match[bytes], name: str, change: Callable[[str], str]) -> Iterator[Splice]:
    tag = text.body[found.start():found.end()]
    known = attributes(tag).get(name, "")
    if known and (after := change(known)) != " ".join(known.split()):
        yield found.start(), found.end(), with_attribute(tag, name, after)
