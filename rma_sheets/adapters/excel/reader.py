"""Sheets as grids: the scan looks at a stretch first, then calamine reads its values in a second thread, where it needs
no interpreter, while the one before becomes rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from .archive import Pieces
from .book import Book
from .cells import CellValues
from .encoding import as_utf8
from .grids import RowsFrom, make_grid, make_rows
from .known import Grid
from .private import PrivateWorkbook
from .scan import scan_sheet
from .sheetfacts import SheetScan
from .stretches import stretches


def read_grids(book: Book, parts: Sequence[str]) -> Mapping[str, Grid]:
    """Those sheet parts as grids, by name in the zip. Raises ValueError where the reader cannot make sense of one."""
    try:
        return _read(book, parts, stretches)
    except ValueError:      # rows out of order, cells without a reference: what does not show before it is read
        return _read(book, parts, lambda part: [[part]])


def _read(book: Book, parts: Sequence[str], cut: Callable[[bytes], list[Pieces]]) -> Mapping[str, Grid]:
    cuts = {name: cut(as_utf8(book.archive.take(name))) for name in parts}
    names = [name for name, sheets in cuts.items() for _ in sheets]
    found: dict[str, list[RowsFrom]] = defaultdict(list)
    for name, rows in zip(names, _rows(book, list(cuts.values())), strict=True):
        found[name].append(rows)
    return {name: make_grid(each) for name, each in found.items()}


def _rows(book: Book, cuts: Iterable[list[Pieces]]) -> Iterator[RowsFrom]:
    """The rows of each sheet of each cut, the reader always one ahead."""
    sheets = [(sheet, len(cut) == 1) for cut in cuts for sheet in cut]
    workbook, values = _opened(book, [sheet for sheet, _ in sheets]), CellValues()
    with ThreadPoolExecutor(1) as thread:
        before: tuple[Future[CalamineSheet], SheetScan] | None = None
        for number, (sheet, whole) in enumerate(sheets, 1):
            scan = scan_sheet(b"".join(sheet), whole=whole, rich="sheetMetadata" in book.others)
            read = thread.submit(_sheet, workbook, number)
            if before:
                yield _made(*before, values)
            before = read, scan
        if before:
            yield _made(*before, values)


def _made(read: Future[CalamineSheet], scan: SheetScan, values: CellValues) -> RowsFrom:
    sheet = read.result()
    start = sheet.start or (0, 0)     # the reader begins at the first row and column that are filled
    return make_rows(sheet.to_python(), start, scan, values)


def _opened(book: Book, sheets: list[Pieces]) -> CalamineWorkbook:
    with _as_value_error():
        return CalamineWorkbook.from_filelike(PrivateWorkbook(book, sheets))


def _sheet(workbook: CalamineWorkbook, number: int) -> CalamineSheet:
    with _as_value_error():
        return workbook.get_sheet_by_name(str(number))


@contextmanager
def _as_value_error() -> Iterator[None]:
    try:
        yield
    except (CalamineError, OSError) as error:
        raise ValueError(str(error)) from error
