"""The engine's cells of a row: what they should hold, what they hold, and the writes between the two.

The desired content is a function of what the journal knows and what staff wrote; a pass brings the sheet to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from rma_sheets.model.column import Kind, Owner
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.returns_columns import RETURNS_COLUMNS
from rma_sheets.model.snapshot import Row, RowRef, Tab
from rma_sheets.model.values import CellError, CellValue, Formula, canonical, cell_text

from .layout import Layout

ENGINE_COLUMNS = tuple(column.key for column in RETURNS_COLUMNS if column.owner is Owner.ENGINE)
WRITABLE = (*ENGINE_COLUMNS, "status")
_KINDS = {column.key: column.kind for column in RETURNS_COLUMNS}
QUIET = frozenset({"last_sync", "last_mail", "row_key", "rev", "synced_status", "check", "messages"})
"""Engine columns whose change is not worth a line of the plan by itself."""


def stored(value: CellValue) -> str:
    """A cell as comparable text: what `Detail.written` keeps. Blank is empty."""
    if type(value) is str:
        return value  # most cells; the pass asks this a hundred times a row
    if value is None:
        return ""
    if isinstance(value, Formula):
        return f"={value.cached}"
    if isinstance(value, CellError):
        return value.text
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def from_stored(column: str, text: str) -> CellValue:
    """The cell value of a text kept in a decision: dates, moments and numbers by the column's kind."""
    if not text:
        return None
    kind = _KINDS[column]
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    if kind is Kind.MOMENT:
        return canonical(datetime.fromisoformat(text))
    if kind in (Kind.NUMBER, Kind.MONEY, Kind.INTEGER):
        return canonical(float(text))
    return text


def said_in(layout: Layout, row: Row) -> Mapping[str, str]:
    """What a row says: column -> text, blank cells left out."""
    return {column: stored(value) for column, value in zip(layout.keys, layout.cells(row), strict=True)
            if value is not None}


def typed_cells(said: Mapping[str, str]) -> Mapping[str, CellValue]:
    """A row as it can be written again: each text as the value it was, as far as its column's kind takes it."""
    return {column: _typed(column, text) for column, text in said.items() if column in _KINDS}


def _typed(column: str, text: str) -> CellValue:
    """What staff typed into a column of another kind stays text."""
    try:
        return from_stored(column, text)
    except ValueError:
        return text.removeprefix("=") or None


def edited_columns(tab: Tab, position: int, written: Mapping[str, str]) -> tuple[str, ...]:
    """Engine columns that no longer hold what the engine wrote last; none for a row it never wrote."""
    return tuple(column for column in ENGINE_COLUMNS if written and column in tab.columns
                 and stored(tab.cell(position, column)) != written.get(column, ""))


def cell_writes(tab: Tab, ref: RowRef, desired: Mapping[str, CellValue]) -> tuple[CellWrite, ...]:
    """The writes that bring a row to `desired`; columns the sheet lacks, and sealed cells, are left out."""
    row, columns, sealed = tab.rows[ref.position], tab.columns, tab.sealed.get(ref.position, ())
    writes = []
    for column, after in desired.items():
        index = columns.get(column)
        if index is not None and column not in sealed:
            before = row[index] if index < len(row) else None
            after = (cell_text(after) or None) if isinstance(after, str) else after
            if before != after and stored(before) != stored(after):
                writes.append(CellWrite(ref, column, before, after))
    return tuple(writes)


def row_after(tab: Tab, position: int, writes: Iterable[CellWrite]) -> Row:
    """The row as it will stand once the writes are made."""
    row = list(tab.rows[position]) + [None] * (max(tab.columns.values()) + 1 - len(tab.rows[position]))
    for write in writes:
        row[tab.columns[write.column]] = write.after
    return tuple(row)
