"""One row of a sheet part with its cells, as offsets into the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rma_sheets.adapters.excel.addresses import Place, column_number, read_reference
from rma_sheets.adapters.excel.alternatives import ALTERNATIVES
from rma_sheets.adapters.excel.refusal import Refusal

from .markup import attributes
from .patterns import DamagedSheet, Patterns, start_tag


@dataclass(frozen=True)
class Cell:
    """`start` to `end` is the element, `tag_end` where its start tag ends; `tag` is that one. `wrapped`: it stands in
    alternatives for different programs (`mc:AlternateContent`), which are the element."""

    column: int
    start: int
    tag_end: int
    end: int
    tag: bytes
    wrapped: bool = False

    @cached_property
    def attributes(self) -> dict[str, str]:
        """As they are written. Most cells of a row are never asked."""
        return attributes(self.tag)

    @property
    def style(self) -> int:
        """Its place in the list of cell formats."""
        return int(self.attributes.get("s", "0"))


@dataclass(frozen=True, slots=True)
class Row:
    """`start` to `end` is the element, `tag_end` where its start tag ends; `closed`: it is `<row/>`."""

    number: int
    start: int
    tag_end: int
    end: int
    closed: bool
    attributes: dict[str, str]
    cells: tuple[Cell, ...]


def read_row(tags: bytes, search: Patterns, number: int, start: int) -> Row:
    """The row that begins there. Raises DamagedSheet."""
    tag = start_tag(search.row_tag, tags, start)
    tag_end = start + len(tag)
    if tag.endswith(b"/>"):
        return Row(number, start, tag_end, tag_end, True, attributes(tag), ())
    end = search.row_end.search(tags, tag_end)
    if not end:
        raise DamagedSheet(f"row {number}")
    cells = tuple(_cells(tags, search, tag_end, end.start(), number))
    if len({cell.column for cell in cells}) != len(cells):
        raise Refusal("doubled-cell", row=number)
    return Row(number, start, tag_end, end.end(), False, attributes(tag), cells)


def _cells(tags: bytes, search: Patterns, at: int, end: int, row: int) -> Iterator[Cell]:
    column = 0
    while hit := search.cell.search(tags, at, end):
        between = tags.find(b"<", at, hit.start())
        found = [_cell(tags, search, hit, end, (row, column))] if between < 0 else _wrapped(tags, search, between, end)
        if not found:
            raise DamagedSheet(f"row {row}")
        yield from found
        at, column = found[-1].end, found[-1].column


def _cell(tags: bytes, search: Patterns, hit: re.Match[bytes], end: int, before: Place) -> Cell:
    closing = None if hit[3] else search.cell_end.search(tags, hit.end(), end)
    if not hit[3] and not closing:
        raise DamagedSheet("a cell without an end")
    row, column = _place_of(hit, before)
    if row != before[0]:
        raise DamagedSheet(f"a cell of row {row} stands in row {before[0]}")
    return Cell(column, hit.start(), hit.end(), closing.end() if closing else hit.end(), hit[0])


def _wrapped(tags: bytes, search: Patterns, start: int, end: int) -> list[Cell]:
    """The cells in alternatives that begin there; none where something else does."""
    found = ALTERNATIVES.match(tags, start, end)
    if not found:
        return []
    columns = {_place_of(hit, (0, 0))[1] for hit in search.cell.finditer(found[0])}
    return [Cell(column, start, start, found.end(), b"", wrapped=True) for column in sorted(columns)]


def _place_of(hit: re.Match[bytes], before: Place) -> Place:
    """The place that the cell says, in a way that is not the usual one too, else the next one."""
    if hit[1]:
        return int(hit[2]), column_number(hit[1])
    said = attributes(hit[0]).get("r")
    return read_reference(said) if said else (before[0], before[1] + 1)

