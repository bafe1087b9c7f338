"""The workbook's file and the folder it lies in: read in one piece, written beside; never half-written.

On Windows a program that has the file open makes opening or replacing it fail for a moment (errors 5, 32, 33); that is
waited for, never worked around by writing in place.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import stat
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rma_sheets.errors import RegisterBusy, StoreError

from .problems import unreadable, unwritable

_SHARING = (32, 33)
_PAUSE = 0.1
_TAKEN = TypeVar("_TAKEN")


def mark_of(path: Path) -> str:
    """A mark that differs after the file was replaced or written. Raises StoreError where there is no file."""
    try:
        found = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return f"{found.st_ino}-{found.st_size}-{found.st_mtime_ns}"


def read_whole(path: Path, wait_seconds: float, saving: Callable[[], bool]) -> bytes:
    """All bytes, read while nobody wrote. Raises StoreError; RegisterBusy for a file that does not come to rest.

    `saving` tells whether somebody has it open: Excel deletes the file and renames a new one, so that its name is
    gone for a moment.
    """
    end = time.monotonic() + wait_seconds
    while True:
        try:
            mark = mark_of(path)
            content = patiently(path, lambda: _read(path), end)
            if mark == mark_of(path):
                return content
        except StoreError as error:
            if error.reference != "excel.no-such-file" or not saving() or time.monotonic() >= end:
                raise
        else:
            if time.monotonic() >= end:
                raise RegisterBusy("excel.being-saved", name=path.name)
        time.sleep(_PAUSE)


def _read(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))  # a pipe or device would be waited for in vain
        return path.read_bytes()
    except OSError as error:
        if getattr(error, "winerror", None) in _SHARING:
            raise
        raise unreadable(path, error) from error


def patiently(path: Path, act: Callable[[], _TAKEN], end: float) -> _TAKEN:
    """Do it again until nobody holds the file. Raises RegisterBusy at `end` (of the monotonic clock), else OSError."""
    while True:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in (5, *_SHARING):
                raise
            if time.monotonic() >= end:
                raise RegisterBusy("excel.held", name=path.name) from error
            time.sleep(_PAUSE)


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
