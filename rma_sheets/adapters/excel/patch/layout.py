"""Where the rows of a sheet part lie, as offsets into its bytes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rma_sheets.adapters.excel.package import check_well_formed

from .markup import ATTRIBUTES, attributes
from .patterns import DamagedSheet, UnusualSheet, patterns
from .rowcells import Row, read_row
from .rowindex import row_index
from .text import Text

NAMESPACES = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
              "http://purl.oclc.org/ooxml/spreadsheetml/main")
"""Of the elements, transitional and strict (ECMA-376 part 1, annex A; part 4, annex A)."""

_ROOT = re.compile(rb"<[\w.:-]+" + ATTRIBUTES + b"/?>")
_DECLARED = re.compile(rb"""\sxmlns(?::([\w.-]+))?\s*=\s*["'](?:%s)["']"""
                       % "|".join(map(re.escape, NAMESPACES)).encode())
_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet part. `data_start`, `data_end`: what lies between the tags of its sheetData; `closed`: it is
    `<sheetData/>`, which begins at `data_start`. `numbers` and `starts`: each row, ascending, and where it begins."""

    text: Text
    prefix: bytes
    data_start: int
    data_end: int
    closed: bool
    numbers: Sequence[int]
    starts: Sequence[int]

    def row(self, number: int) -> Row | None:
        """That row with its cells, if the part has it. Raises DamagedSheet."""
        index = bisect_left(self.numbers, number)
        if index == len(self.numbers) or self.numbers[index] != number:
            return None
        return read_row(self.text.tags, patterns(self.prefix), number, self.starts[index])

    def place(self, number: int) -> int:
        """Where a row with that number belongs: before the next one, else at the end."""
        index = bisect_left(self.numbers, number)
        return self.starts[index] if index < len(self.starts) else self.data_end


def read_layout(text: Text) -> Layout:
    """The rows of a sheet part. Raises DamagedSheet; UnusualSheet; Refusal for a row that is there twice."""
    found = _SHEET_DATA.search(text.tags)
    if not found:
        raise DamagedSheet("no sheetData")
    prefix = found[1]
    root = _ROOT.search(text.tags)
    if not root or attributes(root[0]).get(f"xmlns:{prefix.decode()}".rstrip(":")) not in NAMESPACES:
        raise UnusualSheet("its elements are of no known family")
    if sum(text.tags.count(family.encode()) for family in NAMESPACES) > 1:
        _check_prefixes(text.tags, prefix)
    search = patterns(prefix)
    tag = search.data.match(text.tags, found.start())
    if not tag:
        raise DamagedSheet("sheetData")
    if tag[1]:
        return Layout(text, prefix, tag.start(), tag.end(), True, (), ())
    end = search.data_end.search(text.tags, max(tag.end(), text.tags.rfind(b"</" + prefix + b"sheetData")))
    if not end:
        raise DamagedSheet("sheetData")
    _check_frame(text.body[:tag.end()] + text.body[end.start():])
    numbers, starts = row_index(text.tags, search, tag.end(), end.start())
    return Layout(text, prefix, tag.end(), end.start(), False, numbers, starts)


def _check_frame(around: bytes) -> None:
    """Raises Refusal where what stands around the rows is no XML; the rows that change are looked at one by one.
    """
    check_well_formed(around, utf8=True)


def _check_prefixes(tags: bytes, prefix: bytes) -> None:
    """Raises UnusualSheet where elements of the sheet's family are written with several prefixes."""
    declared = {found[1] + b":" if found[1] else b"" for found in _DECLARED.finditer(tags)}
    for other in declared - {prefix}:
        if re.search(b"<" + re.escape(other) + rb"[\w.-]+[\s/>]", tags):
            raise UnusualSheet("its elements are written with several prefixes")
