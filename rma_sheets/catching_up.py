"""What an older journal learns before it is the journal again.

What the journal that is replaced tells of numbers, rows and mails is taken over; where it tells nothing, or not all,
counters go on with a gap, rows are taken as they stand in the sheet, and mails that were still waiting may be out long
since, so a person decides of each (`outbox resolve`).
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from .bootstrap import App
from .model.delivery import MailState
from .model.given_numbers import GivenNumber, NumberState
from .model.record import RowRecord
from .model.snapshot import Snapshot
from .planning.adopt import adopt_plan
from .planning.counters import counters_of, drawn_from
from .replaced import Replaced

GAP = 1_000
"""Numbers that are left out where nobody knows any more which were given."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What the backup learned: how many rows it took, how many mails are in doubt, and the gap that was left."""

    rows: int
    mails: int
    gap: int


def catch_up(app: App, snapshot: Snapshot, before: Replaced) -> Learned:
    """Let the app's journal catch up with the sheet and with what the journal before knew. Raises JournalError."""
    now, world = app.clock.now(), app.world_of(snapshot)
    shown = counters_of(world)
    whole = before.tells_all(shown, adopt_plan(world, (), before.rows).records)
    gap, rows, mails = (0, before.rows, before.mails) if whole else (GAP, {}, before.in_doubt())
    counters = _further({**({} if whole else drawn_from(world)), **shown}, before.counters, gap)
    numbers = _given(adopt_plan(world, (), rows).numbers, app.journal.given_numbers(), before, world.view.rows)
    unknown = _unknown(app)
    app.journal.go_on_after(counters, numbers, mails, now)
    if before.label_key:
        app.journal.keep_label_key(before.label_key, anew=not before.older)
    plan = adopt_plan(app.world_of(snapshot), app.journal.given_numbers(), rows)    # with the counters as they are now
    if plan.records:
        run = app.journal.reserve(plan, now)
        app.journal.bind(run, frozenset(record.key for record in plan.records), now)
    return Learned(len(plan.records), len(_unknown(app) - unknown), gap)


def _further(here: Mapping[str, int], before: Mapping[str, int], gap: int) -> Mapping[str, int]:
    """Every counter as far as either knows, and that gap further."""
    return {name: max(here.get(name, 0), before.get(name, 0)) + gap for name in {**here, **before}}


def _given(rows: Mapping[str, str], here: Mapping[str, GivenNumber], before: Replaced,
           known: Mapping[str, RowRecord]) -> Mapping[str, GivenNumber]:
    """What the backup is told of numbers, number by number: those of rows (number -> row key) that it has are bound to
    them, and of the others what the journal before knew, where it knew their row as far as the backup does (`known`).
    """
    bound = {number: replace(here[number], row_key=key, state=NumberState.BOUND)
             for number, key in rows.items() if number in here}
    return {number: each for number, each in before.numbers.items() if number not in rows
            and (number not in here or _is_newer(each, before, known))} | bound


def _is_newer(number: GivenNumber, before: Replaced, known: Mapping[str, RowRecord]) -> bool:
    """Whether what the journal before says of a number is the newer word. What is void once is no row's again, unless
    the row went on with it."""
    last = known[number.row_key].rev if number.row_key in known else -1
    return before.rev(number.row_key) >= last + (number.state is NumberState.BOUND)


def _unknown(app: App) -> Set[str]:
    return {key for key, state in app.journal.mail_keys().items() if state is MailState.UNKNOWN}
