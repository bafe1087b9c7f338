"""Ranges that reached the last row follow the rows that are added: filters, drop-downs, conditional formats, tables.

What ends above the last row, or reaches further than the new one, stays as it is. Rows that a drop-down was spread over
in advance stay in advance.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from rma_sheets.adapters.excel.addresses import range_reference, read_range
from rma_sheets.adapters.excel.change import SheetChange

from .growth import Growth
from .layout import Layout
from .markup import ATTRIBUTES, attributes, start_tags, with_attribute
from .text import Splice, Text

_FOLLOWING = (b"dataValidation", b"conditionalFormatting", b"ignoredError")
_PLACES = re.compile(rb"<((?:[\w.-]+:)?sqref)\s*>([^<]*)</\1\s*>")
_SPARKLINES = re.compile(rb"<(/?)(?:[\w.-]+:)?sparklineGroups(?=[\s/>])" + ATTRIBUTES + rb"(/?)>")
"""Each stands for one cell; what stood beside the last row is not meant for the next."""


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
        yield from _attribute(layout.text, found, "ref", growth.filter)
    if b"sqref" in tags[layout.data_end:] and b"extLst" in tags[layout.data_end:]:
        yield from _extended(layout, growth)


def _extended(layout: Layout, growth: Growth) -> Iterator[Splice]:
    """Drop-downs and formats in the extension list tell their places as text."""
    start = layout.data_end
    turns = [(found.start(), not found[1]) for found in _SPARKLINES.finditer(layout.text.tags, start) if not found[2]]
    for found in _PLACES.finditer(layout.text.tags, start):
        before = bisect_left(turns, (found.start(), False))
        if not (before and turns[before - 1][1]):   # not between a start and an end
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
            yield found.start(), found.end(), with_attribute(tag, "ref", range_reference(wider))


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
