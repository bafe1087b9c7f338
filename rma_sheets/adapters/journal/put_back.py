"""Putting a journal's backup in the place of the journal.

What an older journal does not know, numbers above all, it learns (`SqlJournal.go_on_after`) before it is put in place.
The one that is replaced is kept beside it. Its file stays where it can be read, and gets the other content in one
transaction: SQLite would mix two files of one name, where a process still has the first one open
(https://www.sqlite.org/howtocorrupt.html, 2.4).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from rma_sheets.errors import JournalError

from .copies import back_up
from .database_file import into_one_file, keep_as, remove, to_disk
from .engine import BUSY_SECONDS, make_private
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
    """Let that journal be the one at `path`, in one step; returns where the one that stood there is kept.

    Raises JournalError, with the journal as it was, where somebody is writing in it.
    """
    kept = path.with_name(f"{path.stem}-replaced-{at:%Y%m%dT%H%M%S%f}{path.suffix}")
    there = path.exists()
    with translated(str(path)):
        into_one_file(fresh)
        if not there or _kept(path, kept):
            try:
                _fill(fresh, path)
            except BaseException:   # nothing was replaced
                remove(kept)
                raise
        else:
            keep_as(path, kept)
            to_disk(fresh)
            fresh.replace(path)
        to_disk(path.parent)
    return kept if there else None


def _kept(path: Path, kept: Path) -> bool:
    """Whether the journal could be read, and is kept as it is."""
    try:
        back_up(path, kept)
    except JournalError as error:
        if error.reference in ("journal.damaged", "journal.not-a-journal"):
            return False
        raise
    return True


def _fill(fresh: Path, path: Path) -> None:
    """The content of that journal becomes that of `path`, in one transaction: whoever has it open sees it."""
    end = time.monotonic() + BUSY_SECONDS

    def in_time(*_: int) -> None:
        if time.monotonic() > end:
            raise JournalError("journal.busy", path=path)

    make_private(path)
    with closing(sqlite3.connect(fresh)) as source, closing(sqlite3.connect(path)) as live:
        live.execute("PRAGMA synchronous=FULL")
        source.backup(live, progress=in_time)


def _fresh(path: Path) -> Path:
    return path.with_name(f".{path.name}.fresh")
