"""An SQLite database as files: what SQLite keeps beside it, taking it away whole, bringing it down to the disk."""

from __future__ import annotations

import os
from pathlib import Path

TAILS = ("", "-wal", "-shm", "-journal")
"""A database's file, and what SQLite may keep beside it (https://www.sqlite.org/tempfiles.html, 2)."""


def file_at(path: str | None) -> tuple[int, int] | None:
    """Which file that is, whatever it is called; None where there is none."""
    try:
        there = os.stat(path or "")     # noqa: PTH116  (as text: this runs in every pass)
    except OSError:
        return None
    return there.st_dev, there.st_ino


def remove(path: Path) -> None:
    """Take a database away, itself after all that lies beside it: while it is there, there is something to remove.

    Raises OSError.
    """
    for tail in reversed(TAILS):
        path.with_name(path.name + tail).unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    """Let a file, or the names in a folder, outlast a power cut. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
