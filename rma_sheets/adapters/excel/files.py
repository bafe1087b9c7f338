"""The folder that the workbook lies in: a new file is written beside the old one, never into it, and made to last."""

from __future__ import annotations

import contextlib
import glob
import os
import tempfile
from pathlib import Path

from rma_sheets.errors import StoreError

from .problems import unwritable


def write_beside(path: Path, content: bytes, like: Path, mark: str) -> Path:
    """A new file with these bytes in the folder of `path`, safely on disk, with the mode of `like`.

    `mark` begins its name: the register's, so that what its next pass finds is of its own. Raises StoreError and
    leaves nothing behind.
    """
    name = ""
    for left in path.parent.glob(f".{glob.escape(mark)}-????????.tmp"):
        remove(left)  # of a pass that was killed; two passes never run at once
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{mark}-", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _belong_to(Path(name), like.stat())
    except OSError as error:
        if name:
            remove(Path(name))
        raise unwritable(path, error) from error
    return Path(name)


def _belong_to(path: Path, like: os.stat_result) -> None:
    """The same owner, where we may give files away, and the same mode."""
    if hasattr(os, "chown") and (like.st_uid, like.st_gid) != (os.getuid(), os.getgid()):
        with contextlib.suppress(OSError):
            os.chown(path, like.st_uid, like.st_gid)
    path.chmod(like.st_mode & 0o777)


def check_back(path: Path, content: bytes) -> None:
    """Raises StoreError where the file that was just written does not hold these bytes."""
    try:
        kept = path.read_bytes() == content
    except OSError as error:
        raise unwritable(path, error) from error
    if not kept:
        raise StoreError("excel.not-as-meant", path=path, place=path.name)


def remember_names(folder: Path) -> None:
    """Make the disk remember which names the folder holds now."""
    with contextlib.suppress(OSError):  # Windows has no such call, some network drives refuse it; it is done already
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove(path: Path) -> None:
    """Take a file away; that it is gone already, or held by somebody, does no harm."""
    with contextlib.suppress(OSError):
        path.unlink()
