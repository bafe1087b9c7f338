"""Whole passes in memory: the real `sync_pass` and `Effects`, and a machine that loses power where a test says."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from rma_sheets.adapters.memory import MemoryMailer
from rma_sheets.adapters.passlock import pass_lock
from rma_sheets.brakes import Limits
from rma_sheets.effects import Effects
from rma_sheets.model.plan import Plan, SyncReport
from rma_sheets.model.record import JournalView
from rma_sheets.model.snapshot import Snapshot
from rma_sheets.planning.labels import awaited_labels, lost_labels
from rma_sheets.ports import StoredMail
from rma_sheets.quiet import Quiet
from rma_sheets.sync import Parts, plan_pass, sync_pass
from tests.simulate import Shop


class PowerCut(BaseException):
    """The process ends here; nothing may catch it."""


class Machine:
    """A shop with all that follows a pass. `labels` are the files made: path -> content."""

    def __init__(self, shop: Shop, *, lock: Path | None = None) -> None:
        self.shop, self.mailer = shop, MemoryMailer()
        self.labels: dict[str, bytes] = {}
        self.said: list[str] = []
        self.effects = Effects(shop.journal, self.mailer, self, "shop@example.org", self._compose, lambda _: b"%PDF",
                               self.labels.__setitem__, str)
        quiet = Quiet(shop.store, shop.journal, self, "test",
                      lambda: sorted(awaited_labels(shop.journal.view(), shop.settings).values()),
                      self.labels.__contains__)
        self.parts = Parts(shop.store, shop.journal, self, lambda: pass_lock(lock) if lock else nullcontext(),
                           self._plan_of, lambda *words: self.effects(*words), self.said.append, quiet)

    def now(self) -> datetime:
        """The clock of this machine is the shop's."""
        return self.shop.now

    def sync(self, limits: Limits = Limits()) -> SyncReport:  # noqa: B008  (frozen)
        """One pass."""
        return sync_pass(self.parts, limits)

    def plan(self) -> Plan:
        """What a pass would do."""
        return plan_pass(self.parts)

    def _plan_of(self, snapshot: Snapshot, view: JournalView, now: datetime) -> Plan:
        lost = lost_labels(view, self.shop.settings, self.labels.__contains__)
        return self.shop.plan_of(snapshot, self.effects.limited(view), now, lost)

    def arrived(self) -> list[str]:
        """What customers and staff have in their mailboxes, as `notice to`."""
        return [f"{envelope.key.split(':')[1]} {envelope.to}" for envelope in self.mailer.sent]

    @staticmethod
    def _compose(stored: StoredMail) -> bytes:
        return f"{stored.message_id} {stored.mail.context}".encode()


def cut_power(*_: object) -> None:
    """To be called where the machine dies."""
    raise PowerCut
