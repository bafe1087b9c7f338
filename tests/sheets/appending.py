"""values.append: Google guesses a table near the range and writes below it (recorded answers, gspread #537, #603).

A gap in the last row shifts what is appended to the right, a blank row ends the table, and without INSERT_ROWS the
cells below are overwritten. The engine never appends; this is here because people's scripts do.
"""

from __future__ import annotations

from .areas import Area
from .book import Book, Json
from .draft import Draft
from .formulas.results import Value
from .kinds.dimensions import insert_dimension
from .ranges import written
from .writing import write


def append(draft: Draft, area: Area, body: Json, option: str, *, insert_rows: bool) -> Json:
    """AppendValuesResponse without spreadsheetId; without tableRange when there is no table."""
    table = _table(draft.book, area)
    top, left = (table.bottom, table.left) if table else (area.top, area.left)
    rows = body.get("values") or []
    height = max(map(len, rows), default=0) if body.get("majorDimension") == "COLUMNS" else len(rows)
    _make_room(draft, area.sheet_id, top, left, height, rows, insert_rows=insert_rows and table is not None)
    updates, _ = write(draft, Area(area.sheet_id, top, left, top + 1, left + 1), body, option)
    return ({"tableRange": written(draft.book, table)} if table else {}) | {"updates": updates}


def _make_room(draft: Draft, sheet_id: int, top: int, left: int, height: int, rows: list[list[object]], *,
               insert_rows: bool) -> None:
    """The sheet grows when it is too small."""
    grid = draft.sheet(sheet_id).grid
    if insert_rows and height:
        insert_dimension(draft, {"range": {"sheetId": sheet_id, "dimension": "ROWS", "startIndex": top,
                                           "endIndex": top + height}})
    if top + height > grid.row_count:
        grid.insert_rows(grid.row_count, top + height - grid.row_count)
    width = left + max(map(len, rows), default=0)
    if width > grid.column_count:
        grid.resize(grid.row_count, width)


def _table(book: Book, area: Area) -> Area | None:
    """The block of cells around the last cell with content in the range."""
    seen = _Contents(book, area.sheet_id)
    for row in range(min(area.bottom, seen.bottom) - 1, area.top - 1, -1):
        for column in range(area.right - 1, area.left - 1, -1):
            if seen.has(row, column):
                return _grown(seen, Area(area.sheet_id, row, column, row + 1, column + 1))
    return None


def _grown(seen: _Contents, block: Area) -> Area:
    """Wider as long as a neighbouring row or column has something in it."""
    while True:
        wider = block
        for change in ({"top": block.top - 1}, {"left": block.left - 1}, {"bottom": block.bottom + 1},
                       {"right": block.right + 1}):
            if seen.any_in(block, change):
                wider = wider._replace(**change)
        if wider == block:
            return block
        block = wider


class _Contents:
    """Which cells of a sheet have a content or a result."""

    def __init__(self, book: Book, sheet_id: int) -> None:
        self._grid, self._results = book.sheet(sheet_id).grid, book.results()
        self._sheet_id = sheet_id
        spilled = (key[1] + 1 for key in self._results.values if key[0] == sheet_id) if self._results else ()
        self.bottom = max([len(self._grid.rows), *spilled])

    def has(self, row: int, column: int) -> bool:
        value: Value = self._grid.get(row, column).value
        if self._results is not None:
            value = self._results.at(self._sheet_id, row, column)
        return value is not None

    def any_in(self, block: Area, change: dict[str, int]) -> bool:
        """Whether the row or column that the change adds has anything in it."""
        (side, place), = change.items()
        if place < 0 or (side == "bottom" and place > self._grid.row_count) or (
                side == "right" and place > self._grid.column_count):
            return False
        if side in ("top", "bottom"):
            row = place if side == "top" else place - 1
            return any(self.has(row, column) for column in range(block.left, block.right))
        column = place if side == "left" else place - 1
        return any(self.has(row, column) for row in range(block.top, block.bottom))
