"""One pass, top to bottom: lock, read, plan, brake, reserve, write, bind, deliver. The only place that acts.

Killed at any point, the next pass heals: `heal` binds what the sheet proves was written (a row's `rev`) and lets the
rest go; reserved numbers that nobody saw stay gaps.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime

from .errors import BrakeError, RegisterChanged
from .model.plan import Outcome, Plan, SyncReport
from .model.record import JournalView
from .model.snapshot import Snapshot
from .ports import Clock, Journal, Store

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

    `plan` is `planning.build_plan` with the shop's settings; `effects` makes labels and hands over due mails.
    """

    store: Store
    journal: Journal
    clock: Clock
    lock: Callable[[], AbstractContextManager[None]]
    plan: Callable[[Snapshot, JournalView, datetime], Plan]
    effects: Callable[[Plan, Callable[[str], None]], tuple[Outcome, ...]]
    say: Callable[[str], None]


def plan_pass(parts: Parts) -> Plan:
    """What a pass would do now. Writes nothing, neither in the register nor in the journal."""
    snapshot = parts.store.read()
    return parts.plan(snapshot, healed_view(parts.journal, snapshot), parts.clock.now())


def sync_pass(parts: Parts, limits: Limits) -> SyncReport:
    """Carry one pass out. Raises BrakeError and StoreError with nothing written, RegisterChanged after five tries."""
    timer = _Timer(parts.say)
    with parts.lock():
        for attempt in range(1, ATTEMPTS + 1):
            try:
                plan, written = _read_plan_write(parts, limits, timer)
                break
            except RegisterChanged:
                if attempt == ATTEMPTS:
                    raise
        with timer.phase("effects"):
            outcomes = parts.effects(plan, parts.say)
    return SyncReport(plan, written, outcomes, timer.seconds)


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
    with timer.phase("reserve"):
        run = parts.journal.reserve(plan, parts.clock.now())
    if plan.writes:
        with timer.phase("write"):
            parts.store.write(snapshot, plan.writes)
    with timer.phase("bind"):
        parts.journal.bind(run, frozenset(record.key for record in plan.records), parts.clock.now())
    return plan, bool(plan.writes)


def heal(journal: Journal, snapshot: Snapshot, at: datetime) -> None:
    """Bind what earlier passes wrote and could not finish; give up what they meant and did not write."""
    standing = _standing(snapshot)
    for run, records in journal.pending():
        journal.bind(run, frozenset(record.key for record in records if standing.get(record.key) == record.rev), at)


def healed_view(journal: Journal, snapshot: Snapshot) -> JournalView:
    """The journal as `heal` would leave it, without touching it: for `plan`, which promises to write nothing."""
    view = journal.view()
    standing = _standing(snapshot)
    rows = dict(view.rows)
    for _, records in journal.pending():
        rows.update({record.key: record for record in records if standing.get(record.key) == record.rev})
    return JournalView(view.register_id, view.counters, rows, view.troubles)


def _standing(snapshot: Snapshot) -> Mapping[str, int]:
    """Row key -> the `rev` that stands in the sheet; a key that stands twice proves nothing."""
    tab = snapshot.tab("returns")
    found: dict[str, int] = {}
    doubled: set[str] = set()
    for position in range(len(tab.rows)):
        key, rev = tab.cell(position, "row_key"), tab.cell(position, "rev")
        if isinstance(key, str) and isinstance(rev, int):
            if key in found:
                doubled.add(key)
            found[key] = rev
    return {key: rev for key, rev in found.items() if key not in doubled}


def brake(plan: Plan, limits: Limits) -> None:
    """Stop a plan that looks like an accident. Raises BrakeError, which says what it saw and how to go on."""
    if limits.max_mails is not None and len(plan.mails) > limits.max_mails:
        raise BrakeError("sync.too-many-mails", mails=len(plan.mails), limit=limits.max_mails)
    if plan.foreign_keys and not plan.known_keys:
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
