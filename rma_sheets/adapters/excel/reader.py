"""Sheets as grids: the scan looks at a stretch first, then calamine reads its values in a second thread, where it needs
no interpreter, while the one before becomes rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from python_calamine import CalamineSheet, CalamineWorkbook

from rma_sheets.adapters.calamine import calamine_errors

from .archive import Pieces
from .book import Book
from .cells import CellValues
from .grids import RowsFrom, make_grid, make_rows
from .known import Grid
from .private import PrivateWorkbook, lists_of
from .scan import scan_sheet
from .sheetfacts import SheetScan
from .simpler import NO_DAY, flattened, tamed
from .stretches import stretches


def read_grids(book: Book, parts: Sequence[str]) -> Mapping[str, Grid]:
    """Those sheet parts as grids, by name in the zip. Raises ValueError where the reader cannot make sense of one."""
    try:
        return _read(book, parts, _in_stretches)
    except ValueError:      # rows out of order, cells without a reference or that stop the reader: it shows only then
        return _read(book, parts, _as_one)


_WORKBOOK, _LISTS = 8_000_000, 10
"""A private workbook has at least as many bytes, and as many times those of its lists."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What the scan looks at and what the reader gets. `name`: of the part in the zip; `whole`: it is all of it."""

    name: str
    scanned: Pieces
    given: Pieces
    whole: bool


def _in_stretches(name: str, part: bytes) -> list[_Piece]:
    cut = stretches(part)
    return [_Piece(name, xml, xml, len(cut) == 1) for xml in cut]


def _as_one(name: str, part: bytes) -> list[_Piece]:
    return [_Piece(name, [part], [tamed(part)], True)]


def _read(book: Book, parts: Sequence[str], cut: Callable[[str, bytes], list[_Piece]]) -> Mapping[str, Grid]:
    pieces = [piece for name in parts for piece in cut(name, flattened(book.archive.take(name)))]
    found: dict[str, list[RowsFrom]] = defaultdict(list)
    for piece, rows in zip(pieces, _rows(book, pieces), strict=True):
        found[piece.name].append(rows)
    return {name: make_grid(each) for name, each in found.items()}


def _rows(book: Book, pieces: Sequence[_Piece]) -> Iterator[RowsFrom]:
    """The rows of each piece, the reader always one ahead."""
    values = CellValues()
    with ThreadPoolExecutor(1) as thread:
        before: tuple[Future[CalamineSheet], SheetScan] | None = None
        for workbook, number, piece in _in_workbooks(book, pieces):
            scan = scan_sheet(b"".join(piece.scanned), whole=piece.whole, rich="sheetMetadata" in book.others)
            if piece.scanned is piece.given and any(float(text) < NO_DAY for text in scan.numbers.values()):
                raise ValueError("a number that might end the reader")
            read = thread.submit(_sheet, workbook, number)
            if before:
                yield _made(*before, values)
            before = read, scan
        if before:
            yield _made(*before, values)


def _in_workbooks(book: Book, pieces: Sequence[_Piece]) -> Iterator[tuple[CalamineWorkbook, int, _Piece]]:
    """Each piece with the workbook that holds it and its number there. The reader makes copies of a workbook when it
    opens one, which for a small one costs next to nothing; and it reads the lists of strings and formats each time."""
    least = max(_WORKBOOK, _LISTS * sum(book.archive.members[name].entry.size for name in lists_of(book).values()))
    group: list[_Piece] = []
    for at, piece in enumerate(pieces, 1):
        group.append(piece)
        if at == len(pieces) or sum(len(xml) for each in group for xml in each.given) >= least:
            workbook = _opened(book, [each.given for each in group])
            yield from ((workbook, number, each) for number, each in enumerate(group, 1))
            group = []


def _made(read: Future[CalamineSheet], scan: SheetScan, values: CellValues) -> RowsFrom:
    sheet = read.result()
    if sheet.start is None:
        return make_rows([], (0, 0), scan, values)
    with calamine_errors():     # the reader begins at the first row and column that are filled, `iter_rows` at row 1
        return make_rows(sheet.to_python() if sheet.start[0] else sheet.iter_rows(), sheet.start, scan, values)


def _opened(book: Book, sheets: list[Pieces]) -> CalamineWorkbook:
    with calamine_errors():
        return CalamineWorkbook.from_filelike(PrivateWorkbook(book, sheets))


def _sheet(workbook: CalamineWorkbook, number: int) -> CalamineSheet:
    with calamine_errors():
        return workbook.get_sheet_by_name(str(number))


