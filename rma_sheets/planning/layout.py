"""Where the known columns of a tab stand, and what a row says in them."""

from __future__ import annotations

from operator import itemgetter

from rma_sheets.model.column import Kind, Owner, TabSpec
from rma_sheets.model.snapshot import Row, Tab
from rma_sheets.model.values import CellValue, Formula

from .fingerprint import cells_fingerprint

_COUNTS = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.FLAG})
"""Kinds of which a cell alone is no request: it may be a sum."""


class Layout:
    """Where the known columns of a tab stand, and the fingerprints of its rows over those columns only."""

    def __init__(self, tab: Tab, spec: TabSpec) -> None:
        keys = [column.key for column in spec.columns if column.key in tab.columns]
        facts = [column.key for column in spec.columns
                 if column.owner is Owner.STAFF and column.key in tab.columns]
        self.keys = tuple(keys)
        self._all = itemgetter(*(tab.columns[key] for key in keys))
        self._facts = itemgetter(*(tab.columns[key] for key in facts))
        self._width = max(tab.columns.values()) + 1
        self._said = tuple(tab.columns[column.key] for column in spec.columns if column.key in facts
                           and column.kind not in _COUNTS)

    def cells(self, row: Row) -> tuple[CellValue, ...]:
        """The known cells of a row, in the order of `keys`."""
        got: tuple[CellValue, ...] = self._all(self._padded(row))
        return got

    def seen(self, row: Row) -> str:
        """Fingerprint of all known cells."""
        return cells_fingerprint(self.cells(row))

    def facts(self, row: Row) -> str:
        """Fingerprint of what staff own."""
        return cells_fingerprint(self._facts(self._padded(row)))

    def asks(self, row: Row) -> bool:
        """Whether staff wrote anything into it that a return could be about; a sum or a legend below the rows does not.
        """
        cells = (row[index] for index in self._said if index < len(row))
        return any(isinstance(cell.cached, str) if isinstance(cell, Formula) else cell is not None for cell in cells)

    def _padded(self, row: Row) -> Row:
        return row if len(row) >= self._width else row + (None,) * (self._width - len(row))
