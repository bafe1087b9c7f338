"""The ring of backups: the workbook as it was before each of the last changes, in a folder of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from glob import escape
from pathlib import Path

from .files import remove, write_beside
from .problems import unwritable


def keep_copy(content: bytes, path: Path, folder: Path, keep: int) -> Path:
    """Keep the old bytes of `path`, and of those kept the newest `keep` (at least this one). Raises StoreError."""
    name = f"{path.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S-%fZ}{path.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f".{escape(path.stem)}-[0-9]*T[0-9]*-[0-9]*Z-????????.tmp"):
            remove(left)  # of a pass that was killed while it kept a copy; two passes never run at once
        written = write_beside(folder / name, content, path)
        written.replace(folder / name)
    except OSError as error:
        raise unwritable(folder / name, error) from error
    copies = sorted(folder.glob(f"{escape(path.stem)}-[0-9]*T[0-9]*-[0-9]*Z{path.suffix}"))
    for old in copies[:-max(keep, 1)]:
        remove(old)
    return folder / name
