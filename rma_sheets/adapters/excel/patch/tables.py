"""The tables of a sheet, which grow with the rows under them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rma_sheets.adapters.excel.package import parse_part

from .cellxml import reference
from .change import Refusal, SheetChange
from .follow import Growth
from .frame import read_range
from .markup import ATTRIBUTES, Pieces, attributes, read_text, spliced, with_attribute

_TABLE = re.compile(rb"<(?:[\w.-]+:)?table(?=[\s/>])" + ATTRIBUTES + b"/?>")
_FILTER = re.compile(rb"<(?:[\w.-]+:)?autoFilter(?=[\s/>])" + ATTRIBUTES + b"/?>")


def grown_tables(parts: dict[str, bytes], change: SheetChange) -> tuple[Growth | None, dict[str, Pieces]]:
    """How a sheet grows, and its tables (part name -> content) that grow with it.

    Raises Refusal where a table shows totals below its last row, or another one stands in its way.
    """
    areas = {name: _area(part) for name, part in parts.items()}
    _check_headers((area for area, _ in areas.values()), change)
    last, reached = max(change.cells, default=0), change.last_row
    grown: dict[str, Pieces] = {}
    for name, (area, totals) in areas.items():
        top, left, bottom, right = read_range(area)
        if not _is_of_register(area, change) or bottom >= last:
            continue
        if totals:
            raise Refusal("totals-row", tab=change.title, row=bottom)
        after = f"{reference(top, left)}:{reference(last, right)}"
        _check_room(area, after, (other for each, (other, _) in areas.items() if each != name), change)
        reached = min(reached, bottom)
        grown[name] = _grown(parts[name], after)
    return (Growth(change, reached, last) if last > reached else None), grown


def _area(part: bytes) -> tuple[str, bool]:
    """The range of a table, and whether a row of totals is its last. Raises ValueError."""
    parse_part(part)
    found = _TABLE.search(read_text(part).tags)
    said = attributes(found[0]) if found else {}
    if "ref" not in said:
        raise ValueError("table")
    return said["ref"], said.get("totalsRowCount", "0") not in ("0", "")


def _grown(part: bytes, area: str) -> Pieces:
    """The table over that area, its filter with it."""
    text = read_text(part)
    found = [hit for pattern in (_TABLE, _FILTER) for hit in [pattern.search(text.tags)] if hit]
    return spliced(text, [(hit.start(), hit.end(), with_attribute(hit[0], "ref", area)) for hit in found])


def _is_of_register(area: str, change: SheetChange) -> bool:
    """Whether that table holds the rows that change, and is not one that the shop keeps beside them."""
    top, left, _, right = read_range(area)
    columns = {column for cells in change.cells.values() for column in cells} | set(change.formats)
    return top == change.header_row and any(left <= column <= right for column in columns)


def _check_headers(areas: Iterable[str], change: SheetChange) -> None:
    """Raises Refusal for a change in the headers of a table, which its part tells too."""
    for area in areas:
        top, left, _, right = read_range(area)
        if any(left <= column <= right for column in change.cells.get(top, {})):
            raise Refusal("table-header", tab=change.title, row=top)


def _check_room(area: str, after: str, others: Iterable[str], change: SheetChange) -> None:
    """Raises Refusal where a table that grows would run into another one."""
    bottom, (_, left, last, right) = read_range(area)[2], read_range(after)
    for other in others:
        top, first, end, final = read_range(other)
        if top <= last and end > bottom and first <= right and final >= left:
            raise Refusal("table-below", tab=change.title, row=top)
