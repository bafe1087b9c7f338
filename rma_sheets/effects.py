"""What follows a pass outside the sheet: label files, and mails handed over one by one.

A mail is rendered once and kept as exact bytes before the first attempt. What a template cannot render is held and
becomes a finding in its row; nothing here raises for a customer's data or a server's mood.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta

from .errors import RmaSheetsError, TemplateError
from .model.delivery import MailState
from .model.plan import Label, Mail, Outcome, Plan, Result
from .model.record import JournalView
from .ports import Clock, Envelope, Journal, Mailer, MailSession, StoredMail

Phase = Callable[[str], AbstractContextManager[None]]

BATCH = 500
"""Mails taken from the outbox at a time: the answer of the database and one connection."""


@dataclass(frozen=True, slots=True)
class Effects:
    """`compose` renders a stored mail into bytes, `make_label` a label; `save` writes under the shop's folder.

    `explain` says an error in the shop's language; `most_a_day`: so many mails within 24 hours, the others wait;
    `resend`: a mail that may have gone out is sent once more.
    """

    journal: Journal
    mailer: Mailer
    clock: Clock
    sender: str
    compose: Callable[[StoredMail], bytes]
    make_label: Callable[[Mapping[str, object]], bytes]
    save: Callable[[str, bytes], None]
    explain: Callable[[RmaSheetsError], str]
    most_a_day: int = 1_000_000
    resend: bool = False

    def __call__(self, plan: Plan, phase: Phase) -> tuple[Outcome, ...]:
        """Make labels, then hand over every mail that is due. `phase` tells and times it."""
        with phase("render"):
            labels = [self._label(label) for label in plan.labels]
        return (*labels, *self.deliver(phase))

    def _label(self, label: Label) -> Outcome:
        try:
            self.save(label.path, self.make_label(label.context))
        except RmaSheetsError as error:
            return Outcome("label", label.path, Result.FAILED, self.explain(error))
        return Outcome("label", label.path, Result.DONE)

    def deliver(self, phase: Phase) -> tuple[Outcome, ...]:
        """Hand over the mails that are due, batch by batch, each batch over one connection."""
        outcomes: list[Outcome] = []
        tried: set[str] = set()
        left = self._left()
        while True:
            # held ones stay due and stand in front
            due = self.journal.due_mails(self.clock.now(), BATCH + len(tried), resend=self.resend)
            batch = [stored for stored in due if stored.mail.key not in tried][:max(min(BATCH, left - len(tried)), 0)]
            if not batch:
                return tuple(outcomes)
            tried |= {stored.mail.key for stored in batch}
            with phase("render"):
                rendered = [self._rendered(stored) for stored in batch]
            outcomes += [each for each in rendered if isinstance(each, Outcome)]
            with phase("mail"):
                outcomes += self._send([each for each in rendered if isinstance(each, StoredMail)])

    def limited(self, view: JournalView) -> JournalView:
        """What the journal knows, and whether mails that wait must go on waiting; asked only where some do."""
        waits = any(mail.state is MailState.QUEUED for mail in view.mails)
        return replace(view, limited=waits and self._left() <= 0)

    def _left(self) -> int:
        """How many mails may be tried now, so that no more than `most_a_day` are within 24 hours."""
        now = self.clock.now()
        return self.most_a_day - self.journal.tried_since(now - timedelta(days=1), now)

    def _rendered(self, stored: StoredMail) -> StoredMail | Outcome:
        """The mail with its bytes, kept in the journal; or why it is held."""
        if stored.content:
            return stored
        try:
            content = self.compose(stored)
        except TemplateError as error:
            reason = self.explain(error)
            reached = self.journal.mark_mail(stored.mail.key, Result.HELD, reason, self.clock.now())
            return Outcome("mail", stored.mail.key, Result(reached), reason)
        self.journal.keep_content(stored.mail.key, content)
        return replace(stored, content=content)

    def _send(self, mails: Sequence[StoredMail]) -> Iterable[Outcome]:
        if not mails:
            return []
        with self.mailer.session() as session:
            return [self._send_one(session, stored) for stored in mails]

    def _send_one(self, session: MailSession, stored: StoredMail) -> Outcome:
        """What became of the mail as the journal has it: one that was lost before is not refused by a second try."""
        key = stored.mail.key
        envelope = Envelope(key, self.sender, stored.mail.to, stored.content)

        def content_goes() -> None:
            self.journal.mark_mail(key, "in_data", "", self.clock.now())

        outcome = session.send(envelope, content_goes)
        reached = self.journal.mark_mail(key, outcome.result, outcome.text, self.clock.now(), resend=self.resend)
        return replace(outcome, result=Result(reached))


def label_context(mail: Mail) -> Mapping[str, object]:
    """What stands on the label that a mail carries: all items of the parcel, not only those the mail is about."""
    return {**mail.context, "items": mail.context.get("label_items") or mail.context["items"]}
