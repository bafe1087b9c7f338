"""What a plan changes in each sheet, and what every tab must hold afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rma_sheets.errors import StoreError
from rma_sheets.model.column import Kind
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import Row, Snapshot, Tab
from rma_sheets.model.tab_columns import TABS_BY_KEY
from rma_sheets.model.values import CellValue, Formula

from . import formats
from .cells import holds_any, readable
from .change import SheetChange

_FORMATS = {Kind.DATE: formats.DATE, Kind.MOMENT: formats.MOMENT,
            **dict.fromkeys((Kind.IDENTIFIER, Kind.EMAIL, Kind.COUNTRY, Kind.LANGUAGE), formats.TEXT)}


def changes_of_writes(snapshot: Snapshot, writes: Sequence[CellWrite], name: str) -> tuple[SheetChange, ...]:
    """The writes of a plan, sheet by sheet. Raises StoreError for a cell that the snapshot does not have."""
    cells: dict[str, dict[int, dict[int, CellValue]]] = {}
    formulas: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for write in writes:
        tab = snapshot.tab(write.row.tab)
        column = _column(tab, write.column, write.row.position, name)
        if not 0 <= write.row.position < len(tab.rows):
            raise _no_such_cell(tab, write.column, write.row.position, name)
        row = tab.sheet_row(write.row.position)
        cells.setdefault(tab.key, {}).setdefault(row, {})[column] = write.after
        if isinstance(write.before, Formula):
            formulas[tab.key].add((row, column))
    return tuple(_change(snapshot.tab(key), rows, frozenset(formulas[key])) for key, rows in cells.items())


def change_of_rows(tab: Tab, rows: Sequence[Mapping[str, CellValue]], name: str) -> SheetChange:
    """New rows under the last one. Raises StoreError for a column that the tab does not have."""
    first = len(tab.rows)
    return _change(tab, {tab.sheet_row(first + index): {_column(tab, key, first + index, name): value
                                                      for key, value in row.items()}
                       for index, row in enumerate(rows)})


def rows_after(tab: Tab, change: SheetChange | None) -> tuple[Row, ...]:
    """What the tab must hold once the change is made."""
    if change is None:
        return tab.rows
    rows: list[Row | list[CellValue]] = list(tab.rows)
    for row, column, value in change.meant():
        position = row - tab.first_row
        rows.extend([] for _ in range(position + 1 - len(rows)))
        if not isinstance(cells := rows[position], list):
            cells = rows[position] = list(cells)
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = value
    ours = tuple(tab.columns.values())
    after = [tuple(row) if holds_any(row, ours) else () for row in rows]
    while after and not any(cell is not None for cell in after[-1]):
        after.pop()
    return tuple(after)


def _change(tab: Tab, rows: Mapping[int, Mapping[int, CellValue]],
            over_formulas: frozenset[tuple[int, int]] = frozenset()) -> SheetChange:
    kinds = {column.key: column.kind for column in TABS_BY_KEY[tab.key].columns}
    shown = {index + 1: _FORMATS[kinds[key]] for key, index in tab.columns.items() if kinds[key] in _FORMATS}
    cells = {row: {column: readable(value) for column, value in said.items()} for row, said in rows.items()}
    texts = {row: _texts(tab, row, said) for row, said in cells.items() if _says_else(tab, row, said)}
    last = tab.sheet_row(len(tab.rows)) - 1
    return SheetChange(tab.title, last, cells, tab.first_row - 1, shown, over_formulas, texts,
                       frozenset(index + 1 for index in tab.columns.values()))


def _says_else(tab: Tab, row: int, cells: Mapping[int, CellValue]) -> bool:
    """Whether a text of the row changes; else it stays as high as it is."""
    before = dict(enumerate(_row(tab, row), 1))
    return any(isinstance(text, str) for column in cells for text in (before.get(column), cells[column]))


def _row(tab: Tab, row: int) -> Row:
    position = row - tab.first_row
    return tab.rows[position] if position < len(tab.rows) else ()


def _texts(tab: Tab, row: int, cells: Mapping[int, CellValue]) -> Mapping[int, str]:
    """The texts of a row after the change: column -> text."""
    after = {**dict(enumerate(_row(tab, row), 1)), **cells}
    return {column: value for column, value in after.items() if isinstance(value, str)}


def _column(tab: Tab, key: str, position: int, name: str) -> int:
    if key not in tab.columns:
        raise _no_such_cell(tab, key, position, name)
    return tab.columns[key] + 1


def _no_such_cell(tab: Tab, column: str, position: int, name: str) -> StoreError:
    return StoreError("excel.no-such-cell", name=name, tab=tab.title, row=tab.sheet_row(position), column=column)
