"""A journal's backup: a whole copy in one file, made by the database itself while others may write (VACUUM INTO)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from rma_sheets.errors import JournalError

from .database_file import connected, to_disk, to_read
from .engine import BUSY_SECONDS
from .half_made import being_made
from .problems import translated
from .schema import HEAD, REVISION_TABLE

_REVISION = f"SELECT version_num FROM {REVISION_TABLE}"  # noqa: S608  (a constant of ours)


def back_up(path: Path, target: Path) -> None:
    """A copy of the journal at `path` in the file `target`, whole or not at all. Raises JournalError."""
    with translated(str(target)):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with being_made(target) as made:
            with closing(connected(path, timeout=BUSY_SECONDS)) as connection:
                connection.execute("VACUUM INTO ?", (str(made),))      # an empty file is as good as none
            to_disk(made)
            made.replace(target)


def register_id_in(path: Path, register: str) -> str:
    """Which journal of that register the file holds; empty where it holds none that can be read."""
    try:
        with closing(to_read(path)) as connection:
            found = connection.execute("SELECT register_id FROM registers WHERE register = ?", (register,)).fetchone()
    except sqlite3.Error:
        return ""
    return str(found[0]) if found else ""


def check_copy(path: Path, register: str) -> str:
    """The id of that register's journal. Raises JournalError where the file is no whole journal of this register, or
    one of a newer program."""
    if not path.is_file():
        raise JournalError("journal.copy-is-a-folder" if path.is_dir() else "journal.no-copy", path=path)
    with translated(str(path)), closing(to_read(path)) as connection:
        problem = "; ".join(line for (line,) in connection.execute("PRAGMA integrity_check(3)"))
        if problem != "ok":
            raise JournalError("journal.damaged", path=path, reason=" ".join(problem.split()))
        try:
            revision = max((each for (each,) in connection.execute(_REVISION)), default="")
            known = dict(connection.execute("SELECT register, register_id FROM registers").fetchall())
        except sqlite3.OperationalError as error:
            raise JournalError("journal.other-tables", path=path) from error
    if not revision:
        raise JournalError("journal.other-tables", path=path)
    if revision > HEAD:
        raise JournalError("journal.newer", path=path, revision=revision)
    if register not in known:
        raise JournalError("journal.other-register", path=path, register=register)
    return str(known[register])
