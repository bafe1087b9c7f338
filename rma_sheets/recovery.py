"""Putting back a backup of the journal so that no number can come again and nobody is mailed twice.

An older journal knows less than what happened since. Its counters go on from the journal that is replaced, where that
can still be read, else with a gap; rows are taken as they stand in the sheet; mails that were still waiting when the
backup was made may be out long since, so a person decides of each (`outbox resolve`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from .bootstrap import App, SystemClock, open_app
from .bootstrap.desk import check_journal_copy, pass_lock, put_journal_back
from .bootstrap.parts import make_store, open_journal, register_name
from .config import Config, load_config
from .errors import JournalError
from .model.runs import GivenNumber
from .planning.adopt import adopt_plan, counters_of
from .terminal import Terminal

GAP = 1_000
"""Numbers that are left out where nobody knows any more which were given."""

Known = tuple[Mapping[str, int], Mapping[str, GivenNumber]]
"""Counters and numbers of the journal that is replaced."""


def restore_journal(config_path: str, copy: Path, terminal: Terminal) -> int:
    """Put it back and say what that means. Raises RmaSheetsError with the journal as it was."""
    config = load_config(Path(config_path), os.environ)
    clock = SystemClock(ZoneInfo(config.timezone))
    with pass_lock(config.pass_lock_path):
        make_store(config).read()       # without the sheet nobody knows how far the rows are
        check_journal_copy(copy, register_name(config))
        known = _known(config, clock)
        kept = put_journal_back(copy, config.journal_path, clock.now())
    with open_app(config_path, terminal) as app, app.parts.lock():
        return _go_on(app, known, kept, terminal)


def _known(config: Config, clock: SystemClock) -> Known | None:
    """What the present journal knows; None where it cannot be read."""
    if not config.journal_path.exists():
        return None
    try:
        with closing(open_journal(config, clock)) as journal:
            return journal.view().counters, journal.given_numbers()
    except JournalError:
        return None


def _go_on(app: App, known: Known | None, kept: Path | None, terminal: Terminal) -> int:
    now, world = app.clock.now(), app.world()
    counters = {name: last + (0 if known else GAP) for name, last in counters_of(world).items()}
    counters |= {name: max(last, counters.get(name, 0)) for name, last in (known[0] if known else {}).items()}
    mine = set(adopt_plan(world, ()).numbers)
    waiting = app.journal.go_on_after(counters, {number: each for number, each in (known[1] if known else {}).items()
                                                 if number not in mine}, now)
    plan = adopt_plan(app.world(), app.journal.given_numbers())      # with the counters as they are now
    if plan.records:
        run = app.journal.reserve(plan, now)
        app.journal.bind(run, frozenset(record.key for record in plan.records), now)
    say = app.texts.say
    terminal.lines([say("restore.journal", path=app.config.journal_path),
                    *([say("restore.kept", path=kept)] if kept else []),
                    app.texts.count("restore.rows", len(plan.records)), app.texts.count("restore.mails", waiting),
                    *([] if known else [say("restore.gap", gap=GAP)])])
    terminal.json({"rows": len(plan.records), "mails": waiting, "kept": str(kept or ""), "gap": 0 if known else GAP})
    return 0
