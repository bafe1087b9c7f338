"""Text files with separated values. Encoding and delimiter are found out; cells stay the text they are.

A line with more or fewer cells than the header is set aside with its number: it is neither padded nor cut, because
what slipped (an address with a comma in it) could land in the wrong column.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from rma_sheets.errors import StoreError
from rma_sheets.model.table import BadLine, Table

from .header import find_header, is_blank
from .sniff import find_delimiter

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MIXED = "utf-8, cp1252"
_SEARCHED = 30

Record = tuple[int, int, list[str]]
"""First line, last line, cells."""


def read_text_table(content: bytes, path: Path) -> Table:
    """The table of a csv file's bytes."""
    text, encoding = _decoded(content, path)
    delimiter, told_in_line = find_delimiter(text)
    if not delimiter:
        raise StoreError("imports.not-a-table", path=path)
    records = _records(text, delimiter, path, skip=told_in_line)
    first = list(islice(records, _SEARCHED))
    if not first:
        raise StoreError("imports.not-a-table", path=path)
    at = find_header([cells for _, _, cells in first])
    header = tuple(cell.strip() for cell in _trimmed(first[at][2]))
    good: list[tuple[str | None, ...]] = []
    lines: list[int] = []
    bad: list[BadLine] = []
    for line, last, cells in _chain(first[at + 1:], records):
        problem = _problem(cells, len(header), delimiter) if len(cells) != len(header) or last > line else ""
        if problem:
            bad.append(BadLine(line, last, len(cells), len(header), problem == "quote"))
        else:
            good.append(tuple([cell or None for cell in cells[:len(header)]]))
            lines.append(line)
    if not good and not bad:
        raise StoreError("imports.only-header", path=path)
    return Table(header, tuple(good), tuple(lines), first[at][0], encoding, delimiter, bad_lines=tuple(bad))


def _decoded(content: bytes, path: Path) -> tuple[str, str]:
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    if not marked and b"\0" in content:
        raise StoreError("imports.not-a-table", path=path)
    for encoding in (marked,) if marked else ("utf-8", _MIXED, "cp1252", "latin-1"):
        try:
            text = _line_by_line(content) if encoding == _MIXED else content.decode(encoding)
        except UnicodeDecodeError as error:
            if marked:
                raise StoreError("imports.damaged", path=path, reason=str(error)) from error
            continue
        if sum(sign < " " and sign not in "\t\r\n\f" for sign in text[:4096]) > len(text[:4096]) // 100:
            break
        return text, encoding
    raise StoreError("imports.not-a-table", path=path)


def _line_by_line(content: bytes) -> str:
    """Each line as UTF-8 if it is, else as cp1252: programs put lines of each into one file.

    Raises UnicodeDecodeError where no line shows that the file was meant as UTF-8.
    """
    lines = content.splitlines(keepends=True)
    if not any(not line.isascii() and _is_utf8(line) for line in lines):
        raise UnicodeDecodeError("utf-8", content, 0, 1, "no line")
    return "".join(line.decode("utf-8" if _is_utf8(line) else "cp1252") for line in lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _records(text: str, delimiter: str, path: Path, *, skip: bool) -> Iterator[Record]:
    """Records that are not blank, with their lines. Raises StoreError for a quotation that swallows the file."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    last = 0
    try:
        for cells in reader:
            first, last = last + 1, reader.line_num
            if not is_blank(cells) and not (skip and first == 1):
                yield first, last, cells
    except csv.Error as error:
        raise StoreError("imports.field-too-long", path=path, line=last + 1, most=csv.field_size_limit()) from error


def _chain(first: list[Record], rest: Iterator[Record]) -> Iterator[Record]:
    yield from first
    yield from rest


def _trimmed(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _problem(cells: list[str], width: int, delimiter: str) -> str:
    """Why the cells are no row of the header: `quote`, `width` or nothing. Blank cells beyond the header are fine."""
    if width > 2 and any(line.count(delimiter) >= width - 1 for cell in cells if "\n" in cell
                         for line in cell.split("\n")[1:]):
        return "quote"
    return "width" if len(cells) < width or any(cell.strip() for cell in cells[width:]) else ""
