"""Puts the changed workbook in the place of the old one, and looks at what it displaced.

Between the last look at the register and its replacement somebody may save it. So both files change places, in one
step where the system can (renameat2 with RENAME_EXCHANGE of Linux, renamex_np with RENAME_SWAP of macOS); what comes
out is looked at, and goes back if it is not what was read. It refuses to delete what it has not looked at.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from rma_sheets.errors import RegisterChanged

from .files import remember_names, remove
from .patience import patiently
from .problems import unwritable
from .read import version_of
from .ring import Ring

MARK_LENGTH = 16
"""Letters of the version of our file that its name carries while it is being put in place; see `leftovers`."""

TURNS = 20
"""How often a newer save is given way to, should somebody save again and again within moments."""

_CALLS: Mapping[str, tuple[str, Callable[[bytes, bytes], tuple[object, ...]]]] = {
    "linux": ("renameat2", lambda new, path: (-100, new, -100, path, 2)),
    "darwin": ("renamex_np", lambda new, path: (new, path, 2)),
}
"""System -> call and its arguments: renameat2(2) with AT_FDCWD, and rename(2) of macOS 10.12."""


def put_in_place(new: Path, path: Path, old: str, ours: str, ring: Ring, copy: Path, wait_seconds: float) -> bool:
    """Put `new` (version `ours`) in the place of `path`, unless somebody saved since it was read as version `old`.

    `copy` is what the ring holds of the old file. False: somebody did, and their newest save stands at `path`; another
    save that came out on the way is in the ring. Raises StoreError, RegisterBusy, and RegisterChanged where the file
    is gone, with the old file in place.
    """
    held = path.with_name(f".{path.name}-{ours[:MARK_LENGTH]}.swap")
    try:
        new.replace(held)
        out = trade(held, path, ours, old, wait_seconds)
        if out == old:
            ring.adopt(held, copy)
        elif out != ours:
            ring.add(held.read_bytes(), path)
        remove(held)
    except OSError as error:
        _drop_ours(held, ours)
        if isinstance(error, FileNotFoundError):
            raise RegisterChanged("excel.changed", name=path.name) from error
        raise unwritable(path, error) from error
    except BaseException:
        _drop_ours(held, ours)
        raise
    return out == old


def trade(held: Path, path: Path, placed: str, before: str, wait_seconds: float) -> str:
    """Let `held` (version `placed`) and `path` change places until what comes out is what was there `before`.

    What comes out instead is newer, so it goes back, in exchange for what was just put there. Returns the version that
    came out at last, which `held` then is. Raises OSError, RegisterBusy.
    """
    end = time.monotonic() + wait_seconds
    for _ in range(TURNS):
        kept = patiently(path, lambda: exchange(held, path), end)
        remember_names(path.parent)
        out = version_of(held.read_bytes()) if kept else before
        if out == before:
            break
        placed, before = out, placed
    return out


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


def _drop_ours(held: Path, ours: str) -> None:
    """Take our own file away; anything else that is held is somebody's, and `leftovers` finds it a place."""
    try:
        if version_of(held.read_bytes()) == ours:
            remove(held)
    except OSError:
        return
