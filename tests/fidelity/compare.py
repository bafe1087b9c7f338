"""One patched sheet against the workbook before: bytes of the zip, XML of the touched parts, values as read.
"""

from __future__ import annotations

from collections.abc import Iterator

from .book import BookParts, SheetPart, read_book
from .meant import Meant
from .members import compare_members
from .parts import compare_sheet, compare_styles, compare_table, compare_workbook
from .values import compare_values


def compare(book: BookParts, sheet: SheetPart, after: bytes, meant: Meant) -> Iterator[str]:
    """All that differs beside what was meant, by everything that can read the two."""
    before, allowed, gone = book.content, {sheet.part, book.workbook, *sheet.tables}, set[str]()
    if book.styles:
        allowed.add(book.styles)
    else:
        allowed |= {"xl/styles.xml", *(name for key, name in book.names.items()
                                       if key == "[content_types].xml" or key.endswith("workbook.xml.rels"))}
    yield from compare_members(before, after, allowed, gone)
    new = read_book(after)
    yield from compare_sheet(book.read(sheet.part), new.read(sheet.part), meant)
    yield from compare_workbook(book.read(book.workbook), new.read(book.workbook))
    if book.styles:
        yield from compare_styles(book.read(book.styles), new.read(book.styles))
    for table in sheet.tables:
        yield from compare_table(book.read(table), new.read(table), meant)
    yield from compare_values(before, after, meant)
