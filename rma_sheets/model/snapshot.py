"""The register as it stood when it was read: one value, never changed.

Rows are plain tuples in the sheet's own column order (a register may have 100,000 of them);
`Tab.columns` says where each known column stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .findings import Finding
from .values import CellValue

Row = tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class RowRef:
    """One row of a tab: its position within the snapshot (0-based, blank rows count) and its key, if it has one."""

    tab: str
    position: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. `columns`: column key -> index in a row; `headers`: column key -> header as staff see it.

    `first_row` is the sheet's row number (1-based) of `rows[0]`; trailing blank rows are left out.
    `sealed`: position of a row -> key of a column that nothing can be written into -> why: `merged`, `array` or
    `linked`. `others` are the headers of the shop's own columns.
    """

    key: str
    title: str
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    first_row: int
    rows: tuple[Row, ...] = ()
    sealed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    def cell(self, position: int, column: str) -> CellValue:
        """The value at that row and column; None where the sheet lacks the column or the row is shorter."""
        index = self.columns.get(column)
        row = self.rows[position]
        return None if index is None or index >= len(row) else row[index]

    def sheet_row(self, position: int) -> int:
        """The row number a person sees at the left edge of the sheet."""
        return self.first_row + position


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All tabs a pass needs. `version` identifies exactly this content (a hash); `register` names it for people."""

    register: str
    version: str
    tabs: Mapping[str, Tab] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def tab(self, key: str) -> Tab:
        """The tab of that key. Raises KeyError: required tabs are there, else reading has failed."""
        return self.tabs[key]
