"""One patched sheet against the workbook before: bytes of the zip, XML of the touched parts, values as read.
"""

from __future__ import annotations

from collections.abc import Iterator

from .book import BookParts, SheetPart, cells_of, place, read_book, rows_of
from .chain import chain_of, compare_told, told_of_chain
from .looks import compare_looks
from .meant import Meant
from .members import compare_members
from .parts import compare_sheet, compare_styles, compare_table, compare_workbook
from .values import compare_values

_MOST_CELLS = 20_000_000


def compare(book: BookParts, sheet: SheetPart, after: bytes, meant: Meant,
            unread: dict[str, int] | None = None) -> Iterator[str]:
    """All that differs beside what was meant, by everything that can read the two; `unread` counts who could not."""
    before, new = book.content, read_book(after)
    allowed = {sheet.part, book.workbook, *sheet.tables, *([book.styles] if book.styles else _of_new_styles(book, new))}
    chain = chain_of(book) if meant.over_formulas else set()
    yield from compare_members(before, after, allowed | (told_of_chain(book) if chain else set()), chain)
    yield from compare_told(book, new, chain)
    yield from compare_sheet(book.read(sheet.part), new.read(sheet.part), meant)
    computes = any(name.lower().endswith("calcchain.xml") for name in book.names) or any(
        each.root.find(".//{*}f") is not None for each in book.sheets)
    yield from compare_workbook(book.read(book.workbook), new.read(book.workbook), max(meant.cells, default=0),
                                computes=computes)
    if book.styles and book.read(book.styles).strip():
        yield from compare_styles(book.read(book.styles), new.read(book.styles))
    yield from compare_looks(book, new, sheet, meant)
    for table in sheet.tables:
        yield from compare_table(book.read(table), new.read(table), meant)
    yield from compare_values(before, after, meant, () if _is_for_calamine(book, sheet, meant) else ("calamine",),
                              {} if unread is None else unread)


def _of_new_styles(book: BookParts, new: BookParts) -> set[str]:
    """What may change where there is no list of formats yet: one more part, and what tells of it."""
    told = {name for key, name in book.names.items()
            if key == "[content_types].xml" or key.endswith(("workbook.xml.rels", "styles.xml"))}
    return told | (set(new.names.values()) - set(book.names.values()))


def _is_for_calamine(book: BookParts, sheet: SheetPart, meant: Meant) -> bool:
    """It ends the process over a grid that is too large, and counts a format in alternatives twice."""
    alternatives = bool(book.styles) and b"AlternateContent" in book.read(book.styles)
    return not alternatives and _cells(sheet, meant) <= _MOST_CELLS


def _cells(sheet: SheetPart, meant: Meant) -> int:
    """How many a grid over the whole sheet has."""
    rows = [number for number, _ in rows_of(sheet.root)] + list(meant.cells)
    columns = [column for _, row in rows_of(sheet.root) for column, _ in cells_of(row)] + [30]
    rows += [place(str(cell.get("r")))[0] for cell in sheet.root.iterfind("{*}sheetData/{*}row/{*}c[@r]")]
    return max(rows, default=1) * max(columns)
