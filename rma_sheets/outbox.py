"""What a person decides of single mails: to try one again, to take one back, to say what became of an unknown one.

A mail that went out, or may have gone out, is never sent again without such a word; a decision is an event of the
rows it is about. Nothing is sent here: the next pass does it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from .errors import UsageError
from .model.covered import changed, numbers_of
from .model.delivery import ACTS, CHANGEABLE, MailState, at_worst, is_due
from .model.given_numbers import NumberState
from .model.mailkeys import row_of
from .model.plan import Event, Mail, MailChange
from .ports import Clock, Journal, StoredMail

REFUSED = {
    ("cancel", MailState.WITHDRAWN): "outbox.already-cancelled",
    ("retry", MailState.DONE): "outbox.cannot-retry-sent",
    ("retry", MailState.WITHDRAWN): "outbox.cannot-retry-cancelled",
    ("retry", MailState.QUEUED): "outbox.cannot-retry-waiting",
    ("retry", MailState.IN_DATA): "outbox.cannot-retry-under-way",
}
"""What is said of an act that does not go with a state, where something else can be done than with other states."""


def chosen(journal: Journal, numbers: Sequence[int]) -> tuple[StoredMail, ...]:
    """The mails of those numbers, in that order. Raises UsageError for one that is not there."""
    known = {stored.number: stored for stored in journal.mails()}
    for number in numbers:
        if number not in known:
            raise UsageError("outbox.no-such-mail", number=number)
    return tuple(known[number] for number in dict.fromkeys(numbers))


def held_by_limit(journal: Journal, clock: Clock, limit: int) -> int:
    """How many mails wait only because `limit` mails went within the last 24 hours."""
    now = clock.now()
    if journal.tried_since(now - timedelta(days=1), now) < limit:
        return 0
    return journal.mail_states().get(MailState.QUEUED, 0)


def due_late(journal: Journal, clock: Clock, limit: int, changes: Sequence[MailChange]) -> int:
    """How many mails of earlier passes a pass tries now that makes those changes; at most `limit` go in 24 hours."""
    states = journal.mail_states()
    if not any(states.get(state) for state in CHANGEABLE):  # as nearly always: the mails need not be read
        return 0
    now = clock.now()
    due = sum(_goes(stored, [each for each in changes if each.key == stored.mail.key], now)
              for stored in journal.mails())
    return max(min(due, limit - journal.tried_since(now - timedelta(days=1), now)), 0)


def _goes(stored: StoredMail, changes: Sequence[MailChange], now: datetime) -> bool:
    """Whether it is tried now. One that is changed begins anew, but it goes nowhere where it may be out already."""
    if not changes:
        return is_due(stored.delivery, now)
    left: Mail | None = stored.mail
    for change in changes:
        left = left and changed(left, change)
    return left is not None and at_worst(stored.state, stored.lost) in CHANGEABLE


def check_states(mails: Sequence[StoredMail], act: str, called: Callable[[StoredMail], str]) -> None:
    """Raise UsageError for a mail with which that act of `ACTS` cannot be done, and say how far it is."""
    for stored in mails:
        if stored.state not in ACTS[act].states:
            raise UsageError(REFUSED.get((act, stored.state), f"outbox.cannot-{act}"), number=stored.number,
                             state=called(stored))


def decide(journal: Journal, clock: Clock, act: str, numbers: Sequence[int],
           called: Callable[[StoredMail], str]) -> tuple[StoredMail, ...]:
    """Carry out that act of `ACTS` for those mails, all or none. `called`: the word for how far a mail is.

    Raises UsageError for one in another state, and for one that would tell a number which was taken back.
    """
    mails = chosen(journal, numbers)
    check_states(mails, act, called)
    if ACTS[act].becomes is MailState.QUEUED:
        _refuse_void(journal, mails)
    said = [Event(row_of(key), f"mail-{act}", {"notice": stored.mail.notice})
            for stored in mails for key in stored.mail.covers]
    journal.decide_mails([stored.mail.key for stored in mails], ACTS[act].becomes, said, clock.now())
    return chosen(journal, numbers)


def _refuse_void(journal: Journal, mails: Sequence[StoredMail]) -> None:
    """Raise UsageError where one of them tells a number that is void and no row's any more."""
    told = frozenset[str]().union(*(numbers_of(stored.mail) for stored in mails))
    if not told:
        return
    given = journal.given_numbers()
    held = {record.rma_number for record in journal.view().rows.values()}
    void = {number for number in told - held if number in given and given[number].state is NumberState.VOID}
    for stored in mails:
        if found := sorted(void & numbers_of(stored.mail)):
            raise UsageError("outbox.void-number", number=stored.number, rma=found[0])
