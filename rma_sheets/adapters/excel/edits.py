"""What is to change in a sheet, as the writer takes it, and what every tab must hold afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rma_sheets.errors import StoreError
from rma_sheets.model.column import Kind
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import Row, Snapshot, Tab
from rma_sheets.model.tab_columns import TABS_BY_KEY
from rma_sheets.model.values import CellValue, Formula

from .cells import readable

FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm"}
"""Number formats of cells that have none; text in every other column that holds identifiers."""
TEXT_FORMAT = "@"
_TEXTS = (Kind.IDENTIFIER, Kind.EMAIL, Kind.COUNTRY, Kind.LANGUAGE)


@dataclass(frozen=True, slots=True)
class SheetEdit:
    """Cells to set in one sheet; rows and columns are 1-based.

    `rows`: sheet row -> column -> value; rows below `last_row` are new and look like it. `header_row` is where the
    headers stand, `formats`: column -> number format of a new cell that has none of its own; `over_formulas`: places
    whose formula the plan has seen and means to replace; `texts`: row -> column -> all texts of that row afterwards,
    for its height.
    """

    title: str
    header_row: int
    last_row: int
    rows: Mapping[int, Mapping[int, CellValue]] = field(default_factory=dict)
    formats: Mapping[int, str] = field(default_factory=dict)
    over_formulas: frozenset[tuple[int, int]] = frozenset()
    texts: Mapping[int, Mapping[int, str]] = field(default_factory=dict)

    def meant(self) -> Iterator[tuple[int, int, CellValue]]:
        """Row, column and what must be read there afterwards."""
        return ((row, column, readable(value)) for row, cells in self.rows.items() for column, value in cells.items())


def edits_of_writes(snapshot: Snapshot, writes: Sequence[CellWrite], name: str) -> tuple[SheetEdit, ...]:
    """The writes of a plan, sheet by sheet. Raises StoreError for a cell that the snapshot does not have."""
    cells: dict[str, dict[int, dict[int, CellValue]]] = {}
    formulas: set[tuple[str, int, int]] = set()
    for write in writes:
        tab = snapshot.tab(write.row.tab)
        column = _column(tab, write.column, write.row.position, name)
        if not 0 <= write.row.position < len(tab.rows):
            raise _no_such_cell(tab, write.column, write.row.position, name)
        row = tab.sheet_row(write.row.position)
        cells.setdefault(tab.key, {}).setdefault(row, {})[column] = write.after
        if isinstance(write.before, Formula):
            formulas.add((tab.key, row, column))
    return tuple(_edit(snapshot.tab(key), rows, frozenset((row, column) for tab, row, column in formulas if tab == key))
                 for key, rows in cells.items())


def edit_of_rows(tab: Tab, rows: Sequence[Mapping[str, CellValue]], name: str) -> SheetEdit:
    """New rows under the last one. Raises StoreError for a column that the tab does not have."""
    first = len(tab.rows)
    return _edit(tab, {tab.sheet_row(first + index): {_column(tab, key, first + index, name): value
                                                      for key, value in row.items()}
                       for index, row in enumerate(rows)})


def rows_after(tab: Tab, edit: SheetEdit | None) -> tuple[Row, ...]:
    """What the tab must hold once the edit is made."""
    if edit is None:
        return tab.rows
    rows: list[Row | list[CellValue]] = list(tab.rows)
    for row, column, value in edit.meant():
        position = row - tab.first_row
        rows.extend([] for _ in range(position + 1 - len(rows)))
        if not isinstance(cells := rows[position], list):
            cells = rows[position] = list(cells)
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = value
    after = list(map(tuple, rows))
    while after and not any(cell is not None for cell in after[-1]):
        after.pop()
    return tuple(after)


def _edit(tab: Tab, rows: Mapping[int, Mapping[int, CellValue]],
          over_formulas: frozenset[tuple[int, int]] = frozenset()) -> SheetEdit:
    kinds = {column.key: column.kind for column in TABS_BY_KEY[tab.key].columns}
    formats = {index + 1: TEXT_FORMAT if kinds[key] in _TEXTS else FORMATS[kinds[key]]
               for key, index in tab.columns.items() if kinds[key] in _TEXTS or kinds[key] in FORMATS}
    texts = {row: _texts(tab, row, cells) for row, cells in rows.items()}
    last = tab.sheet_row(len(tab.rows)) - 1
    return SheetEdit(tab.title, tab.first_row - 1, last, rows, formats, over_formulas, texts)


def _texts(tab: Tab, row: int, cells: Mapping[int, CellValue]) -> Mapping[int, str]:
    """The texts of a row after the edit: column -> text."""
    position = row - tab.first_row
    before = tab.rows[position] if position < len(tab.rows) else ()
    after = {**dict(enumerate(before, 1)), **cells}
    return {column: value for column, value in after.items() if isinstance(value, str)}


def _column(tab: Tab, key: str, position: int, name: str) -> int:
    if key not in tab.columns:
        raise _no_such_cell(tab, key, position, name)
    return tab.columns[key] + 1


def _no_such_cell(tab: Tab, column: str, position: int, name: str) -> StoreError:
    return StoreError("excel.no-such-cell", name=name, tab=tab.title, row=tab.sheet_row(position), column=column)
