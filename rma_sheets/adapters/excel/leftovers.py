"""What a pass left beside the workbook that was killed while it put its file in place; see `swap`.

Such a file is ours (never put in place, or taken back), the old one that was displaced, or a save of somebody's that
came in between and had not gone back yet. Only the last is anybody's work: it goes back, or into the ring of backups.
To be called by the one pass that holds the lock.
"""

from __future__ import annotations

from glob import escape
from pathlib import Path

from .files import remove
from .locks import wait_until_free
from .problems import unwritable
from .read import version_of
from .ring import Ring
from .swap import MARK_LENGTH, trade


def settle_leftovers(path: Path, ring: Ring, wait_seconds: float) -> None:
    """Find each of them its place. Raises StoreError; RegisterBusy where one must go back and somebody has it open."""
    for left in sorted(path.parent.glob(f".{escape(path.name)}-{'[0-9a-f]' * MARK_LENGTH}.swap*")):
        try:
            if path.exists():   # else reading says that it is gone, and copies are where it says
                _settle(left, path, ring, wait_seconds)
        except OSError as error:
            raise unwritable(path, error) from error


def _settle(left: Path, path: Path, ring: Ring, wait_seconds: float) -> None:
    ours = left.name[len(path.name) + 2:][:MARK_LENGTH]
    content = left.read_bytes()
    if left.samefile(path) or version_of(content).startswith(ours) or content == ring.newest(path):
        remove(left)
        return
    there = version_of(path.read_bytes())
    if not there.startswith(ours):
        ring.add(content, path)     # somebody has saved since
    else:
        wait_until_free(path, wait_seconds)
        if trade(left, path, version_of(content), there, wait_seconds) != there:
            ring.add(left.read_bytes(), path)
    remove(left)
