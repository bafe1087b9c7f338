"""Our reader against openpyxl: every cell stands where it stands, and holds what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from rma_sheets.adapters.excel.workbook import open_workbook
from rma_sheets.errors import StoreError
from rma_sheets.model.values import CellError, Formula

from .book import BookParts, SheetPart
from .values import Grid, openpyxl_cells, read_by, same

_MOMENT = (date, time, timedelta)


def compare_reading(book: BookParts, sheet: SheetPart, path: Path) -> Iterator[str]:
    """What our reader tells otherwise than openpyxl of that sheet; nothing where one of them does not read it.

    Cells in alternatives for different programs are none to openpyxl.
    """
    told, _ = read_by(openpyxl_cells, book.content, sheet.title)
    if told is None or sheet.root.find("{*}sheetData//{*}AlternateContent") is not None:
        return
    theirs, links = told
    try:
        ours, hidden = _grid(book.content, sheet.title, path)
    except StoreError:
        return
    for place in sorted(ours.keys() | theirs.keys() - hidden):
        if not (_agree(ours.get(place), theirs.get(place)) or (place in links and place not in ours)):
            yield f"reader: {place}: {ours.get(place)!r}, openpyxl has {theirs.get(place)!r}"


def _grid(content: bytes, title: str, path: Path) -> tuple[Grid, set[tuple[int, int]]]:
    """Ours, without the cells that a merged one hides, which openpyxl forgets; and these."""
    grid = open_workbook(content, path).grids([title])[title]
    hidden = {(row, column) for top, left, bottom, right in grid.merged for row in range(top, bottom + 1)
              for column in range(left, right + 1)} - {area[:2] for area in grid.merged}
    return {(number, column): value for number, row in enumerate(grid.rows, 1)
            for column, value in enumerate(row, 1) if value is not None and (number, column) not in hidden}, hidden


def _agree(ours: Any, theirs: Any) -> bool:
    """Readers differ in which formats they take for days, and openpyxl keeps blanks that XML does not tell to keep."""
    if isinstance(ours, Formula):
        return isinstance(theirs, str) and theirs != ""
    if isinstance(ours, CellError):
        return bool(ours.text == theirs)
    if isinstance(ours, _MOMENT) != isinstance(theirs, _MOMENT):
        return theirs is not None and ours is not None and not isinstance(theirs, str)
    return same(ours, theirs) or (isinstance(theirs, str) and same(ours, theirs.strip()))
