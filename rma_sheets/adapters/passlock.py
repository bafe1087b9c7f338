"""The lock that keeps two passes on one machine apart, and the note beside it that says who holds it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from rma_sheets.errors import RegisterBusy, RmaSheetsError

from .files import make_folder


@contextmanager
def pass_lock(path: Path, wait_seconds: float = 0.0) -> Iterator[None]:
    """One pass at a time. The operating system lets go of the lock when its process dies.

    Raises RegisterBusy that names the process which holds it.
    """
    make_folder(path.parent)
    lock = FileLock(path, timeout=wait_seconds)
    note = path.with_suffix(".holder")
    try:
        lock.acquire()
    except Timeout as error:
        raise RegisterBusy("files.locked", holder=_holder(note)) from error
    except OSError as error:
        raise RmaSheetsError("files.cannot-write", path=path, reason=error.strerror or str(error)) from error
    try:
        with contextlib.suppress(OSError):  # only a courtesy to whoever waits
            note.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink()
        lock.release()


def _holder(note: Path) -> str:
    try:
        return note.read_text(encoding="ascii")
    except OSError:
        return "?"
