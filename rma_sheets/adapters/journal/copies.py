"""A journal's backup: a whole copy in one file, and putting one back.

A copy is made by the database itself while others may write (VACUUM INTO). What an older journal does not know, numbers
above all, it learns (`SqlJournal.go_on_after`) before it is put in place. The one that is replaced is kept beside it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from rma_sheets.errors import JournalError

from .problems import translated
from .schema import HEAD, REVISION_TABLE

TAILS = ("", "-wal", "-shm", "-journal")
"""A database's file, and what SQLite may keep beside it (https://www.sqlite.org/tempfiles.html, 2)."""
_REVISION = f"SELECT version_num FROM {REVISION_TABLE}"  # noqa: S608  (a constant of ours)


def back_up(path: Path, target: Path) -> None:
    """A copy of the journal at `path` in the file `target`, whole or not at all. Raises JournalError."""
    with translated(str(target)):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = target.with_name(f".{target.name}.part")
        _remove(made)       # what a killed one left
        try:
            os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("VACUUM INTO ?", (str(made),))      # an empty file is as good as none
            _keep(made)
            made.replace(target)
        finally:
            _remove(made)


def check_copy(path: Path, register: str) -> None:
    """Raises JournalError where that file is no whole journal of this register, or one of a newer program."""
    if not path.is_file():
        raise JournalError("journal.no-copy", path=path)
    with translated(str(path)), closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        problem = "; ".join(line for (line,) in connection.execute("PRAGMA integrity_check(3)"))
        if problem != "ok":
            raise JournalError("journal.damaged", path=path, reason=" ".join(problem.split()))
        try:
            (revision,) = connection.execute(_REVISION).fetchone()
            known = {name for (name,) in connection.execute("SELECT register FROM registers")}
        except sqlite3.OperationalError as error:
            raise JournalError("journal.other-tables", path=path) from error
        if revision > HEAD:
            raise JournalError("journal.newer", path=path, revision=revision)
        if register not in known:
            raise JournalError("journal.other-register", path=path, register=register)


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
    """What a killed `restore` left beside the journal at `path`; nobody else may be restoring. Raises JournalError."""
    if (fresh := _fresh(path)).exists():
        with translated(str(path)):
            _remove(fresh)


def _fresh(path: Path) -> Path:
    return path.with_name(f".{path.name}.fresh")


def put_in_place(fresh: Path, path: Path, at: datetime) -> Path | None:
    """Let that journal be the one at `path`, in one step; returns where the one that stood there lies now.

    Raises JournalError, with the journal as it was, where somebody has it open.
    """
    with translated(str(path)):
        _into_one_file(fresh)
        kept = _set_aside(path, at) if path.exists() else None
        _keep(fresh)
        fresh.replace(path)
        _keep(path.parent)
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
        _keep(name)


def _into_one_file(path: Path) -> None:
    """All of a database is in its file, and nothing beside it. Nobody may have it open."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()


def _remove(path: Path) -> None:
    """With all that lies beside it, itself last: as long as it is there, there is something to remove."""
    for tail in reversed(TAILS):
        path.with_name(path.name + tail).unlink(missing_ok=True)


def _keep(path: Path) -> None:
    """Down to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
