"""One pass, top to bottom: lock, read, plan, brake, reserve, write, bind, deliver. What a plan says is
carried out here and nowhere else.

Killed at any point, the next pass heals (`healing`); a plan that looks like an accident is stopped (`brakes`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from .brakes import Limits, brake
from .errors import RegisterChanged
from .healing import heal, healed_view
from .model.delivery import WAITING, MailState
from .model.mailkeys import row_of
from .model.plan import Outcome, Plan, Result, SyncReport
from .model.record import JournalView
from .model.snapshot import Snapshot
from .ports import Clock, Journal, Store
from .quiet import Quiet

NEEDS_A_PERSON = (Result.FAILED, Result.HELD, Result.UNKNOWN)

ATTEMPTS = 5
"""How often a pass plans again because somebody saved the register meanwhile."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a pass is made of; `bootstrap` puts it together.

    `plan` is `planning.build_plan` with the shop's settings; `effects` makes labels and hands over due mails; `quiet`
    knows a register in which nothing has changed; `resend`: a mail that may have gone out is sent once more.
    """

    store: Store
    journal: Journal
    clock: Clock
    lock: Callable[[], AbstractContextManager[None]]
    plan: Callable[[Snapshot, JournalView, datetime], Plan]
    effects: Callable[[Plan, Callable[[str], AbstractContextManager[None]]], tuple[Outcome, ...]]
    say: Callable[[str], None]
    quiet: Quiet
    resend: bool = False


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
        if MailState.IN_DATA in parts.journal.mail_states():    # a pass died there: its rows say so in this one
            parts.journal.due_mails(parts.clock.now(), 0, resend=parts.resend)
        with timer.phase("read"):
            quiet = parts.quiet.plan()      # also where it does not count: it knows what the journal keeps of it
        plan, written, again = (quiet, False, 0) if quiet and not anyway else _patiently(parts, limits, timer)
        outcomes = parts.effects(plan, timer.phase)
        if anyway:
            parts.quiet.forget()
        else:
            parts.quiet.remember(plan, outcomes)
        mails = parts.journal.mail_states()
    plan = replace(plan, people=plan.people + len(_need_a_person(plan, outcomes)))
    return SyncReport(plan, written, outcomes, timer.seconds, again, sum(mails.get(state, 0) for state in WAITING))


def _need_a_person(plan: Plan, outcomes: Iterable[Outcome]) -> Collection[str]:
    """The rows that need a person only because of what became of their mail in this pass: the register says it from the
    next one on. Rows of a mail are planned in the pass that tries it, so the plan knows who needs one already."""
    return {row_of(outcome.about) for outcome in outcomes
            if outcome.kind == "mail" and outcome.result in NEEDS_A_PERSON} - plan.needy


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
        parts.journal.bind(run, plan.standing, parts.clock.now())
    return plan, bool(plan.writes)


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
