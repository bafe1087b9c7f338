"""`MemoryJournal`: the same memory as `SqlJournal`, in dictionaries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from hashlib import sha256

from rma_sheets.errors import JournalError, RegisterChanged
from rma_sheets.model.delivery import MailState
from rma_sheets.model.given_numbers import GivenNumber, NumberKind, NumberState, kinds_of, states_after
from rma_sheets.model.lease import Lease
from rma_sheets.model.mailkeys import message_id, row_of
from rma_sheets.model.plan import Event, Plan, Result
from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.runs import KEPT, Cells, HistoryLine, RunLine, RunMemory
from rma_sheets.ports import StoredMail

from .leasing import Leasing
from .outbox import Outbox
from .runs import Rows, Run


class MemoryJournal:
    """A journal that forgets everything at the end. `numbers`: number -> (row key, state)."""

    def __init__(self, register_id: str = "MEMORY", domain: str = "localhost") -> None:
        self.numbers: dict[str, tuple[str, NumberState]] = {}
        self._register_id = register_id
        self._counters: dict[str, int] = {}
        self._referenced: dict[str, str] = {}
        self._rows = Rows()
        self._runs: list[Run] = []
        self._events: list[HistoryLine] = []
        self._ends = [""]
        self._quiet = ""
        self._label_key = b""
        self._imported: dict[str, dict[str, datetime]] = {}
        self._leasing = Leasing()
        self._outbox = Outbox(partial(message_id, register_id, domain=domain), self.add_events, self._leasing.keep)

    def view(self) -> JournalView:
        return JournalView(self._register_id, dict(self._counters), dict(self._rows.records),
                           tuple(self._outbox.troubles()), tuple(self._outbox.waiting()),
                           tuple(self._outbox.of_rows()))

    def reserve(self, plan: Plan, at: datetime) -> int:
        references = sorted({record.request_ref for record in plan.records} & plan.numbers.keys())
        rows = [plan.numbers[reference] for reference in references]
        self._leasing.keep()
        moved = any(self._counters.get(name, 0) > last for name, last in plan.counters.items())
        twice = len(rows) != len(set(rows)) or any(row in self._referenced for row in rows)
        if moved or twice or self.numbers.keys() & plan.numbers.keys():
            raise RegisterChanged("journal.numbers-taken")
        self._referenced.update(zip(rows, references, strict=True))
        self._counters.update(plan.counters)
        self.numbers.update({number: (key, NumberState.RESERVED) for number, key in plan.numbers.items()})
        self._runs.append(Run(len(self._runs) + 1, plan, at))
        return len(self._runs)

    def pending(self) -> Sequence[tuple[int, Sequence[RowRecord]]]:
        return [(number, run.plan.records) for number, run in enumerate(self._runs, start=1) if run.open]

    def bind(self, run: int, standing: frozenset[str], at: datetime) -> None:
        if not 1 <= run <= len(self._runs):
            raise JournalError("journal.no-such-run", run=run)
        bound = self._runs[run - 1]
        plan = bound.plan
        if not bound.open:
            return
        self._leasing.keep()
        bound.open = False
        changed = list(self._rows.adopt(bound, standing))
        self.numbers.update({number: (key, NumberState.BOUND if key in standing else NumberState.VOID)
                             for number, key in plan.numbers.items()})
        void = {number for number, key in plan.numbers.items() if key not in standing}
        self._referenced = {key: number for key, number in self._referenced.items() if number not in void}
        self.numbers.update({number: (key, NumberState.VOID) for number, key in plan.void.items() if key in standing})
        self.add_events([*changed, *(event for event in plan.events
                                     if not event.row_key or event.row_key in standing)], at)
        for change in plan.mail_changes:
            if standing.issuperset(change.rows):
                self._outbox.change(change, at)
        for mail in plan.mails:
            self._outbox.queue(run, mail, standing, at)

    def due_mails(self, at: datetime, limit: int, *, resend: bool = False) -> Sequence[StoredMail]:
        return self._outbox.due(at, limit, resend=resend)

    def tried_since(self, at: datetime, now: datetime) -> int:
        return self._outbox.tried_since(at, now)

    def keep_content(self, key: str, content: bytes) -> None:
        self._outbox.keep_content(key, content)

    def mark_mail(self, key: str, state: Result | str, reply: str, at: datetime, *,
                  resend: bool = False) -> MailState:
        return self._outbox.mark(key, state, reply, at, resend=resend)

    def decide_mails(self, keys: Sequence[str], state: str, events: Sequence[Event], at: datetime) -> None:
        self._outbox.mark_all(keys, state, at)
        self._rows.wake({row_of(key) for mail in self._outbox.of_row("") if mail.mail.key in keys
                         for key in mail.mail.covers})
        self.add_events(events, at)
        self.keep_quiet("")

    def quiet(self) -> str:
        return self._quiet

    def keep_quiet(self, state: str) -> None:
        self._quiet = state

    def mail_states(self) -> Mapping[MailState, int]:
        return self._outbox.states()

    def mail_keys(self) -> Mapping[str, MailState]:
        return self._outbox.keys()

    def mails(self, row_key: str = "") -> Sequence[StoredMail]:
        return self._outbox.of_row(row_key)

    def add_events(self, events: Sequence[Event], at: datetime) -> None:
        for line in (HistoryLine(at, event.row_key, event.kind, event.data) for event in events):
            self._events.append(line)
            self._ends.append(sha256(f"{self._ends[-1]}{line}".encode("utf-8", "surrogatepass")).hexdigest())

    def history(self, row_key: str | None = None) -> Sequence[HistoryLine]:
        return [line for line in self._events if row_key is None or line.row_key == row_key]

    def broken_history(self) -> int:
        """Memory is always whole."""
        return 0

    def history_end(self) -> str:
        return self._ends[-1]

    def has_history(self, end: str) -> bool:
        return end in self._ends

    def cells(self, keys: Sequence[str]) -> Mapping[str, Cells]:
        return {key: self._rows.cells.get(key, {}) for key in keys if key in self._rows.records}

    def runs(self, most: int = KEPT) -> Sequence[RunLine]:
        over = [run for run in self._runs if not run.open and run.rows]
        return [RunLine(run.number, run.reserved_at, run.rows, len(self._given(run.number)),
                        len(self._outbox.of_run(run.number)), run.plan.undoes, *self._undone_by(run.number),
                        run.plan.took_over)
                for run in reversed(over)][:most]

    def run(self, line: RunLine) -> RunMemory:
        plan = self._runs[line.run - 1].plan
        seen = {number: key for number, key in plan.numbers.items()
                if self._is_bound(number) and self._referenced.get(key) == number}
        return RunMemory(line, tuple(self._rows.changes(line.run, seen)), tuple(self._outbox.of_run(line.run)), {
            number: key for number, key in self._given(line.run).items() if self._is_bound(number)})

    def _is_bound(self, number: str) -> bool:
        _, state = self.numbers[number]
        return state is NumberState.BOUND

    def _undone_by(self, run: int) -> tuple[int, int]:
        """The last run that took that one back, and how many rows went back."""
        later = [each for each in self._runs if each.plan.undoes == run and each.rows]
        return max((each.number for each in later), default=0), sum(each.rows for each in later)

    def _given(self, run: int) -> Mapping[str, str]:
        """The RMA numbers that a run gave."""
        plan = self._runs[run - 1].plan
        rmas = {record.rma_number for record in plan.records}
        return {number: key for number, key in plan.numbers.items() if number in rmas}

    def given_numbers(self) -> Mapping[str, GivenNumber]:
        kinds = kinds_of(record for run in self._runs for record in run.plan.records)
        return {number: GivenNumber(kinds.get(number, NumberKind.OTHER), key, state)
                for number, (key, state) in self.numbers.items()}

    def go_on_after(self, counters: Mapping[str, int], given: Mapping[str, GivenNumber], mails: Sequence[StoredMail],
                    at: datetime) -> None:
        self._counters |= {name: max(last, self._counters.get(name, 0)) for name, last in counters.items()}
        after = states_after(self.given_numbers(), given)
        self.numbers |= {number: (self.numbers[number][0], state) for number, state in after.items()}
        self.numbers |= {number: (each.row_key, NumberState.VOID) for number, each in given.items()
                         if number not in self.numbers}
        self._referenced = {key: number for key, number in self._referenced.items() if self._is_bound(number)}
        self._quiet = ""
        self._outbox.learn(mails, at)

    @contextmanager
    def held(self, holder: str, place: str, now: Callable[[], datetime]) -> Iterator[None]:
        with self._leasing.held(holder, place, now):
            yield

    def check_held(self) -> None:
        self._leasing.check()

    def lease(self) -> Lease | None:
        return self._leasing.lease

    def break_lease(self, lease: str) -> None:
        self._leasing.take_away(lease)

    def imported(self, source: str, digests: Sequence[str]) -> frozenset[str]:
        return frozenset(self._imported.get(source, {}).keys() & set(digests))

    def keep_imported(self, source: str, digests: Sequence[str], at: datetime) -> None:
        kept = self._imported.setdefault(source, {})
        kept.update({digest: at for digest in digests if digest not in kept})

    def label_key(self) -> bytes:
        return self._label_key

    def keep_label_key(self, key: bytes, *, anew: bool = False) -> bytes:
        if anew or not self._label_key:
            self._label_key = key
        return self._label_key

    def check(self) -> str:
        """Memory is always whole."""
        return ""

    def close(self) -> None:
        """Nothing to release."""
