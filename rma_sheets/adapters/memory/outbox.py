"""The mails of `MemoryJournal`: queued once per key for ever, every step recorded; see `model/delivery.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from rma_sheets.errors import JournalError
from rma_sheets.model.covered import changed, references_of, remaining, waiting_mail
from rma_sheets.model.delivery import (
    CHANGEABLE,
    NOT_OUT,
    TROUBLED,
    Delivery,
    MailState,
    advance,
    at_worst,
    furthest,
    is_due,
    is_further,
    is_lost_first,
    refusal,
)
from rma_sheets.model.mailevents import mail_events
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.plan import Event, Mail, MailChange
from rma_sheets.model.rowmails import MailTrouble, RowMail, WaitingMail
from rma_sheets.model.runs import RunMail
from rma_sheets.ports import StoredMail


@dataclass(slots=True)
class _Slot:
    stored: StoredMail
    run: int
    delivery: Delivery = field(default_factory=Delivery)

    @property
    def shown(self) -> StoredMail:
        now = self.delivery
        return replace(self.stored, state=now.state, attempts=now.attempts, reply=now.reply, first_try=now.first_try,
                       next_at=now.next_at, lost=now.lost)

    @property
    def at_worst(self) -> MailState:
        """As what it counts for whoever wants to change it."""
        return at_worst(self.delivery.state, self.delivery.lost)


@dataclass(slots=True)
class Outbox:
    """`message_id` makes the Message-ID of a key; `tell` adds events to the history; `hold` is asked before each step.
    """

    message_id: Callable[[str], str]
    tell: Callable[[Sequence[Event], datetime], None]
    hold: Callable[[], None]
    _slots: dict[str, _Slot] = field(default_factory=dict)
    _covered: set[str] = field(default_factory=set)

    def queue(self, run: int, planned: Mail, standing: frozenset[str], at: datetime) -> None:
        """Queue what is left of a mail once rows that do not stand, and what was mailed before, are taken out."""
        mail = remaining(planned, standing, self._covered)
        if mail is not None:
            self._covered.update(mail.covers)
            self._slots[mail.key] = _Slot(
                StoredMail(mail, self.message_id(mail.key), at, number=len(self._slots) + 1), run)
            self.tell(list(mail_events(mail, None, Delivery())), at)

    def due(self, at: datetime, limit: int, *, resend: bool) -> Sequence[StoredMail]:
        """Mails to hand over now, after what a dead process left in the middle was marked unknown."""
        for key, slot in self._slots.items():
            if slot.delivery.state is MailState.IN_DATA:
                self.mark(key, MailState.UNKNOWN, "", at, resend=resend)
        return [slot.shown for slot in self._slots.values() if is_due(slot.delivery, at)][:max(limit, 0)]

    def tried_since(self, at: datetime, now: datetime) -> int:
        """How many mails were handed over for the first time since then, up to now."""
        tries = (slot.delivery.first_try for slot in self._slots.values())
        return sum(tried is not None and at <= tried <= now for tried in tries)

    def change(self, asked: MailChange, at: datetime) -> None:
        """Readdress, shorten or withdraw a mail that is not out; it is rendered anew. One left in the middle may be."""
        slot = self._slot(asked.key)
        if slot.at_worst is MailState.IN_DATA:
            self.mark(asked.key, MailState.UNKNOWN, "", at)
        if slot.delivery.state not in CHANGEABLE:
            return
        mail = changed(slot.stored.mail, asked)
        if mail is not None:
            slot.stored = replace(slot.stored, mail=mail, content=b"")
        self.mark(asked.key, MailState.QUEUED if mail else MailState.WITHDRAWN, "", at)

    def keep_content(self, key: str, content: bytes) -> None:
        """Store the exact bytes, once. Raises JournalError for other bytes than those already kept."""
        slot = self._slot(key)
        if slot.stored.content and slot.stored.content != content:
            raise JournalError("journal.mail-content-fixed", key=key)
        slot.stored = replace(slot.stored, content=content)

    def mark(self, key: str, state: str, reply: str, at: datetime, *, resend: bool = False) -> MailState:
        """Record a step and return the state that it led to; `resend`: one that is lost for the first time is queued
        again. Raises JournalError where a mail is done already, or goes out without its bytes kept."""
        slot = self._slot(key)
        if slot.delivery.state is MailState.DONE and state == MailState.DONE:
            return MailState.DONE
        if reason := refusal(slot.delivery, state, has_content=bool(slot.stored.content)):
            raise JournalError(reason, key=key)
        self.hold()
        before, after = slot.delivery, advance(slot.delivery, str(state), reply, at)
        slot.delivery = after
        self.tell(list(mail_events(slot.stored.mail, before, after)), at)
        if resend and is_lost_first(after):
            self.mark(key, MailState.QUEUED, after.reply, at)
        return after.state

    def mark_all(self, keys: Sequence[str], state: str, at: datetime) -> None:
        """Record that step of each; none where one of them is not there (JournalError)."""
        for key in [slot.stored.mail.key for slot in map(self._slot, keys)]:
            self.mark(key, state, "", at)

    def learn(self, known: Sequence[StoredMail], at: datetime) -> None:
        """Those mails are as they are known, or further, as they are here; every other one that may go out is unknown.
        """
        told = {stored.mail.key for stored in known}
        lost = [key for key, slot in self._slots.items()
                if key not in told and slot.delivery.state in (*CHANGEABLE, MailState.IN_DATA)]
        for stored in known:
            self._take_over(stored, at)
        self.mark_all(lost, MailState.UNKNOWN, at)

    def _take_over(self, stored: StoredMail, at: datetime) -> None:
        key, here = stored.mail.key, self._slots.get(stored.mail.key)
        if here is not None and here.delivery.state is MailState.DONE:
            return
        slot = _Slot(replace(stored, number=len(self._slots) + 1), 0, stored.delivery)
        if here is not None:
            told = here.stored if is_further(here.delivery, stored.delivery) else stored
            slot = _Slot(replace(told, number=here.stored.number), here.run, furthest(here.delivery, stored.delivery))
        self._slots[key] = slot
        self._covered.update(stored.mail.covers)
        self.tell(list(mail_events(stored.mail, here.delivery if here else None, slot.delivery, stored.date)), at)

    def keys(self) -> Mapping[str, MailState]:
        """The key of every mail, and its state."""
        return {key: slot.delivery.state for key, slot in self._slots.items()}

    def states(self) -> Mapping[MailState, int]:
        """How many mails are in each state."""
        return Counter(slot.delivery.state for slot in self._slots.values())

    def of_row(self, row_key: str) -> Sequence[StoredMail]:
        """Mails of a row, or of all rows where the key is empty, oldest first."""
        return [slot.shown for slot in self._slots.values()
                if not row_key or row_key in map(row_of, slot.stored.mail.covers)]

    def of_run(self, run: int) -> Sequence[RunMail]:
        """The mails that a run made."""
        return [RunMail(key, slot.stored.mail.notice, slot.stored.mail.to, slot.at_worst,
                        slot.stored.mail.covers) for key, slot in self._slots.items() if slot.run == run]

    def troubles(self) -> Sequence[MailTrouble]:
        """What staff are told of, a line for each row."""
        return [MailTrouble(row_of(key), slot.stored.mail.notice, slot.delivery.state, slot.delivery.reply,
                            slot.stored.number)
                for slot in self._slots.values() if slot.delivery.state in TROUBLED for key in slot.stored.mail.covers]

    def waiting(self) -> Sequence[WaitingMail]:
        """The mails that wait or were refused, oldest first."""
        return [waiting_mail(slot.stored.mail, slot.delivery.state, slot.delivery.lost) for slot in self._slots.values()
                if slot.delivery.state in CHANGEABLE]

    def of_rows(self) -> Sequence[RowMail]:
        """The mails of rows of which one is not out, oldest first."""
        slots = [(row_of(key), slot) for slot in self._slots.values() for key in slot.stored.mail.covers]
        unsure = {row_key for row_key, slot in slots if slot.delivery.state in NOT_OUT}
        return [RowMail(row_key, slot.stored.mail.key, slot.stored.mail.notice, slot.delivery.state, slot.stored.date,
                        references_of(slot.stored.mail.context)) for row_key, slot in slots if row_key in unsure]

    def _slot(self, key: str) -> _Slot:
        if key not in self._slots:
            raise JournalError("journal.no-such-mail", key=key)
        return self._slots[key]
