"""What is changed in a sheet to see whether the rest stays: cells of every kind, each with every type of value.

Only plain cells are chosen: no formula, no array, no merged cell but its first, no header of a table, no record.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import cycle, islice

from lxml import etree

from rma_sheets.adapters.excel.change import SheetChange
from rma_sheets.model.values import CellValue

from .book import Area, Areas, BookParts, Place, SheetPart, area, cells_of, place, rows_of

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

VALUES: tuple[CellValue, ...] = (
    "plain", "Ångström & <b>“it’s” \"so\"</b>", "  spaces  ", "two\nlines", "=1+1", "_x0041_", "00123", "1E10",
    "1234567890123456", "😀 نص", 42, -7, 0, 0.1, 1e-7, 123456.789, date(2026, 11, 23), datetime(2026, 11, 23, 14, 30),
    time(9, 15), True, False, None)


@dataclass(frozen=True)
class Meant:
    """`cells`: row -> column -> value. Rows below `last_row` are new; `header_row` of the table that grows, else 0;
    `over_formulas`: cells of which the formula is to go."""

    title: str
    last_row: int
    header_row: int
    cells: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    over_formulas: frozenset[Place] = frozenset()

    def change(self) -> SheetChange:
        """The same for the patcher; rows become as high as their texts, new cells get a format where they lack one."""
        texts = {row: {column: value for column, value in cells.items() if isinstance(value, str)}
                 for row, cells in self.cells.items()}
        formats = dict.fromkeys(self.cells.get(self.last_row + 1, {}), "@")
        return SheetChange(self.title, self.last_row, self.cells, self.header_row, formats, self.over_formulas, texts)

    def places(self) -> Iterator[tuple[Place, CellValue]]:
        """Each cell that is meant."""
        return (((row, column), value) for row, cells in self.cells.items() for column, value in cells.items())


def meant_for(book: BookParts, sheet: SheetPart) -> Meant:
    """The change for one sheet: some value cells, blanks, gaps, and new rows."""
    closed = Areas([*_merged(sheet.root), *_arrays(sheet.root), *_headers(book, sheet)])
    kinds = _kinds(sheet, closed)
    header, last, left, right = _extent(book, sheet)
    values = cycle(VALUES)
    cells: dict[int, dict[int, CellValue]] = {}
    for found in kinds:
        for (row, column), value in zip(_spread(found, len(VALUES)), values, strict=False):
            cells.setdefault(row, {})[column] = value
    columns = list(islice(range(left, right + 1), 4)) or [1]
    for row in range(last + 1, min(last + 7, MOST_ROWS) + 1):
        cells.setdefault(row, {}).update({column: next(values) for column in columns if not closed.hold(row, column)})
    computed = _computed(sheet, closed)
    for row, column in computed:
        cells.setdefault(row, {})[column] = next(values)
    return Meant(sheet.title, last, header, cells, computed)


def _kinds(sheet: SheetPart, closed: Areas) -> tuple[list[Place], list[Place], list[Place]]:
    """Plain cells with a value, without one, and places in rows where no cell stands."""
    values: list[Place] = []
    blanks: list[Place] = []
    gaps: list[Place] = []
    for number, row in rows_of(sheet.root):
        if number < 1:      # some programs write a row 0, which no program shows
            continue
        there = dict(cells_of(row))
        wrapped = {place(str(cell.get("r")))[1] for cell in row.iterfind("{*}AlternateContent//{*}c")}
        for column, cell in there.items():
            if _is_plain(cell) and not closed.hold(number, column):
                (values if len(cell) else blanks).append((number, column))
        around = {column + step for column in list(there)[:3] + list(there)[-1:] for step in (-1, 1, 2)} or {1, 3}
        gaps += [(number, column) for column in sorted(around - set(there) - wrapped)
                 if 1 <= column <= MOST_COLUMNS and not closed.hold(number, column)]
    return values, blanks, gaps


def _computed(sheet: SheetPart, closed: Areas) -> frozenset[Place]:
    """The first cell with a formula of its own, if there is one."""
    found = ((number, column) for number, row in rows_of(sheet.root) for column, cell in cells_of(row)
             if number > 0 and cell.get("cm") is None and cell.get("vm") is None and not closed.hold(number, column)
             and any(not {"t", "ref"} & set(formula.attrib) for formula in cell.iterfind("{*}f")))
    return frozenset(islice(found, 1))


def _is_plain(cell: etree._Element) -> bool:
    return cell.find("{*}f") is None and cell.get("cm") is None and cell.get("vm") is None


def _merged(root: etree._Element) -> Iterator[Area]:
    """Merged ranges but for their first cell."""
    for each in root.iterfind("{*}mergeCells/{*}mergeCell"):
        top, left, bottom, right = area(str(each.get("ref")))
        yield top, left + 1, top, right
        yield top + 1, left, bottom, right


def _arrays(root: etree._Element) -> Iterator[Area]:
    return (area(str(each.get("ref"))) for each in root.iterfind("{*}sheetData/{*}row/{*}c/{*}f[@ref]")
            if each.get("t") in ("array", "dataTable"))


def tables_of(book: BookParts, sheet: SheetPart) -> Iterator[tuple[str, etree._Element]]:
    """The tables of a sheet: part and root."""
    return ((part, etree.fromstring(book.read(part))) for part in sheet.tables)


def _headers(book: BookParts, sheet: SheetPart) -> Iterator[Area]:
    for _, table in tables_of(book, sheet):
        top, left, _, right = area(str(table.get("ref")))
        yield top, left, top, right


def _extent(book: BookParts, sheet: SheetPart) -> Area:
    """Header row, last filled row, first and last column: of the table that can grow, else of all that is filled."""
    filled = [(number, column) for number, row in rows_of(sheet.root) for column, cell in cells_of(row) if len(cell)]
    last = max((row for row, _ in filled), default=0)
    for _, table in tables_of(book, sheet):
        top, left, bottom, right = area(str(table.get("ref")))
        if bottom == last and not int(table.get("totalsRowCount") or 0):
            return top, last, left, right
    columns = [column for _, column in filled] or [1]
    return 0, last, min(columns), max(columns)


def _spread(found: list[Place], number: int) -> list[Place]:
    """At most that many of them, from all over."""
    step = max(1, -(-len(found) // number))
    return found[::step]
