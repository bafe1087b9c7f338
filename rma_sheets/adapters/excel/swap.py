"""Puts the changed workbook in the place of the old one, and looks at what it displaced.

Between the last look at the register and its replacement somebody may save it. So both files change places
(`exchange`); what comes out is looked at, and goes back if it is not what was read. It refuses to delete what it has
not looked at.
"""

from __future__ import annotations

import time
from pathlib import Path

from rma_sheets.errors import RegisterChanged

from .exchange import exchange
from .files import remember_names, remove
from .patience import patiently
from .problems import unwritable
from .read import version_of
from .ring import Ring

MARK_LENGTH = 16
"""Letters of the version of our file that its name carries while it is being put in place; see `leftovers`."""

TURNS = 20
"""How often a newer save is given way to, should somebody save again and again within moments."""


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


def _drop_ours(held: Path, ours: str) -> None:
    """Take our own file away; anything else that is held is somebody's, and `leftovers` finds it a place."""
    try:
        if version_of(held.read_bytes()) == ours:
            remove(held)
    except OSError:
        return
