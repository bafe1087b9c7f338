"""A journal's backup: a whole copy in one file, and putting one back.

A copy is made by the database itself while others may write (VACUUM INTO). The journal that is replaced is kept beside
the new one. What an older journal does not know, numbers above all, is for `SqlJournal.go_on_after` to learn.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from rma_sheets.errors import JournalError

from .problems import translated
from .schema import HEAD, REVISION_TABLE

_REVISION = f"SELECT version_num FROM {REVISION_TABLE}"  # noqa: S608  (a constant of ours)


def back_up(path: Path, target: Path) -> None:
    """A copy of the journal at `path` in the file `target`, whole or not at all. Raises JournalError."""
    with translated(str(target)):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=".journal-"))
        try:
            made = folder / "copy"
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("VACUUM INTO ?", (str(made),))
            made.chmod(0o600)
            _keep(made)
            made.replace(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


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


def put_back(copy: Path, path: Path, at: datetime) -> Path | None:
    """Let a copy be the journal; returns where the one that stood there lies now. Raises JournalError.

    Nobody may have the journal open.
    """
    with translated(str(path)):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.fresh")
        shutil.copyfile(copy, fresh)
        fresh.chmod(0o600)
        _keep(fresh)
        kept = path.with_name(f"{path.stem}-replaced-{at:%Y%m%dT%H%M%S}{path.suffix}") if path.exists() else None
        for tail in ("", "-wal", "-shm"):
            beside = path.with_name(path.name + tail)
            if kept and beside.exists():
                beside.replace(kept.with_name(kept.name + tail))
        fresh.replace(path)
        _keep(path.parent)
        return kept


def _keep(path: Path) -> None:
    """Down to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
