"""A copy of a journal while it is made: a file beside the one that it will be, with all that a customer told.

A killed process cannot take it away, so the next one does. One that is still being made is held by a lock of the
operating system, which dies with its process; Windows refuses to remove a file that is open.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .database_file import remove

_PREFIX, _SUFFIX, _TOKEN = ".", ".part", "????????"


@contextmanager
def being_made(target: Path) -> Iterator[Path]:
    """An empty file for its owner only, to be filled and moved to `target`; gone at the end. Raises OSError."""
    remove_left(target.parent)
    handle, made = _new(target)
    try:
        yield made
    finally:
        remove(made)
        os.close(handle)


def remove_left(folder: Path) -> None:
    """Take away what killed processes left in that folder."""
    for left in folder.glob(f"{_PREFIX}*.{_TOKEN}{_SUFFIX}"):
        with contextlib.suppress(OSError):
            _remove_if_left(left)


def _new(target: Path) -> tuple[int, Path]:
    """A file that this process holds. Until it does, another one may take it for left, and itself hold it."""
    while True:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f"{_PREFIX}{target.name}.", suffix=_SUFFIX)
        if _locked(handle) and Path(name).exists():
            return handle, Path(name)
        os.close(handle)


def _remove_if_left(path: Path) -> None:
    """Take it away where it is a copy of a journal that nobody is making any more; held meanwhile, so that nobody makes
    it then. Windows removes no file that is open."""
    handle = os.open(path, os.O_RDWR)
    try:
        left = _is_ours(path, os.read(handle, 15)) and _locked(handle)
        if left and sys.platform != "win32":
            remove(path)
    finally:
        os.close(handle)
    if left and sys.platform == "win32":
        remove(path)


def _is_ours(path: Path, beginning: bytes) -> bool:
    """SQLite writes the first page of a large copy among the last; until then its own note lies beside the zeros."""
    if beginning == bytes(15):
        return path.with_name(f"{path.name}-journal").exists()
    return beginning in (b"", b"SQLite format 3")


def _locked(handle: int) -> bool:
    """Whether this process holds the file now."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
