"""Looks into a sheet part for what calamine does not tell: formulas, error cells, merged ranges, how far cells reach.

One cell at XFD1048576 makes a parser reserve the whole grid and die, so the scan comes first. A part as Excel,
LibreOffice and openpyxl write it is searched with a few byte patterns (0.2 s for a million cells). Anything unusual
(prefixes, comments, cells without a reference, other encodings) goes through `walk.py`, which is exact and slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rma_sheets.model.table import MOST_CELLS

from .addresses import OutOfBounds, Place, Range, column_number
from .encoding import holds_tag, is_else
from .sheetfacts import MOST_AT_ONCE, TELLING_NUMBER, SheetScan, bounded, bounded_merged
from .walk import walk_sheet

_FILLED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*(?<!/)>')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>]*)>\s*$')
_FORMULA = re.compile(rb"<f(?:[\s/][^<>]*?)?(?:/>|>[^<]*</f>)")
_FAILED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?=[^<>]*\st="e")[^<>]*>\s*<v>([^<]*)</v>')
_VALUE = re.compile(b"<v(?: |>(" + TELLING_NUMBER.pattern.encode() + b")</v>|>(Err:))")
"""A number that tells more than the reader, an error of LibreOffice, or a value with attributes, which nothing here is
made for."""
_MERGED = re.compile(rb'<mergeCell\s[^<>]*?ref=["\']([A-Za-z]+)([0-9]+)(?::([A-Za-z]+)([0-9]+))?["\']')
_ARRAY = re.compile(rb"""\st=["'](?:array|dataTable)["']""")
_ARRAY_RANGE = re.compile(rb"""\sref=["']([A-Za-z]+)([0-9]+)(?::([A-Za-z]+)([0-9]+))?["']""")
_LINKED = re.compile(rb"""<c r="([A-Z]{1,3})([0-9]{1,7})"(?=[^<>]*\s[cv]m=["'])""")
_LONGEST_TAG = 2_000
"""Bytes. A longer one is a formula's text, or blanks: looking further for each of many would never end."""
_TYPE = re.compile(rb'\st="(\w+)"')
_ODD_CELL = re.compile(rb'<c(?! r="[AB]?[A-Z][0-9]{1,5}")[\s>/]')
"""One that does not say where it stands in the usual way, or stands beyond BZ99999; `_UNNAMED` is the former."""
_UNNAMED = re.compile(rb'<c(?! r="[A-Z]{1,3}[0-9]{1,7}")[\s>/]')
_PREFIXED = re.compile(rb":(?:c|row|sheetData)[\s>/]"), re.compile(rb"<[^\s<>/:]+:(?:c|row|sheetData)[\s>/]")
"""A quick look that may find too much, and the exact one."""


def scan_sheet(content: bytes, *, whole: bool = True, rich: bool = True) -> SheetScan:
    """What stands in the part; and that no cell stands so far out that a reader would take all memory for it.

    Formatted but empty cells count only where the first look is too coarse. Raises OutOfBounds; ValueError where the
    careful way meets XML that is not well-formed, or would have to know what stands above a part that is not `whole`.
    `rich`: the workbook describes values that live elsewhere (ECMA-376 18.9), so that cells may name one.
    """
    odd = _ODD_CELL.search(content) is not None
    usual = _is_usual(content, odd=odd)
    if not whole and (not usual or content.count(b"<sheetData") > 1):
        raise ValueError("cells without a reference, or two sheets in one")
    if not usual:
        return walk_sheet(content)
    most = MOST_AT_ONCE if whole else MOST_CELLS
    if odd:
        _check_far(content, most)
    return _quick_scan(content, most, rich=rich)


def _quick_scan(content: bytes, most: int, *, rich: bool) -> SheetScan:
    computed = list(_FORMULA.finditer(content)) if b"<f" in content else []
    formulas = dict(place for hit in computed for place in _cell_of(content, hit))
    told = len(formulas) == len(re.findall(rb"<f[\s/>]", content)) if computed else True
    values = list(_VALUE.finditer(content))
    may_fail = b"#" in content or any(hit[2] for hit in values)     # every other error has it (ECMA-376 18.17.3)
    if (may_fail and b"t='e'" in content) or not (told and all(hit[1] or hit[2] for hit in values)):
        return walk_sheet(content, most)
    errors = {_place(hit): hit[3].decode() for hit in _FAILED.finditer(content)} if may_fail else {}
    numbers = {place: hit[1].decode() for hit in values if hit[1]
               for place, kind in _cell_of(content, hit) if kind == "n"}
    may_link = rich and (b"cm=" in content or b"vm=" in content)
    linked = tuple(_place(hit) * 2 for hit in _LINKED.finditer(content)) if may_link else ()
    return SheetScan(formulas, errors, bounded_merged(_merged(content)), numbers, tuple(_arrays(computed)), linked)


def _is_usual(content: bytes, *, odd: bool) -> bool:
    """Whether the searches are exact. `odd`: it has a cell of `_ODD_CELL`."""
    return not (is_else(content) or holds_tag(content, b"!") or all(look.search(content) for look in _PREFIXED)
                or (odd and _UNNAMED.search(content)))


def _check_far(content: bytes, most: int) -> None:
    rows = max(map(int, set(re.findall(rb'<c r="[A-Z]+([0-9]+)"', content))), default=0)
    columns = max(map(column_number, set(re.findall(rb'<c r="([A-Z]+)', content))), default=0)
    try:
        bounded(rows, columns, most)
    except OutOfBounds:
        filled = {(int(hit[2]), column_number(hit[1])) for hit in _FILLED.finditer(content)}
        bounded(max((row for row, _ in filled), default=0), max((column for _, column in filled), default=0), most)


def _merged(content: bytes) -> Iterator[Range]:
    after_cells = max(content.rfind(b"</sheetData"), 0)
    return (_range(*(part.decode() if part else "" for part in hit.groups()))
            for hit in _MERGED.finditer(content, after_cells))


def _arrays(computed: Iterable[re.Match[bytes]]) -> Iterator[Range]:
    """Ranges in which no single cell can be changed (ECMA-376 18.3.1.40)."""
    tags = (hit[0].partition(b">")[0] for hit in computed)
    ranges = (_ARRAY_RANGE.search(tag) for tag in tags if _ARRAY.search(tag))
    return (_range(*(part.decode() if part else "" for part in found.groups())) for found in ranges if found)


def _cell_of(content: bytes, inside: re.Match[bytes]) -> Iterator[tuple[Place, str]]:
    """Place and type of the cell in which that stands first; nothing where something else stands before it."""
    at = content.rfind(b"<c ", max(inside.start() - _LONGEST_TAG, 0), inside.start())
    cell = _CELL.match(content, at, inside.start()) if at >= 0 else None
    if cell:
        yield _place(cell), _type(cell[3])


def _place(hit: re.Match[bytes]) -> Place:
    return int(hit[2]), column_number(hit[1])


def _range(left: str, top: str, right: str, bottom: str) -> Range:
    return int(top), column_number(left.upper()), int(bottom or top), column_number((right or left).upper())


def _type(attributes: bytes) -> str:
    found = _TYPE.search(attributes)
    return found[1].decode() if found else "n"
