"""Putting back a backup of the journal so that no number can come again and nobody is mailed twice.

An older journal knows less than what happened since. What the journal that is replaced tells of numbers, rows and mails
is taken over; where it tells nothing, or not all, counters go on with a gap, rows are taken as they stand in the sheet,
and mails that were still waiting may be out long since, so a person decides of each (`outbox resolve`).
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from .bootstrap import App, SystemClock, open_app
from .bootstrap.desk import check_journal_copy, put_journal_in_place, staged_journal
from .bootstrap.parts import make_store, register_lock, register_name
from .config import Config, load_config
from .errors import JournalError
from .healing import heal
from .model.delivery import MailState
from .model.given_numbers import NumberState
from .model.rowkeys import register_of
from .model.snapshot import Snapshot
from .planning.adopt import adopt_plan
from .planning.counters import counters_of, drawn_from
from .replaced import Replaced, register_id_at, what_it_knows
from .terminal import Terminal

GAP = 1_000
"""Numbers that are left out where nobody knows any more which were given."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What the backup learned: how many rows it took, how many mails are in doubt, and the gap that was left."""

    rows: int
    mails: int
    gap: int


def restore_journal(config_path: str, copy: Path, terminal: Terminal) -> int:
    """Put it back and say what that means. Raises RmaSheetsError with the journal as it was.

    The backup learns what it lacks before it takes its place in one step: whenever this ends, the journal is the old
    one, or one that knows all.
    """
    config = load_config(Path(config_path), os.environ)
    clock, store = SystemClock(ZoneInfo(config.timezone)), make_store(config)
    with register_lock(config, store):
        snapshot = store.read()       # without the sheet nobody knows how far the rows are
        _check_same(check_journal_copy(copy, register_name(config)), copy, config, clock, snapshot)
        with staged_journal(copy, config.journal_path) as fresh:
            with open_app(config_path, terminal, journal_path=fresh) as app:
                heal(app.journal, snapshot, clock.now())
                learned = _taught(app, snapshot, what_it_knows(config, clock, snapshot, app.journal))
            kept = put_journal_in_place(fresh, config.journal_path, clock.now())
    _say(app, terminal, learned, kept)
    return 0


def _check_same(register_id: str, copy: Path, config: Config, clock: SystemClock, snapshot: Snapshot) -> None:
    """Raises JournalError for the backup of another shop's journal. Most keys in the sheet decide, and the present
    journal where there are none."""
    tab = snapshot.tab("returns")
    registers = (register_of(str(tab.cell(position, "row_key"))) for position in range(len(tab.rows)))
    most = Counter(filter(None, registers)).most_common(1)
    present = register_id_at(config, clock)     # asked in any case: nobody else may be working with it
    if (most[0][0] if most else present or register_id) != register_id:
        raise JournalError("journal.other-shop", path=copy, register=register_name(config))


def _taught(app: App, snapshot: Snapshot, before: Replaced) -> Learned:
    """Let the app's journal catch up with the sheet and with what the journal before knew."""
    now, world = app.clock.now(), app.world_of(snapshot)
    counters = counters_of(world)
    whole = before.tells_all(world.view.register_id, counters)
    gap, rows = (0, before.rows) if whole else (GAP, {})
    counters = {name: max(counters.get(name, 0), before.counters.get(name, 0)) + gap
                for name in {**counters, **before.counters, **({} if whole else drawn_from(world))}}
    mine, have = adopt_plan(world, (), rows).numbers, app.journal.given_numbers()
    others = {number: each for number, each in before.numbers.items() if number not in mine}
    others |= {number: replace(have[number], row_key=key, state=NumberState.BOUND)
               for number, key in mine.items() if number in have}
    unknown = _unknown(app)
    app.journal.go_on_after(counters, others, before.mails if whole else before.in_doubt(), now)
    plan = adopt_plan(app.world_of(snapshot), app.journal.given_numbers(), rows)    # with the counters as they are now
    if plan.records:
        run = app.journal.reserve(plan, now)
        app.journal.bind(run, frozenset(record.key for record in plan.records), now)
    return Learned(len(plan.records), _unknown(app) - unknown, gap)


def _unknown(app: App) -> int:
    return app.journal.mail_states().get(MailState.UNKNOWN, 0)


def _say(app: App, terminal: Terminal, learned: Learned, kept: Path | None) -> None:
    say, count = app.texts.say, app.texts.count
    terminal.lines([say("restore.journal", path=app.config.journal_path),
                    *([say("restore.kept", path=kept)] if kept else []),
                    *([count("restore.rows", learned.rows)] if learned.rows else []),
                    *([count("restore.mails", learned.mails)] if learned.mails else []),
                    *([say("restore.gap", gap=learned.gap)] if learned.gap else [])])
    terminal.json({"rows": learned.rows, "mails": learned.mails, "kept": str(kept or ""), "gap": learned.gap})
