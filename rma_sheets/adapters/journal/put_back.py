"""Putting a journal's backup in the place of the journal.

What an older journal does not know, numbers above all, it learns (`SqlJournal.go_on_after`) before it is put in place.
The one that is replaced is kept beside it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from .copies import back_up
from .database_file import TAILS, remove, to_disk
from .half_made import remove_left
from .problems import translated


@contextmanager
def staged(copy: Path, path: Path) -> Iterator[Path]:
    """A backup beside `path`, where it learns what it does not know before it may be the journal there. Raises
    JournalError. Gone in the end, unless `put_in_place` took it."""
    fresh = _fresh(path)
    back_up(copy, fresh)
    try:
        yield fresh
    finally:
        remove_staged(path)


def remove_staged(path: Path) -> None:
    """What a killed `restore` or `backup` left beside the journal at `path`; nobody else may be restoring. Raises
    JournalError."""
    remove_left(path.parent)
    if (fresh := _fresh(path)).exists():
        with translated(str(path)):
            remove(fresh)


def put_in_place(fresh: Path, path: Path, at: datetime) -> Path | None:
    """Let that journal be the one at `path`, in one step; returns where the one that stood there lies now.

    Raises JournalError, with the journal as it was, where somebody has it open.
    """
    with translated(str(path)):
        _into_one_file(fresh)
        kept = _set_aside(path, at) if path.exists() else None
        to_disk(fresh)
        fresh.replace(path)
        to_disk(path.parent)
        return kept


def _set_aside(path: Path, at: datetime) -> Path:
    """The journal has a second name from now on. One that is no database keeps what lies beside it there as well."""
    try:
        _into_one_file(path)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise
    kept = path.with_name(f"{path.stem}-replaced-{at:%Y%m%dT%H%M%S%f}{path.suffix}")
    for tail in TAILS:
        beside = path.with_name(path.name + tail)
        if beside.exists():
            _second_name(beside, kept.with_name(kept.name + tail))
    for tail in TAILS[1:]:      # or SQLite would play them into the next journal
        path.with_name(path.name + tail).unlink(missing_ok=True)
    return kept


def _second_name(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except OSError:     # not every file system can
        shutil.copy2(path, name)
        to_disk(name)


def _into_one_file(path: Path) -> None:
    """All of a database is in its file, and nothing beside it. Nobody may have it open."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()


def _fresh(path: Path) -> Path:
    return path.with_name(f".{path.name}.fresh")
