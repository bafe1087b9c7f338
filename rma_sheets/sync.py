"""One pass, top to bottom: lock, read, plan, brake, reserve, write, bind, deliver. What a plan says is
carried out here and nowhere else.

Killed at any point, the next pass heals: `heal` binds what the sheet proves was written (a row's `rev`) and lets the
rest go; reserved numbers that nobody saw stay gaps.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from .errors import BrakeError, RegisterChanged
from .model.delivery import WAITING
from .model.plan import Outcome, Plan, SyncReport
from .model.record import JournalView, RowRecord
from .model.snapshot import Snapshot
from .model.tab_columns import RETURNS
from .planning.cells import stored
from .planning.layout import Layout
from .ports import Clock, Journal, Store
from .quiet import Quiet

ATTEMPTS = 5
"""How often a pass plans again because somebody saved the register meanwhile."""

MISSING_ROWS_MATTER = 5
"""Fewer vanished rows than this never stop a pass: in a small register they are somebody tidying up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The brakes. `max_missing_share` is a share of the known rows; None lifts a brake for one pass."""

    max_mails: int | None = 200
    max_missing_share: float | None = 0.2


@dataclass(frozen=True, slots=True)
class Parts:
    """What a pass is made of; `bootstrap` puts it together.

    `plan` is `planning.build_plan` with the shop's settings; `effects` makes labels and hands over due mails; `quiet`
    knows a register in which nothing has changed.
    """

    store: Store
    journal: Journal
    clock: Clock
    lock: Callable[[], AbstractContextManager[None]]
    plan: Callable[[Snapshot, JournalView, datetime], Plan]
    effects: Callable[[Plan, Callable[[str], AbstractContextManager[None]]], tuple[Outcome, ...]]
    say: Callable[[str], None]
    quiet: Quiet


def plan_pass(parts: Parts, *, anyway: bool = False) -> Plan:
    """What a pass would do now. Writes nothing, neither in the register nor in the journal.

    `anyway`: it has something to do even where nothing has changed.
    """
    if not anyway and (quiet := parts.quiet.plan()):
        return quiet
    snapshot = parts.store.read()
    return parts.plan(snapshot, healed_view(parts.journal, snapshot), parts.clock.now())


def sync_pass(parts: Parts, limits: Limits, *, anyway: bool = False) -> SyncReport:
    """Carry one pass out. Raises BrakeError and StoreError with nothing written, RegisterChanged after five tries.

    `anyway`: it has something to do even where nothing has changed.
    """
    timer = _Timer(parts.say)
    with parts.lock():
        with timer.phase("read"):
            quiet = parts.quiet.plan()      # also where it does not count: it knows what the journal keeps of it
        plan, written, again = (quiet, False, 0) if quiet and not anyway else _patiently(parts, limits, timer)
        outcomes = parts.effects(plan, timer.phase)
        parts.quiet.remember(plan, outcomes)
        mails = parts.journal.mail_states()
    return SyncReport(plan, written, outcomes, timer.seconds, again, sum(mails.get(state, 0) for state in WAITING))


def _patiently(parts: Parts, limits: Limits, timer: _Timer) -> tuple[Plan, bool, int]:
    """The plan, whether cells were written, and how often it had to begin again."""
    for attempt in range(ATTEMPTS - 1):
        try:
            return *_read_plan_write(parts, limits, timer), attempt
        except RegisterChanged:
            continue
    return *_read_plan_write(parts, limits, timer), ATTEMPTS - 1


def _read_plan_write(parts: Parts, limits: Limits, timer: _Timer) -> tuple[Plan, bool]:
    """The plan that now stands in the register and the journal, and whether cells were written."""
    with timer.phase("read"):
        snapshot = parts.store.read()
    with timer.phase("plan"):
        heal(parts.journal, snapshot, parts.clock.now())
        plan = parts.plan(snapshot, parts.journal.view(), parts.clock.now())
        brake(plan, limits)
    if plan.empty:
        return plan, False
    if plan.writes:
        parts.store.wait_until_free()   # before numbers are given that nobody would see
    with timer.phase("reserve"):
        run = parts.journal.reserve(plan, parts.clock.now())
    if plan.writes:
        with timer.phase("write"):
            parts.store.write(snapshot, plan.writes, parts.journal.check_held)
    with timer.phase("bind"):
        parts.journal.bind(run, frozenset(record.key for record in plan.records), parts.clock.now())
    return plan, bool(plan.writes)


def heal(journal: Journal, snapshot: Snapshot, at: datetime) -> None:
    """Bind what earlier passes wrote and could not finish; give up what they meant and did not write."""
    pending = journal.pending()
    if not pending:
        return
    proven = _Proof(snapshot, journal.view())
    for run, records in pending:
        journal.bind(run, frozenset(record.key for record in records if proven.stands(record)), at)


def healed_view(journal: Journal, snapshot: Snapshot) -> JournalView:
    """The journal as `heal` would leave it, without touching it: for `plan`, which promises to write nothing."""
    view, pending = journal.view(), journal.pending()
    if not pending:
        return view
    proven, rows = _Proof(snapshot, view), dict(view.rows)
    for _, records in pending:
        rows.update({record.key: record for record in records if proven.stands(record)})
    return replace(view, rows=rows)


class _Proof:
    """What the sheet proves of a pass that died: a new `rev`, or the row exactly as the pass meant to leave it.

    Copies of such a row prove it as well as the row itself: nobody but the pass gives keys.
    """

    def __init__(self, snapshot: Snapshot, view: JournalView) -> None:
        self._tab = snapshot.tab("returns")
        self._layout = Layout(self._tab, RETURNS)
        self._view = view
        self._positions: dict[str, list[int]] = {}
        for position in range(len(self._tab.rows)):
            key = self._tab.cell(position, "row_key")
            if isinstance(key, str):
                self._positions.setdefault(key, []).append(position)

    def stands(self, record: RowRecord) -> bool:
        """Whether the sheet holds what this record says."""
        known = self._view.rows.get(record.key)
        moved = record.rev > (known.rev if known else 0)
        return any((moved and stored(self._tab.cell(position, "rev")) == str(record.rev))
                   or self._layout.seen(self._tab.rows[position]) == record.seen
                   for position in self._positions.get(record.key, ()))


def brake(plan: Plan, limits: Limits) -> None:
    """Stop a plan that looks like an accident. Raises BrakeError, which says what it saw and how to go on."""
    if limits.max_mails is not None and len(plan.mails) > limits.max_mails:
        raise BrakeError("sync.too-many-mails", mails=len(plan.mails), limit=limits.max_mails)
    if plan.ahead_of_journal:
        raise BrakeError("sync.journal-older", rows=plan.ahead_of_journal)
    if plan.foreign_keys and sum(record.deleted for record in plan.records) == plan.known_keys:
        raise BrakeError("sync.journal-empty", rows=plan.foreign_keys)
    missing, known = len(plan.missing_keys), plan.known_keys
    share = limits.max_missing_share
    if share is not None and missing >= MISSING_ROWS_MATTER and missing > share * known:
        raise BrakeError("sync.too-many-missing", missing=missing, known=known)


class _Timer:
    """Seconds per phase; a phase that runs again adds up."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self.seconds: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        self._say(name)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start
