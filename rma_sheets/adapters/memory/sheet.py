"""`Sheet`: grids of cells, headers and title rows included, and the hands of staff that edit them.

Columns are found by name as in every store (`model/headers.py`); rows are counted from 0 below the header, as in a
snapshot. A staff action may come at any moment, also between the engine's read and its write.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rma_sheets.errors import StoreError
from rma_sheets.model.column import TabSpec
from rma_sheets.model.headers import HeaderMap, find_headers
from rma_sheets.model.snapshot import Tab
from rma_sheets.model.tab_columns import TABS, TABS_BY_KEY
from rma_sheets.model.values import CellValue, canonical

Cells = list[CellValue]


def register_grids(language: str = "en", **rows: Sequence[Mapping[str, CellValue]]) -> dict[str, list[Cells]]:
    """The tabs of a new register with these rows (tab key -> column key -> value). Raises KeyError for other names."""
    for tab, lines in rows.items():
        for key in (key for line in lines for key in line):
            TABS_BY_KEY[tab].column(key)
    return {spec.key: [[column.header(language) for column in spec.columns],
                       *([line.get(column.key) for column in spec.columns] for line in rows.get(spec.key, ()))]
            for spec in TABS}


class Sheet:
    """Tab key -> grid. `own_headers`: tab key -> the shop's own header -> column key. `changes` counts them."""

    def __init__(self, grids: Mapping[str, Sequence[Sequence[CellValue]]], *, name: str = "register",
                 own_headers: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.name = name
        self.changes = 0
        self._grids = {key: [list(row) for row in grid] for key, grid in grids.items()}
        self._own = own_headers or {}

    def cell(self, position: int, column: str, tab: str = "returns") -> CellValue:
        """What stands in that cell."""
        return self.tab(TABS_BY_KEY[tab]).cell(position, column)

    def type(self, position: int, column: str, value: CellValue, tab: str = "returns") -> None:
        """Somebody types into a cell; None clears it. Raises StoreError for a cell that is not there."""
        row, index = self.place(self.tab(TABS_BY_KEY[tab]), position, column)
        put(row, index, value)
        self.changes += 1

    def add(self, values: Mapping[str, CellValue], tab: str = "returns") -> int:
        """A new row under the last one; returns its position."""
        position = len(self.tab(TABS_BY_KEY[tab]).rows)
        self.insert(position, values, tab)
        return position

    def insert(self, position: int, values: Mapping[str, CellValue], tab: str = "returns") -> None:
        """A new row before that position."""
        self.put_rows(self.tab(TABS_BY_KEY[tab]), position, [values])
        self.changes += 1

    def delete(self, position: int, tab: str = "returns") -> None:
        """A whole row goes."""
        del self._grids[tab][self.headers(tab).row + 1 + position]
        self.changes += 1

    def copy_row(self, position: int, to: int | None = None, tab: str = "returns") -> None:
        """A whole row is copied, hidden cells included, and inserted before `to` (under the last row if None)."""
        first, rows = self.headers(tab).row + 1, self.tab(TABS_BY_KEY[tab]).rows
        self._grids[tab].insert(first + (len(rows) if to is None else to), list(rows[position]))
        self.changes += 1

    def sort(self, column: str, *, reverse: bool = False, tab: str = "returns") -> None:
        """All rows are sorted by a column, as text; blank cells come last in a rising sort."""
        headers, grid = self.headers(tab), self._grids[tab]
        index, first = headers.columns[column], headers.row + 1

        def by_cell(row: Cells) -> tuple[bool, str]:
            value = row[index] if index < len(row) else None
            return value is None, str(value)

        grid[first:] = sorted(grid[first:], key=by_cell, reverse=reverse)
        self.changes += 1

    def headers(self, tab: str) -> HeaderMap:
        """Where the columns of a tab stand. Raises StoreError where a needed one is missing or one stands twice."""
        if tab not in self._grids:
            raise StoreError("memory.no-tab", name=self.name, tab=tab)
        found = find_headers(self._grids[tab], TABS_BY_KEY[tab], self._own.get(tab))
        if found.missing or found.doubled:
            spec = TABS_BY_KEY[tab]
            headers = [*(spec.column(key).header("en") for key in found.missing), *found.doubled]
            raise StoreError("memory.bad-headers", name=self.name, tab=tab, headers=", ".join(headers))
        return found

    def tab(self, spec: TabSpec) -> Tab:
        """A tab as it stands now, as a value."""
        headers = self.headers(spec.key)
        rows = [tuple(canonical(cell) for cell in row) for row in self._grids[spec.key][headers.row + 1:]]
        while rows and all(cell is None for cell in rows[-1]):
            rows.pop()
        return Tab(spec.key, spec.title("en"), headers.columns, headers.headers, headers.row + 2, tuple(rows),
                   others=headers.others)

    def place(self, tab: Tab, position: int, column: str) -> tuple[Cells, int]:
        """The row and the index of that cell. Raises StoreError where there is none."""
        if not 0 <= position < len(tab.rows) or column not in tab.columns:
            raise StoreError("memory.no-such-cell", tab=tab.key, row=position, column=column)
        return self._grids[tab.key][tab.first_row - 1 + position], tab.columns[column]

    def put_rows(self, tab: Tab, position: int, rows: Sequence[Mapping[str, CellValue]]) -> None:
        """New rows before that position. Raises StoreError for a column that is not there, with nothing changed."""
        for column in (column for row in rows for column in row):
            if column not in tab.columns:
                raise StoreError("memory.no-such-cell", tab=tab.key, row=position, column=column)
        new: list[Cells] = [[] for _ in rows]
        for cells, row in zip(new, rows, strict=True):
            for column, value in row.items():
                put(cells, tab.columns[column], value)
        first = tab.first_row - 1 + position
        self._grids[tab.key][first:first] = new


def put(row: Cells, index: int, value: CellValue) -> None:
    """Set one cell of a row that may be shorter than that."""
    row.extend([None] * (index + 1 - len(row)))
    row[index] = canonical(value)
