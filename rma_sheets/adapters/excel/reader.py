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
from .private import PrivateWorkbook
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
    workbook, values = _opened(book, [piece.given for piece in pieces]), CellValues()
    with ThreadPoolExecutor(1) as thread:
        before: tuple[Future[CalamineSheet], SheetScan] | None = None
        for number, piece in enumerate(pieces, 1):
            scan = scan_sheet(b"".join(piece.scanned), whole=piece.whole, rich="sheetMetadata" in book.others)
            if piece.scanned is piece.given and any(float(text) < NO_DAY for text in scan.numbers.values()):
                raise ValueError("a number that might end the reader")
            read = thread.submit(_sheet, workbook, number)
            if before:
                yield _made(*before, values)
            before = read, scan
        if before:
            yield _made(*before, values)


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


