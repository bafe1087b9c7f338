"""The ring of backups: the workbook as it was before each of the last changes, in a folder of its own.

How many copies there are is looked at whenever one is added; the newest is never deleted, however old it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from glob import escape
from pathlib import Path

from .files import remove, write_beside
from .problems import unwritable

_STAMP = "%Y%m%dT%H%M%S-%fZ"
_SHAPE = "[0-9]" * 8 + "T" + "[0-9]" * 6 + "-" + "[0-9]" * 6 + "Z"


@dataclass(frozen=True, slots=True)
class Ring:
    """The newest `keep` copies (at least one), none of them older than `keep_days`; 0 days: however old."""

    folder: Path
    keep: int = 20
    keep_days: int = 0

    def add(self, content: bytes, path: Path) -> Path:
        """Keep these bytes of the workbook at `path`, and let go of what is too much or too old. Raises StoreError.

        Where the newest copy has them already, as after a pass that could not write, that one is enough.
        """
        if (newest := self._newest(path)) and _same(newest, content):
            return newest
        now = datetime.now(UTC)
        copy = self.folder / f"{path.stem}-{now:{_STAMP}}{path.suffix}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_beside(copy, content, path, path.name).replace(copy)
        except OSError as error:
            raise unwritable(copy, error) from error
        for old in self._surplus(path, now):
            remove(old)
        return copy

    def adopt(self, displaced: Path, copy: Path) -> None:
        """Put the old file itself in the place of its copy: what a program that still holds it writes is not lost."""
        try:
            displaced.replace(copy)
        except OSError:     # the ring is on another disk, and has those bytes already
            remove(displaced)

    def newest(self, path: Path) -> bytes | None:
        """The bytes of the newest copy of that workbook. Raises OSError."""
        copy = self._newest(path)
        return copy.read_bytes() if copy else None

    def _newest(self, path: Path) -> Path | None:
        return next(reversed(self._copies(path)), None)

    def _copies(self, path: Path) -> list[Path]:
        """From the oldest to the newest."""
        return sorted(self.folder.glob(f"{escape(path.stem)}-{_SHAPE}{path.suffix}"))

    def _surplus(self, path: Path, now: datetime) -> list[Path]:
        *copies, _newest = self._copies(path)
        many = len(copies) + 1 - max(self.keep, 1)
        since = now - timedelta(days=self.keep_days)
        return [old for place, old in enumerate(copies)
                if place < many or (self.keep_days and _made_at(old, path) < since)]


def _same(copy: Path, content: bytes) -> bool:
    try:
        return copy.stat().st_size == len(content) and copy.read_bytes() == content
    except OSError:
        return False


def _made_at(copy: Path, path: Path) -> datetime:
    """When it was kept, as its name says: what a person does with the file changes its own time."""
    try:
        return datetime.strptime(copy.stem[len(path.stem) + 1:], _STAMP).replace(tzinfo=UTC)
    except ValueError:      # a name like ours that a person gave
        return datetime.max.replace(tzinfo=UTC)
