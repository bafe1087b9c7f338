"""Where the rows of a sheet part lie, and the cells of the rows that are asked for, as offsets into its bytes.

Rows and cells that do not say where they stand follow the one before (ECMA-376 18.3.1.4, 18.3.1.73). Refuses rows out
of order or doubled, and cells wrapped in something else: there is no telling which of them a program would show.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import lt

from rma_sheets.adapters.excel.sheetfacts import column_number, split_reference

from .markup import ATTRIBUTES, Text, attributes


class UnusualSheet(ValueError):
    """A part whose cells cannot be changed without guessing; the text says why."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`start` to `end` is the element, `tag_end` where its start tag ends; `tag` is that one."""

    column: int
    start: int
    tag_end: int
    end: int
    tag: bytes

    @property
    def attributes(self) -> dict[str, str]:
        """As they are written. Most cells of a row are never asked."""
        return attributes(self.tag)


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


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet part. `data_start`, `data_end`: what lies between the tags of its sheetData; `closed`: it is
    `<sheetData/>`, which begins at `data_start`. `numbers` and `starts`: each row and where it begins."""

    text: Text
    prefix: bytes
    data_start: int
    data_end: int
    closed: bool
    numbers: Sequence[int]
    starts: Sequence[int]

    def row(self, number: int) -> Row | None:
        """That row with its cells, if the part has it. Raises UnusualSheet."""
        index = bisect_left(self.numbers, number)
        if index == len(self.numbers) or self.numbers[index] != number:
            return None
        return _row(self.text.tags, patterns(self.prefix), number, self.starts[index])

    def has(self, number: int) -> bool:
        """Whether the part has that row."""
        index = bisect_left(self.numbers, number)
        return index < len(self.numbers) and self.numbers[index] == number

    def after(self, number: int) -> Row | None:
        """The next row below that number."""
        index = bisect_left(self.numbers, number + 1)
        return self.row(self.numbers[index]) if index < len(self.numbers) else None

    def place(self, number: int) -> int:
        """Where a row with that number belongs: before the next one, else at the end."""
        index = bisect_left(self.numbers, number)
        return self.starts[index] if index < len(self.starts) else self.data_end


@dataclass(frozen=True, slots=True)
class _Patterns:
    data: re.Pattern[bytes]
    data_end: re.Pattern[bytes]
    row: re.Pattern[bytes]
    row_tag: re.Pattern[bytes]
    row_end: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    cell_end: re.Pattern[bytes]


@lru_cache(maxsize=16)
def patterns(prefix: bytes) -> _Patterns:
    """The searches for elements with that prefix (`x:` or nothing)."""
    name = re.escape(prefix)
    return _Patterns(
        re.compile(b"<" + name + b"sheetData" + ATTRIBUTES + b"(/?)>"), re.compile(b"</" + name + rb"sheetData\s*>"),
        re.compile(b"<" + name + rb'row(?: r="([0-9]+)")?(?=[\s/>])'),
        re.compile(b"<" + name + b"row" + ATTRIBUTES + b"(/?)>"), re.compile(b"</" + name + rb"row\s*>"),
        re.compile(b"<" + name + rb'c(?=[\s/>])(?: r="([A-Z]{1,3})[0-9]+")?' + ATTRIBUTES + b"(/?)>"),
        re.compile(b"</" + name + rb"c\s*>"))


_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])")


def read_layout(text: Text) -> Layout:
    """The rows of a sheet part. Raises UnusualSheet."""
    found = _SHEET_DATA.search(text.tags)
    if not found:
        raise UnusualSheet("no sheetData")
    prefix = found[1]
    search = patterns(prefix)
    tag = search.data.match(text.tags, found.start())
    if not tag:
        raise UnusualSheet("sheetData")
    if tag[1]:
        return Layout(text, prefix, tag.start(), tag.end(), True, (), ())
    end = search.data_end.search(text.tags, max(tag.end(), text.tags.rfind(b"sheetData") - len(prefix) - 3))
    if not end:
        raise UnusualSheet("sheetData")
    numbers, starts = _rows(text.tags, search, tag.end(), end.start())
    return Layout(text, prefix, tag.end(), end.start(), False, numbers, starts)


def _rows(tags: bytes, search: _Patterns, start: int, end: int) -> tuple[list[int], list[int]]:
    found = [(hit.start(), hit[1]) for hit in search.row.finditer(tags, start, end)]
    starts = [at for at, _ in found]
    if all(number is not None for _, number in found):
        numbers = [int(number) for _, number in found]
    else:
        numbers = []
        for at, _ in found:
            said = attributes(_tag(search.row_tag, tags, at)).get("r")
            numbers.append(int(said) if said else (numbers[-1] if numbers else 0) + 1)
    if not all(map(lt, numbers, numbers[1:])):
        raise UnusualSheet("rows out of order")
    return numbers, starts


def _tag(pattern: re.Pattern[bytes], tags: bytes, at: int) -> bytes:
    found = pattern.match(tags, at)
    if not found:
        raise UnusualSheet(tags[at:at + 40].decode("utf-8", "replace"))
    return found[0]


def _row(tags: bytes, search: _Patterns, number: int, start: int) -> Row:
    tag = _tag(search.row_tag, tags, start)
    tag_end = start + len(tag)
    if tag.endswith(b"/>"):
        return Row(number, start, tag_end, tag_end, True, attributes(tag), ())
    end = search.row_end.search(tags, tag_end)
    if not end:
        raise UnusualSheet(f"row {number}")
    return Row(number, start, tag_end, end.end(), False, attributes(tag),
               _cells(tags, search, tag_end, end.start(), number))


def _cells(tags: bytes, search: _Patterns, start: int, end: int, row: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    at = start
    while hit := search.cell.search(tags, at, end):
        if b"<" in tags[at:hit.start()]:
            raise UnusualSheet(f"row {row}")
        column = _column(hit[1]) if hit[1] else _column_said(hit[0], cells[-1].column if cells else 0)
        closing = None if hit[2] else search.cell_end.search(tags, hit.end(), end)
        if not hit[2] and not closing:
            raise UnusualSheet(f"row {row}")
        at = closing.end() if closing else hit.end()
        cells.append(Cell(column, hit.start(), hit.end(), at, hit[0]))
    if b"AlternateContent" in tags[at:end] or any(map(_not_after, cells, cells[1:])):
        raise UnusualSheet(f"row {row}")
    return tuple(cells)


def _column_said(tag: bytes, before: int) -> int:
    """The column of a cell that is not written the usual way."""
    said = attributes(tag).get("r")
    return split_reference(said)[1] if said else before + 1


_column = lru_cache(maxsize=1024)(column_number)


def _not_after(cell: Cell, following: Cell) -> bool:
    return cell.column >= following.column
