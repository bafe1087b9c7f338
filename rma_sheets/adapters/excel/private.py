"""The private workbook that the reader gets: the sheets it is to read and what their cells depend on, written as it can
read them. The register itself is not touched.

calamine 0.9 finds the lists of strings and of formats by their usual names only, and no sheet whose relationship tells
of it by a path with `./`, `../` or backslashes. It refuses a list that is there but empty (no bytes at all, or one
empty element). It takes every part for UTF-8: what stands in UTF-16 it does not see, what stands in Latin-1 it refuses.
Of cell formats in alternatives for different programs (ECMA-376 part 3, 10.2) it counts each, so that cells get the
format of others and dates become numbers.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from .alternatives import ALTERNATIVES, FALLBACK
from .archive import Pieces, stored
from .book import Book
from .encoding import as_utf8, blanked
from .package import is_empty_list, is_well_formed

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_AT_ONCE = 1 << 18
"""Bytes: memory of that size is used again and again."""
_LISTS = {"styles": "xl/styles.xml", "sharedStrings": "xl/sharedStrings.xml"}


class PrivateWorkbook(io.RawIOBase):
    """The file of a workbook, not packed, with those sheet parts as its sheets `1`, `2`, ... and the lists of `book`.

    It can be read once, from the beginning, and never stands in memory as a whole.
    """

    def __init__(self, book: Book, sheets: Sequence[Pieces]) -> None:
        super().__init__()
        self._pieces = deque(memoryview(piece) for piece in stored(_parts(book, sheets), book.archive.codec))

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size` of them; none at the end."""
        while self._pieces and not self._pieces[0]:
            self._pieces.popleft()
        if not self._pieces:
            return b""
        length = min(size, _AT_ONCE) if size >= 0 else _AT_ONCE
        piece, self._pieces[0] = self._pieces[0][:length], self._pieces[0][length:]
        return bytes(piece)


def _parts(book: Book, sheets: Sequence[Pieces]) -> Mapping[str, Pieces]:
    names = {f"s{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)}
    return {"_rels/.rels": [_relations({"w": ("officeDocument", "xl/workbook.xml")})],
            "xl/_rels/workbook.xml.rels": [_relations(names)],
            "xl/workbook.xml": [_workbook(len(sheets), from_1904=book.from_1904)],
            **{name: [part] for name, part in _lists(book)},
            **{f"xl/{name}": part for (_, name), part in zip(names.values(), sheets, strict=True)}}


def _workbook(sheets: int, *, from_1904: bool) -> bytes:
    listed = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="s{number}"/>' for number in range(1, sheets + 1))
    return (f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(from_1904)}"/>'
            f"<sheets>{listed}</sheets></workbook>").encode()


def _relations(targets: Mapping[str, tuple[str, str]]) -> bytes:
    """Id -> kind and target."""
    listed = "".join(f'<Relationship Id="{reference}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
                     for reference, (kind, target) in targets.items())
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'.encode()


def lists_of(book: Book) -> Mapping[str, str]:
    """The lists of strings and formats that the workbook has: the name that the reader knows -> the one in the zip."""
    return {usual: book.others[kind] for kind, usual in _LISTS.items() if kind in book.others}


def _lists(book: Book) -> Iterator[tuple[str, bytes]]:
    for usual, name in lists_of(book).items():
        part = book.archive.read(name)
        if not is_empty_list(part):
            yield usual, _for_every_program(part) if usual == _LISTS["styles"] else as_utf8(part)


def _for_every_program(styles: bytes) -> bytes:
    """With what every program can read in place of alternatives, those in comments aside. What is not well-formed has
    none: the search would begin at each of many without an end."""
    plain = as_utf8(styles)
    if b"AlternateContent" not in plain or not is_well_formed(styles):
        return plain
    return ALTERNATIVES.sub(_fallback, blanked(plain))


def _fallback(found: re.Match[bytes]) -> bytes:
    fallback = FALLBACK.search(found[0])
    return fallback[2] if fallback else b""
