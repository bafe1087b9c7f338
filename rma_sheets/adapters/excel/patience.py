"""Waits for programs that have the workbook's file in their hands for a moment, so that it is read in one piece.

On Windows a program that has the file open makes opening or replacing it fail for a moment; that is waited for, never
worked around by writing in place.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rma_sheets.errors import RegisterBusy, StoreError

from .problems import unreadable

_SHARING = (32, 33)
_REFUSED = (5, *_SHARING)
"""ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows (System Error Codes, 0-499)."""

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


def patiently(path: Path, act: Callable[[], _TAKEN], end: float) -> _TAKEN:
    """Do it again until nobody holds the file. Raises RegisterBusy at `end` (of the monotonic clock), else OSError."""
    while True:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _REFUSED:
                raise
            if time.monotonic() >= end:
                raise RegisterBusy("excel.held", name=path.name) from error
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
