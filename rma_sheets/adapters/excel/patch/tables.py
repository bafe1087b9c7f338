"""The tables of a sheet, which grow with the rows under them.

Excel takes a table away that is not right in every detail. So one with totals, with another table in its way, or whose
headers would change is refused; and only one that begins with the register's headers grows at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rma_sheets.adapters.excel.addresses import Range, range_reference
from rma_sheets.adapters.excel.archive import Pieces
from rma_sheets.adapters.excel.book import Table
from rma_sheets.adapters.excel.change import SheetChange
from rma_sheets.adapters.excel.refusal import Refusal

from .growth import Growth
from .markup import start_tags, with_attribute, without_attribute
from .text import read_text, spliced

_TABLE, _FILTER = start_tags(b"table"), start_tags(b"autoFilter")


def grown_tables(tables: Mapping[str, Table], change: SheetChange) -> tuple[Growth | None, Mapping[str, Range]]:
    """How a sheet grows, and the areas of its tables (by their part's name) that grow with it.

    Raises Refusal where a header would change, a table shows totals below its last row, or another one stands in its
    way.
    """
    for table in tables.values():
        _check_header(table, change)
    last, reached = max(change.cells, default=0), change.last_row
    grown: dict[str, Range] = {}
    for name, table in tables.items():
        top, left, bottom, right = table.area
        if not _is_of_register(table, change):
            continue
        if table.totals and last > min(bottom, change.last_row):
            raise Refusal("totals-row", tab=change.title, row=bottom)
        if bottom >= last:
            continue
        _check_room(table.area, last, (other.area for each, other in tables.items() if each != name), change)
        reached = min(reached, bottom)
        grown[name] = top, left, last, right
    return (Growth(change, reached, last, bool(grown)) if last > reached else None), grown


def table_over(part: bytes, area: Range) -> Pieces:
    """The table's part over that area, its filter with it; one that had no rows (`insertRow`) has some now."""
    text = read_text(part)
    found = [hit for pattern in (_TABLE, _FILTER) for hit in [pattern.search(text.tags)] if hit]
    return spliced(text, [(hit.start(), hit.end(), without_attribute(
        with_attribute(hit[0], "ref", range_reference(area)), "insertRow")) for hit in found])


def _is_of_register(table: Table, change: SheetChange) -> bool:
    """Whether that table holds the rows that change, and is not one that the shop keeps beside them."""
    top, left, _, right = table.area
    return top == change.header_row and any(left <= column <= right for column in change.columns())


def _check_header(table: Table, change: SheetChange) -> None:
    top, left, _, right = table.area
    if table.headed and any(left <= column <= right for column in change.cells.get(top, {})):
        raise Refusal("table-header" if top <= change.last_row else "table-below", tab=change.title, row=top)


def _check_room(area: Range, last: int, others: Iterable[Range], change: SheetChange) -> None:
    """Raises Refusal where a table that grows down to `last` would run into another one."""
    _, left, bottom, right = area
    for top, first, end, final in others:
        if top <= last and end > bottom and first <= right and final >= left:
            raise Refusal("table-below", tab=change.title, row=top)
