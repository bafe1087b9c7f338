"""Putting back a backup of the journal so that no number can come again and nobody is mailed twice.

An older journal knows less than what happened since; it learns the rest (`catching_up`) before it takes its place.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

from .bootstrap import App, SystemClock, open_app
from .bootstrap.desk import check_journal_copy, put_journal_in_place, staged_journal
from .bootstrap.parts import make_store, register_lock, register_name
from .bootstrap.signing import KeyPutBack, put_key_back
from .catching_up import Learned, catch_up
from .config import Config, load_config
from .errors import JournalError
from .healing import heal
from .model.rowkeys import register_of
from .model.snapshot import Snapshot
from .replaced import register_id_at, what_it_knows
from .terminal import Terminal


def restore_journal(config_path: str, copy: Path, terminal: Terminal) -> int:
    """Put it back and say what that means. Raises RmaSheetsError with the journal as it was.

    The backup learns what it lacks before it takes its place in one step: whenever this ends, the journal is the old
    one, or one that knows all.
    """
    config = load_config(Path(config_path), os.environ)
    if copy.exists() and config.journal_path.exists() and copy.samefile(config.journal_path):
        raise JournalError("journal.in-place", path=copy)
    clock, store = SystemClock(ZoneInfo(config.timezone)), make_store(config)
    with register_lock(config, store):
        snapshot = store.read()       # without the sheet nobody knows how far the rows are
        _check_same(check_journal_copy(copy, register_name(config)), copy, config, clock, snapshot)
        with staged_journal(copy, config.journal_path) as fresh:
            with open_app(config_path, terminal, journal_path=fresh) as app:
                end = app.journal.history_end()
                heal(app.journal, snapshot, clock.now())
                learned = catch_up(app, snapshot, what_it_knows(config, clock, snapshot, app.journal, end))
                key = app.journal.label_key()
            kept = put_journal_in_place(fresh, config.journal_path, clock.now())
        put_back = put_key_back(config.label_key_path, key, clock.now())
    _say(app, terminal, learned, kept, put_back)
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


def _say(app: App, terminal: Terminal, learned: Learned, kept: Path | None, key: KeyPutBack) -> None:
    say, count = app.texts.say, app.texts.count
    terminal.lines([say("restore.journal", path=app.config.journal_path),
                    *([say("restore.kept", path=kept)] if kept else []),
                    *([say("restore.key", kept=str(key.kept or ""))] if key.done else []),
                    *([count("restore.rows", learned.rows)] if learned.rows else []),
                    *([count("restore.mails", learned.mails)] if learned.mails else []),
                    *([say("restore.gap", gap=learned.gap)] if learned.gap else [])])
    terminal.json({"rows": learned.rows, "mails": learned.mails, "kept": str(kept or ""), "gap": learned.gap,
                   "key_put_back": key.done, "key_kept": str(key.kept or "")})
