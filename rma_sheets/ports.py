"""What the pass needs of the outside world, as protocols. Adapters keep these promises; contract tests check them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from .model.delivery import Delivery, MailState
from .model.given_numbers import GivenNumber
from .model.lease import Lease
from .model.plan import CellWrite, Event, Mail, Outcome, Plan, Result
from .model.record import JournalView, RowRecord
from .model.runs import KEPT, Cells, HistoryLine, RunLine, RunMemory
from .model.snapshot import Snapshot
from .model.values import CellValue


def nothing() -> None:
    """What is done where there is nothing to do."""


class Clock(Protocol):
    """The time, aware, in the shop's zone."""

    def now(self) -> datetime: ...


class Store(Protocol):
    """The register. Raises StoreError, RegisterBusy, RegisterChanged; half a write is never visible."""

    @property
    def name(self) -> str:
        """The register as people call it (file name, sheet title)."""
        ...

    def read(self) -> Snapshot:
        """All tabs the pass needs, with the version of exactly this content."""
        ...

    def wait_until_free(self) -> None:
        """Return once nobody has the register open, as far as it can be seen; raises RegisterBusy after a while."""
        ...

    def check_free(self) -> None:
        """The same without waiting: raises RegisterBusy where somebody has it open now."""
        ...

    def write(self, snapshot: Snapshot, writes: Sequence[CellWrite], last_look: Callable[[], None] = nothing) -> str:
        """Change those cells, all at once, if the register is still `snapshot`; returns the new version.

        `last_look` is called just before the change becomes visible; what it raises stops the change. Raises
        RegisterChanged, with nothing written, where it is not; RegisterBusy where somebody has it open.
        What was written has been read back and compared before the old register was replaced.
        """
        ...

    def append(self, snapshot: Snapshot, tab: str, rows: Sequence[Mapping[str, CellValue]]) -> str:
        """Add rows (column key -> value) under the last row of a tab; same promises as `write`."""
        ...

    def version(self) -> str:
        """The version that `read` would give, without parsing anything."""
        ...

    def recover(self) -> None:
        """Finish what a pass that died left half done beside the register. Only while holding the lock."""
        ...

    def changed_at(self) -> str:
        """A cheap mark (no parsing) that differs after a change; for `watch`."""
        ...


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail in the outbox. `content` is empty until it was rendered; from then on those exact bytes are the mail.

    `number` counts the mails of the journal from 1: what people call it by. `first_try`, `next_at` and `lost` as in
    `model.delivery.Delivery`.
    """

    mail: Mail
    message_id: str
    date: datetime
    state: MailState = MailState.QUEUED
    content: bytes = b""
    attempts: int = 0
    reply: str = ""
    number: int = 0
    first_try: datetime | None = None
    next_at: datetime | None = None
    lost: int = 0

    @property
    def delivery(self) -> Delivery:
        """How far it is."""
        return Delivery(self.state, self.attempts, self.first_try, self.next_at, self.reply, self.lost)


class Journal(Protocol):
    """The engine's memory. Raises JournalError. Every call is one transaction."""

    def view(self) -> JournalView:
        """What planning needs to know."""
        ...

    def reserve(self, plan: Plan, at: datetime) -> int:
        """Keep the plan's keys and numbers for it, with the records and mails it means; returns the run's id.

        Raises RegisterChanged where another pass has moved the counters meanwhile.
        """
        ...

    def pending(self) -> Sequence[tuple[int, Sequence[RowRecord]]]:
        """Runs that reserved and never bound (the pass died), with the records they meant."""
        ...

    def bind(self, run: int, standing: frozenset[str], at: datetime) -> None:
        """The sheet holds what the run meant for the rows `standing`: records, events and mails of those become true.

        Numbers of other rows of the run stay void for ever. Mails that wait or were refused are readdressed, shortened
        or withdrawn as planned (`plan.MailChange`): their bytes are forgotten, their Message-ID stays. One that is out,
        or may be, stays as it is.
        """
        ...

    def due_mails(self, at: datetime, limit: int, *, resend: bool = False) -> Sequence[StoredMail]:
        """Mails to hand over now: queued, held (a template may have been mended), or to be retried and due.

        Mails found in_data become unknown; `resend` as in `mark_mail`.
        """
        ...

    def tried_since(self, at: datetime, now: datetime) -> int:
        """How many mails were handed over for the first time since then, whatever became of them. What lies after `now`
        is from a clock that was wrong, and does not count."""
        ...

    def keep_content(self, key: str, content: bytes) -> None:
        """Store the exact bytes of a mail, before the first attempt."""
        ...

    def mark_mail(self, key: str, state: Result | str, reply: str, at: datetime, *, resend: bool = False) -> MailState:
        """Record `in_data` or how an attempt ended; returns how far the mail is then, which is not always what it was
        marked (`delivery.advance`). With `resend` a mail of which nobody knows for the first time whether it went out
        is queued again at once; `unknown` is returned all the same."""
        ...

    def decide_mails(self, keys: Sequence[str], state: str, events: Sequence[Event], at: datetime) -> None:
        """A person's word of those mails, all or none, with its events; the next pass must look at the rows."""
        ...

    def quiet(self) -> str:
        """What a pass that had nothing to do left for the next one (`quiet.Quiet`); empty where none did."""
        ...

    def keep_quiet(self, state: str) -> None:
        """Replace it."""
        ...

    def mail_states(self) -> Mapping[MailState, int]:
        """How many mails are in each state."""
        ...

    def mail_keys(self) -> Mapping[str, MailState]:
        """The key of every mail, and its state."""
        ...

    def mails(self, row_key: str = "") -> Sequence[StoredMail]:
        """Mails of a row (of all rows where empty), oldest first."""
        ...

    def add_events(self, events: Sequence[Event], at: datetime) -> None:
        """Append to the history outside a pass (labels made by hand)."""
        ...

    def history(self, row_key: str | None = None) -> Sequence[HistoryLine]:
        """All events of a row (of all rows, and of none, where it is None), oldest first."""
        ...

    def broken_history(self) -> int:
        """The place of the first event (from 1) that is not as it was appended; 0 where the history is whole."""
        ...

    def history_end(self) -> str:
        """The digest of the last event, over all before it too; empty where nothing has happened."""
        ...

    def has_history(self, end: str) -> bool:
        """Whether the history that ended there is this one, or what this one goes on from."""
        ...

    def cells(self, keys: Sequence[str]) -> Mapping[str, Cells]:
        """What those rows said when a pass left them last."""
        ...

    def runs(self, most: int = KEPT) -> Sequence[RunLine]:
        """The newest runs that changed something, newest first."""
        ...

    def run(self, line: RunLine) -> RunMemory:
        """What that run replaced, numbered and mailed; the rows of an old run are forgotten (`runs.KEPT`)."""
        ...

    def given_numbers(self) -> Mapping[str, GivenNumber]:
        """Every number that was ever given."""
        ...

    def go_on_after(self, counters: Mapping[str, int], given: Mapping[str, GivenNumber], mails: Sequence[StoredMail],
                    at: datetime) -> None:
        """An older journal was put back: it counts on from there, and those numbers are taken (and bound again, or
        void, as they are said to be, where they are that row's here too). Those mails are as another journal knows
        them, unless they are further here (`delivery.furthest`). Every other one that may go out yet is unknown."""
        ...

    def held(self, holder: str, place: str, now: Callable[[], datetime]) -> AbstractContextManager[None]:
        """Inside it whatever is written is written by `holder` alone: the first write takes a lease. One left behind at
        the same `place` is given back at once: its holder is dead, as whoever asks has the lock of that place.

        Raises RegisterBusy where somebody at another `place` holds one, JournalError once it was lost or taken away.
        """
        ...

    def check_held(self) -> None:
        """Raises JournalError where the lease was lost."""
        ...

    def lease(self) -> Lease | None:
        """Who holds the register; it may have run out."""
        ...

    def break_lease(self, lease: str) -> None:
        """Take the lease of that id away from its holder. Raises JournalError where nobody holds it."""
        ...

    def imported(self, source: str, digests: Sequence[str]) -> frozenset[str]:
        """Which of these lines (digests) of that kind of source were imported before."""
        ...

    def keep_imported(self, source: str, digests: Sequence[str], at: datetime) -> None:
        """Remember imported lines."""
        ...

    def label_key(self) -> bytes:
        """The key that signs labels; empty where it was never told. It is shown to nobody."""
        ...

    def keep_label_key(self, key: bytes, *, anew: bool = False) -> bytes:
        """Keep that key where there is none, or `anew` in any case; returns the one that is kept then."""
        ...

    def check(self) -> str:
        """For `doctor`: empty when what is kept is whole, else what is damaged. Raises JournalError."""
        ...

    def close(self) -> None:
        """Release the file."""
        ...


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes to the server: exact bytes for one recipient."""

    key: str
    sender: str
    to: str
    content: bytes


class MailSession(Protocol):
    """One connection, many mails."""

    def send(self, envelope: Envelope, before_data: Callable[[], None]) -> Outcome:
        """Hand over one mail. `before_data` is called after the recipient was accepted, before the content goes; a
        mailer that can see afterwards whether a mail stands where it belongs need not call it.

        Never raises for what a server does: the outcome's result is done, retry (certainly not sent), failed (refused
        for good) or unknown (the connection was lost after the content went).
        """
        ...


class Mailer(Protocol):
    """Where mails go: a folder of .eml files, or an SMTP server."""

    def session(self) -> AbstractContextManager[MailSession]:
        """Open the connection. A server that cannot be reached makes every `send` answer retry."""
        ...

    def check(self) -> str:
        """For `doctor`: empty when mails can be handed over, else the reason in the server's words."""
        ...
