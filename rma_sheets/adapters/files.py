"""Writing a whole file or none of it, under a name that every system takes."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
import time
from functools import cache
from pathlib import Path

from rma_sheets.errors import RmaSheetsError

_LEFT_OVER_SECONDS = 3600
"""Nobody takes so long to write a file."""


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write beside the old file, flush to disk, replace. `private`: for its owner alone. Raises RmaSheetsError with
    nothing half-written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if not private:     # as it is made
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
