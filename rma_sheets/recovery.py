"""Putting back a backup of the journal so that no number can come again and nobody is mailed twice.

An older journal knows less than what happened since. Its counters go on from the journal that is replaced, where that
can still be read, else with a gap; rows are taken as they stand in the sheet; mails that were still waiting when the
backup was made may be out long since, so a person decides of each (`outbox resolve`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from .bootstrap import App, SystemClock, open_app
from .bootstrap.desk import check_journal_copy, put_journal_in_place, staged_journal
from .bootstrap.parts import lock_names, make_store, open_journal, register_lock, register_name
from .config import Config, load_config
from .errors import JournalError
from .model.runs import GivenNumber
from .planning.adopt import adopt_plan, counters_of
from .terminal import Terminal

GAP = 1_000
"""Numbers that are left out where nobody knows any more which were given."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the journal that is replaced knows; `readable`: whether it could be asked."""

    counters: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, GivenNumber] = field(default_factory=dict)
    readable: bool = False


def restore_journal(config_path: str, copy: Path, terminal: Terminal) -> int:
    """Put it back and say what that means. Raises RmaSheetsError with the journal as it was.

    The backup learns what it lacks before it takes its place in one step: whenever this ends, the journal is the old
    one, or one that knows all.
    """
    config = load_config(Path(config_path), os.environ)
    clock, store = SystemClock(ZoneInfo(config.timezone)), make_store(config)
    with register_lock(config, store):
        store.read()       # without the sheet nobody knows how far the rows are
        check_journal_copy(copy, register_name(config))
        known = _known(config, clock)
        with staged_journal(copy, config.journal_path) as fresh:
            with open_app(config_path, terminal, journal_path=fresh) as app:
                rows, mails = _taught(app, known)
            kept = put_journal_in_place(fresh, config.journal_path, clock.now())
    say, count = app.texts.say, app.texts.count
    terminal.lines([say("restore.journal", path=config.journal_path),
                    *([say("restore.kept", path=kept)] if kept else []),
                    count("restore.rows", rows), count("restore.mails", mails),
                    *([] if known.readable else [say("restore.gap", gap=GAP)])])
    terminal.json({"rows": rows, "mails": mails, "kept": str(kept or ""), "gap": 0 if known.readable else GAP})
    return 0


def _known(config: Config, clock: SystemClock) -> Known:
    """What the present journal knows. Raises RegisterBusy while another machine works with it."""
    if not config.journal_path.exists():
        return Known()
    try:
        with closing(open_journal(config, clock)) as journal, journal.held(*lock_names(config), clock.now):
            journal.keep_quiet("")      # whoever writes holds the register
            return Known(journal.view().counters, journal.given_numbers(), True)
    except JournalError:
        return Known()


def _taught(app: App, known: Known) -> tuple[int, int]:
    """Let the app's journal catch up; how many rows it took as they stand, and how many mails are in doubt."""
    now, world = app.clock.now(), app.world()
    counters = {name: last + (0 if known.readable else GAP) for name, last in counters_of(world).items()}
    counters |= {name: max(last, counters.get(name, 0)) for name, last in known.counters.items()}
    mine = set(adopt_plan(world, ()).numbers)
    mails = app.journal.go_on_after(
        counters, {number: each for number, each in known.numbers.items() if number not in mine}, now)
    plan = adopt_plan(app.world(), app.journal.given_numbers())      # with the counters as they are now
    if plan.records:
        run = app.journal.reserve(plan, now)
        app.journal.bind(run, frozenset(record.key for record in plan.records), now)
    return len(plan.records), mails
