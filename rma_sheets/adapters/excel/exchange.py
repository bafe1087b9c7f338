"""Lets two files of one folder change places, so that what was displaced is still there to be looked at.

In one step where the system can: renameat2 with RENAME_EXCHANGE of Linux, renamex_np with RENAME_SWAP of macOS.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from .files import remove

_CALLS: Mapping[str, tuple[str, Callable[[bytes, bytes], tuple[object, ...]]]] = {
    "linux": ("renameat2", lambda new, path: (-100, new, -100, path, 2)),
    "darwin": ("renamex_np", lambda new, path: (new, path, 2)),
}
"""System -> call and its arguments: renameat2(2) with AT_FDCWD, and rename(2) of macOS 10.12."""


def exchange(new: Path, path: Path) -> bool:
    """Let two files of one folder change places; False: `new` replaced `path`, and what that was could not be kept.

    Raises OSError with both as they were.
    """
    return _at_once(new, path) or _by_a_link(new, path)


def _at_once(new: Path, path: Path) -> bool:
    """Whether the system did it; whatever it refuses, the plain way does or says better."""
    call = _system_call()
    if call is None:
        return False
    if not path.exists():       # an exchange needs both
        raise FileNotFoundError(path)
    return call(os.fsencode(new), os.fsencode(path))


@cache
def _system_call() -> Callable[[bytes, bytes], bool] | None:
    if sys.platform not in _CALLS:
        return None
    import ctypes

    name, arguments = _CALLS[sys.platform]
    call = getattr(ctypes.CDLL(None), name, None)       # older than glibc 2.28 or macOS 10.12
    return None if call is None else lambda new, path: call(*arguments(new, path)) == 0


def _by_a_link(new: Path, path: Path) -> bool:
    """Name the old file a second time, replace it, and give the second name to `new`.

    A save by renaming that falls between the first two steps is lost: there is no better way without an exchange.
    """
    aside = new.with_name(f"{new.name}~")
    remove(aside)
    try:
        aside.hardlink_to(path)
    except FileNotFoundError:
        raise
    except OSError:             # FAT, and some network drives
        new.replace(path)
        return False
    try:
        new.replace(path)
    except BaseException:
        remove(aside)
        raise
    aside.replace(new)
    return True
