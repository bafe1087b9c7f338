"""`MemoryStore`: the register behind `ports.Store`, in memory, with staff who edit it while the engine works."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from rma_sheets.errors import RegisterBusy, RegisterChanged
from rma_sheets.model.findings import Finding
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import Snapshot, Tab
from rma_sheets.model.tab_columns import TABS, TABS_BY_KEY
from rma_sheets.model.values import CellValue, canonical
from rma_sheets.ports import nothing

from .sheet import Sheet, put


class MemoryStore(Sheet):
    """A register in memory; staff actions are those of `Sheet`.

    `before_write` and `after_write` are called around each write, for tests in which staff are faster or the
    process dies; `opened_by` is who has the register open; `sealed` as `Tab.sealed`, of the tab Returns.
    """

    def __init__(self, grids: Mapping[str, Sequence[Sequence[CellValue]]], *, name: str = "register",
                 own_headers: Mapping[str, Mapping[str, str]] | None = None) -> None:
        super().__init__(grids, name=name, own_headers=own_headers)
        self.before_write: Callable[[], object] = lambda: None
        self.after_write: Callable[[], object] = lambda: None
        self.opened_by = ""
        self.sealed: dict[int, dict[str, str]] = {}

    def read(self) -> Snapshot:
        tabs = {spec.key: self.tab(spec) for spec in TABS if spec.required or spec.key in self._grids}
        missing = tuple(Finding("header-missing", key, column=column.key, header=column.header("en"))
                        for key, tab in tabs.items() for column in TABS_BY_KEY[key].columns
                        if column.key not in tab.columns)
        tabs["returns"] = self._with_seals(tabs["returns"])
        return Snapshot(self.name, self.version(), tabs, missing)

    def _with_seals(self, tab: Tab) -> Tab:
        rows = {position: cells for position, cells in self.sealed.items() if position < len(tab.rows)}
        return replace(tab, sealed={position: cells for position, cells in rows.items()
                                    if any(cell is not None for cell in tab.rows[position])})

    def wait_until_free(self) -> None:
        self.check_free()

    def check_free(self) -> None:
        if self.opened_by:
            raise RegisterBusy("memory.busy", name=self.name, who=self.opened_by)

    def write(self, snapshot: Snapshot, writes: Sequence[CellWrite], last_look: Callable[[], None] = nothing) -> str:
        self._check(snapshot)
        cells = [(*self.place(snapshot.tab(write.row.tab), write.row.position, write.column), canonical(write.after))
                 for write in writes]  # whatever is wrong with a write shows before the first one is made
        last_look()
        for row, index, value in cells:
            put(row, index, value)
        return self._done()

    def append(self, snapshot: Snapshot, tab: str, rows: Sequence[Mapping[str, CellValue]]) -> str:
        self._check(snapshot)
        self.put_rows(snapshot.tab(tab), len(snapshot.tab(tab).rows), rows)
        return self._done()

    def recover(self) -> None:
        """Nothing: a write in memory is never half done."""

    def changed_at(self) -> str:
        return str(self.changes)

    def _check(self, snapshot: Snapshot) -> None:
        self.before_write()
        self.wait_until_free()
        if snapshot.version != self.version():
            raise RegisterChanged("memory.changed", name=self.name)

    def _done(self) -> str:
        self.changes += 1
        self.after_write()
        return self.version()

    def version(self) -> str:
        """See `ports.Store.version`."""
        return hashlib.sha256(repr((self._grids, self.sealed)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
