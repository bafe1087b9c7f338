"""An SQLite database as files: what SQLite keeps beside it, keeping or taking it away whole, bringing it down to the
disk.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

TAILS = ("", "-wal", "-shm", "-journal")
"""A database's file, and what SQLite may keep beside it (https://www.sqlite.org/tempfiles.html, 2)."""


def file_at(path: str | None) -> tuple[int, int] | None:
    """Which file that is, whatever it is called; None where there is none."""
    try:
        there = os.stat(path or "")     # noqa: PTH116  (as text: this runs in every pass)
    except OSError:
        return None
    return there.st_dev, there.st_ino


def stands_still(path: Path) -> bool:
    """Whether nothing can be made beside a database, and nothing lies there.

    In WAL mode SQLite needs files beside it even to read it, or the word that nobody changes it
    (https://www.sqlite.org/wal.html, "Read-Only Databases"). What lies in a WAL must not be passed over.
    """
    if may_write(path.parent) or not path.exists():
        return False
    beside = [path.with_name(path.name + tail) for tail in TAILS[1:]]
    return not any(each.exists() and each.stat().st_size for each in beside)


def may_write(path: Path) -> bool:
    """Whether this process may write in that file or folder, as far as the system tells."""
    return os.access(path, os.W_OK)


def connected(path: Path, **options: Any) -> sqlite3.Connection:
    """A connection to a database, which can only read one that stands still. Raises sqlite3.Error."""
    if stands_still(path):
        return to_read(path, **options)
    connection: sqlite3.Connection = sqlite3.connect(path, **options)
    return connection


def to_read(path: Path, **options: Any) -> sqlite3.Connection:
    """A connection that changes nothing. Raises sqlite3.Error."""
    still = "&immutable=1" if stands_still(path) else ""
    connection: sqlite3.Connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{still}", uri=True, **options)
    return connection


def remove(path: Path) -> None:
    """Take a database away, itself after all that lies beside it: while it is there, there is something to remove.

    Raises OSError.
    """
    for tail in reversed(TAILS):
        path.with_name(path.name + tail).unlink(missing_ok=True)


def keep_as(path: Path, kept: Path) -> None:
    """A second name for a database, which may be damaged, and for all that lies beside it; then nothing lies beside the
    first. Raises OSError."""
    for tail in TAILS:
        beside = path.with_name(path.name + tail)
        if beside.exists():
            _second_name(beside, kept.with_name(kept.name + tail))
    for tail in TAILS[1:]:      # or SQLite would play them into the next database of that name
        path.with_name(path.name + tail).unlink(missing_ok=True)


def _second_name(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except OSError:     # not every file system can
        shutil.copy2(path, name)
        to_disk(name)


def into_one_file(path: Path) -> None:
    """All of a database is in its file, and nothing beside it. Nobody may have it open. Raises sqlite3.Error."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()


def to_disk(path: Path) -> None:
    """Let a file, or the names in a folder, outlast a power cut. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
