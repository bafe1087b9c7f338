"""Writing a whole file or none of it, and the lock that keeps two passes apart. Effects at the edge, nothing else."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from rma_sheets.errors import RegisterBusy, RmaSheetsError

_LEFT_OVER_SECONDS = 3600
"""Nobody takes so long to write a file."""


def write_file(path: Path, content: bytes) -> None:
    """Write beside the old file, flush to disk, replace. Raises RmaSheetsError with nothing half-written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise RmaSheetsError("files.disk-full" if full else "files.cannot-write", path=path,
                             reason=error.strerror or str(error)) from error


@cache
def _sweep(folder: Path) -> None:
    """Take away, once a process, what killed ones left there long ago."""
    for left in folder.glob(".*.????????.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_OVER_SECONDS:
                left.unlink()


def _umask() -> int:
    """What the user takes away from the mode of new files; there is no way to ask but to set it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def make_folder(path: Path) -> None:
    """The folder and its parents, where they are missing. Raises RmaSheetsError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RmaSheetsError("files.cannot-write", path=path, reason=error.strerror or str(error)) from error


def safe_name(text: str) -> str:
    """A file name for any text: letters, digits, dot and dash stay."""
    return re.sub(r"[^\w.-]+", "_", text).strip("._") or "unnamed"


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
