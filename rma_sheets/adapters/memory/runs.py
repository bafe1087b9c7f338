"""What `MemoryJournal` remembers of its runs: which rows they changed, and what those said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.plan import Event, Plan
from rma_sheets.model.record import AGAIN, RowRecord
from rma_sheets.model.runs import KEPT, Cells, RowChange, changed_cells, only_noted


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
    _former: dict[int, dict[str, tuple[RowRecord, Cells, int]]] = field(default_factory=dict)

    def adopt(self, run: Run, standing: frozenset[str]) -> Iterator[Event]:
        """What the run meant for the rows that stand becomes what is known; what their cells say now and did not."""
        former = self._former[run.number] = {}
        self._former.pop(run.number - KEPT, None)
        mailed = {row_of(key) for mail in run.plan.mails for key in mail.covers}
        for record in sorted((each for each in run.plan.records if each.key in standing), key=lambda each: each.key):
            key, before, cells = record.key, self.records.get(record.key), self.cells.get(record.key, {})
            self.cells[key] = dict(run.plan.cells.get(key, cells))
            changed, self.records[key] = changed_cells(cells, self.cells[key]), record
            if changed:
                yield Event(key, "cells", changed)
            if before is not None and key not in mailed and only_noted(before, record, changed):
                continue
            if before is not None:
                former[key] = (before, cells, self._changed_by[key])
            run.rows += 1
            self._changed_by[key] = self._found_by(run.plan.undoes, key) if run.plan.undoes else run.number

    def wake(self, keys: Iterable[str]) -> None:
        """The next pass looks at those rows."""
        self.records.update({key: replace(self.records[key], basis=AGAIN) for key in keys if key in self.records})

    def _found_by(self, run: int, key: str) -> int:
        """The run that had changed a row last when that one came."""
        *_, previous = self._former.get(run, {}).get(key, (None, {}, 0))
        return previous

    def changes(self, run: int, first_seen: Mapping[str, str]) -> Iterator[RowChange]:
        """What that run did to each row; `first_seen` are the rows that it saw first, by their reference."""
        former = self._former.get(run, {})
        for key in sorted({*former, *first_seen.values()}):
            before, cells, _ = former.get(key, (None, {}, 0))
            last = self._changed_by[key]
            yield RowChange(before, cells, self.records[key], self.cells.get(key, {}), last == run, last < run)
