"""A workbook that passed the guard: its book of parts, and its sheets as grids, each read once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .book import Book, Table, read_book
from .guard import check_workbook
from .known import Grid, GridKey, Known, PartKey, part_key
from .problems import as_store_error
from .reader import read_grids

_SHARED = ("sharedStrings", "styles")


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that passed the guard. `keys`: title of each worksheet -> what its values depend on."""

    path: Path
    book: Book
    keys: Mapping[str, GridKey]
    known: Known

    def grids(self, titles: Sequence[str]) -> Mapping[str, Grid]:
        """Those sheets. Raises StoreError where the reader cannot make sense of one."""
        grids, sheets = self.known.grids, self.book.sheets
        missing = [title for title in titles if self.keys[title] not in grids]
        if missing:
            with as_store_error(self.path):
                found = read_grids(self.book, [sheets[title].part for title in missing])
            grids |= {self.keys[title]: found[sheets[title].part] for title in missing}
        self.book.archive.forget()
        return {title: grids[self.keys[title]] for title in titles}

    def tables(self, title: str) -> Collection[Table]:
        """Those of that sheet. Raises StoreError."""
        with as_store_error(self.path):
            return self.book.tables(self.book.sheets[title]).values()


def open_workbook(content: bytes, path: Path, known: Known | None = None) -> Workbook:
    """The workbook of these bytes. Raises StoreError for anything that is not a sound workbook."""
    known = Known() if known is None else known
    package, parts = check_workbook(content, path, known)
    with as_store_error(path):
        book = read_book(package)
        around = _around(book)
        keys = {title: (title, (_key(book, sheet.part), *around)) for title, sheet in book.sheets.items()
                if sheet.part in parts}
        known.keep_only((part_key(member.entry) for member in package.members.values()), keys.values())
        return Workbook(path, book, keys, known)


def _around(book: Book) -> tuple[PartKey, ...]:
    """The parts on which the values of every sheet depend: strings, formats, and the date system."""
    return tuple(_key(book, part) for part in (book.workbook, *(book.others.get(kind) for kind in _SHARED)) if part)


def _key(book: Book, part: str) -> PartKey:
    return part_key(book.archive.members[part].entry)
