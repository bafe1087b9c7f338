"""What `MemoryJournal` remembers of its runs: which rows they changed, and what those said before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rma_sheets.model.plan import Event, Plan
from rma_sheets.model.record import RowRecord
from rma_sheets.model.runs import KEPT, Cells, RowChange, changed_cells


@dataclass(slots=True)
class Run:
    """One pass; `number` counts them from 1, `rows` what it changed."""

    number: int
    plan: Plan
    reserved_at: datetime
    open: bool = True
    rows: int = 0


@dataclass(slots=True)
class Rows:
    """The rows of a register: `records` and `cells` by row key, who changed each last, and what that replaced."""

    records: dict[str, RowRecord] = field(default_factory=dict)
    cells: dict[str, Cells] = field(default_factory=dict)
    _changed_by: dict[str, int] = field(default_factory=dict)
    _former: dict[int, dict[str, tuple[RowRecord, Cells]]] = field(default_factory=dict)

    def adopt(self, run: Run, standing: frozenset[str]) -> Iterator[Event]:
        """What the run meant for the rows that stand becomes what is known; what their cells say now and did not."""
        meant = {record.key: record for record in run.plan.records if record.key in standing}
        run.rows = len(meant)
        self._former[run.number] = {key: (self.records[key], self.cells.get(key, {})) for key in meant
                                    if key in self.records}
        self._former.pop(run.number - KEPT, None)
        for key, record in sorted(meant.items()):
            before, after = self.cells.get(key, {}), run.plan.cells.get(key)
            self.records[key], self._changed_by[key] = record, run.number
            if after is None:
                continue
            self.cells[key] = dict(after)
            if changed := changed_cells(before, after):
                yield Event(key, "cells", changed)

    def changes(self, run: int, first_seen: Mapping[str, str]) -> Iterator[RowChange]:
        """What that run did to each row; `first_seen` are the rows that it saw first, by their reference."""
        former = self._former.get(run, {})
        for key in sorted({*former, *first_seen.values()}):
            before, cells = former.get(key, (None, {}))
            yield RowChange(before, cells, self.records[key], self.cells.get(key, {}), self._changed_by[key] == run)
