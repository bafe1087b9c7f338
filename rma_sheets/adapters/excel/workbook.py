"""A workbook that passed the guard: its book of parts, and its sheets as grids, each read once.

calamine reads the values, the scans what it does not tell.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from .book import Book, Table, read_book
from .grids import make_grid
from .guard import check_workbook
from .known import Grid, GridKey, Known, PartKey, part_key
from .mend import for_calamine, is_odd
from .problems import as_store_error
from .scan import scan_sheet

_SHARED = ("sharedStrings", "styles")


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that passed the guard.

    `usual`: title of each worksheet -> whether it is written the usual way; `keys`: title -> what its values depend
    on; `odd`: the reader needs a private copy.
    """

    path: Path
    book: Book
    usual: Mapping[str, bool]
    keys: Mapping[str, GridKey]
    known: Known
    odd: bool

    def grids(self, titles: Sequence[str]) -> Mapping[str, Grid]:
        """Those sheets. Raises StoreError where the reader cannot make sense of one."""
        grids = self.known.grids
        missing = [title for title in titles if self.keys[title] not in grids]
        with as_store_error(self.path):
            grids |= {self.keys[title]: grid for title, grid in self._read(missing)} if missing else {}
        return {title: grids[self.keys[title]] for title in titles}

    def tables(self, title: str) -> Collection[Table]:
        """Those of that sheet. Raises StoreError."""
        with as_store_error(self.path):
            return self.book.tables(self.book.sheets[title]).values()

    def _read(self, titles: Sequence[str]) -> Iterator[tuple[str, Grid]]:
        """The scan looks at the bytes in a thread of its own while the reader reads, which lets go of the interpreter
        and is quicker with memory in the thread that the process began with."""
        book = self.book
        with _opened(book, odd=self.odd) as workbook, ThreadPoolExecutor(1) as thread:
            parts = [book.archive.read(book.sheets[title].part) for title in titles]
            scans = [thread.submit(scan_sheet, part, usual=self.usual[title])
                     for title, part in zip(titles, parts, strict=True)]
            for title, scan in zip(titles, scans, strict=True):
                rows = _rows(workbook, title)
                yield title, make_grid(rows, scan.result())


def open_workbook(content: bytes, path: Path, known: Known | None = None) -> Workbook:
    """The workbook of these bytes. Raises StoreError for anything that is not a sound workbook."""
    known = Known() if known is None else known
    package, checked = check_workbook(content, path, known)
    with as_store_error(path):
        book = read_book(package)
        usual = {title: checked[sheet.part] for title, sheet in book.sheets.items() if sheet.part in checked}
        around = _around(book)
        keys = {title: (title, (_key(book, book.sheets[title].part), *around)) for title in usual}
        known.keep_only((part_key(member.entry) for member in package.members.values()), keys.values())
        return Workbook(path, book, usual, keys, known, is_odd(book))


def _around(book: Book) -> tuple[PartKey, ...]:
    """The parts on which the values of every sheet depend: strings, formats, and the date system."""
    return tuple(_key(book, part) for part in (book.workbook, *(book.others.get(kind) for kind in _SHARED)) if part)


def _key(book: Book, part: str) -> PartKey:
    return part_key(book.archive.members[part].entry)


def _opened(book: Book, *, odd: bool) -> CalamineWorkbook:
    content = for_calamine(book) if odd else book.archive.content
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError:
        content = for_calamine(book)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (CalamineError, OSError) as error:
        raise ValueError(str(error)) from error


def _rows(workbook: CalamineWorkbook, title: str) -> Iterable[Sequence[object]]:
    """From A1 on, one by one. Raises ValueError where the reader cannot make sense of the sheet."""
    try:
        return _from_a1(workbook.get_sheet_by_name(title))
    except (CalamineError, OSError) as error:
        raise ValueError(str(error)) from error


def _from_a1(sheet: CalamineSheet) -> Iterator[Sequence[object]]:
    _, left = sheet.start or (0, 0)     # the reader begins at the first row, and at the first column that is filled
    blank = [""] * left
    yield from ([*blank, *cells] for cells in sheet.iter_rows()) if left else sheet.iter_rows()
