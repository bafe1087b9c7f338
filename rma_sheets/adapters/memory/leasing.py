"""The lease of a register in memory: the same rules as in a database (`model/lease.py`), for one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from rma_sheets.errors import JournalError, RegisterBusy
from rma_sheets.model.lease import LASTS, Lease


@dataclass(slots=True)
class Leasing:
    """`lease` is the one that stands, `_mine` the one that whoever holds the journal open has taken."""

    lease: Lease | None = None
    _epoch: int = 0
    _mine: Lease | None = None
    _wish: tuple[str, str, Callable[[], datetime]] | None = None

    @contextmanager
    def held(self, holder: str, place: str, now: Callable[[], datetime]) -> Iterator[None]:
        if self.lease is not None and self.lease.place == place:    # its holder is dead: whoever asks has the lock
            self.lease = None
        self._wish, self._mine = (holder, place, now), None
        try:
            yield
        finally:
            self._give_back()

    def _give_back(self) -> None:
        if self.lease == self._mine:
            self.lease = None
        self._wish = self._mine = None

    def keep(self) -> None:
        """Take the lease, or make sure that it is still ours. Raises RegisterBusy, JournalError."""
        if self._wish is None:
            return
        holder, place, now = self._wish
        at = now()
        if self._mine is not None:
            self.check()
            self.lease = self._mine = replace(self._mine, until=at + LASTS)
            return
        if self.lease is not None and self.lease.binds(place, at):
            raise RegisterBusy("journal.leased", holder=self.lease.holder, since=self.lease.since,
                               until=self.lease.until, lease=self.lease.lease)
        self._epoch += 1
        self.lease = self._mine = Lease(f"{self._epoch:08}", self._epoch, holder, place, at, at + LASTS)

    def check(self) -> None:
        """Raises JournalError where the lease was lost."""
        if self._mine is not None and (self.lease is None or self.lease.epoch != self._mine.epoch):
            raise JournalError("journal.lease-lost", lease=self._mine.lease)

    def take_away(self, lease: str) -> None:
        """Whoever holds that lease holds it no more. Raises JournalError where nobody does."""
        if self.lease is None or self.lease.lease != lease:
            raise JournalError("journal.no-such-lease", lease=lease)
        self.lease = None
