"""How far one mail is, as pure steps that every journal shares: its states, its attempts, its back-off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class MailState(StrEnum):
    """How far a mail is.

    `in_data`: the content is being handed over right now; found at rest, nobody knows whether it arrived.
    `withdrawn`: taken back before it went anywhere, because of what staff did meanwhile.
    """

    QUEUED = "queued"
    HELD = "held"
    RETRY = "retry"
    IN_DATA = "in_data"
    DONE = "done"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


S = MailState

WAITING = (S.QUEUED, S.RETRY, S.HELD)
"""Tried on every pass that finds them due; a held mail is, so that a mended template sends it."""

CHANGEABLE = (*WAITING, S.FAILED)
"""Not out, unless it was lost before (`at_worst`): it may still go elsewhere, or nowhere."""

NOT_OUT = (*CHANGEABLE, S.WITHDRAWN)
"""Nothing of the mail has left, and nothing will of one that was withdrawn."""

TROUBLED = (S.HELD, S.FAILED, S.UNKNOWN)
ATTEMPTED = (S.DONE, S.RETRY, S.FAILED, S.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Act:
    """What a person may decide of a mail in one of those `states`, and what it `becomes`."""

    states: tuple[MailState, ...]
    becomes: MailState


ACTS: Mapping[str, Act] = {
    "retry": Act((S.RETRY, S.HELD, S.FAILED), S.QUEUED),
    "cancel": Act(CHANGEABLE, S.WITHDRAWN),
    "arrived": Act((S.UNKNOWN,), S.DONE),
    "again": Act((S.UNKNOWN,), S.QUEUED),
}
"""`again` means the same bytes under the same Message-ID, of which some servers drop the second."""

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 360))
"""Between one attempt and the next; the last one repeats."""

GIVE_UP_AFTER = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far one mail is. `first_try` and `next_at` are None before its first attempt; `lost`: how often nobody knew
    what became of it."""

    state: MailState = S.QUEUED
    attempts: int = 0
    first_try: datetime | None = None
    next_at: datetime | None = None
    reply: str = ""
    lost: int = 0


def advance(delivery: Delivery, state: str, reply: str, at: datetime) -> Delivery:
    """The delivery after it was marked `state` at that moment. A retry that has lasted three days has failed.

    One that was lost before may have arrived then: it neither fails nor is withdrawn, it is in doubt again. Marking it
    `queued` (as a person may) starts the schedule anew. Raises ValueError for a state that does not exist.
    """
    reached = MailState(state)
    if reached is S.QUEUED:
        return Delivery(reply=reply, lost=delivery.lost)
    if delivery.lost and reached in (S.FAILED, S.WITHDRAWN):
        reached = S.UNKNOWN
    if reached not in ATTEMPTED:
        return replace(delivery, state=reached, reply=reply, next_at=None)
    attempts, first_try = delivery.attempts + 1, delivery.first_try or at
    lost = delivery.lost + (reached is S.UNKNOWN)
    if reached is not S.RETRY:
        return Delivery(reached, attempts, first_try, None, reply, lost)
    next_at = at + DELAYS[min(attempts, len(DELAYS)) - 1]
    if next_at - first_try > GIVE_UP_AFTER:
        return advance(delivery, S.FAILED, reply, at)
    return Delivery(S.RETRY, attempts, first_try, next_at, reply, lost)


def refusal(delivery: Delivery, state: str, *, has_content: bool) -> str:
    """The reference of the JournalError with which a journal refuses that mark; empty where it may be made."""
    if delivery.state is S.DONE:
        return "journal.mail-already-sent"
    return "journal.mail-without-content" if state == S.IN_DATA and not has_content else ""


def at_worst(state: MailState, lost: int) -> MailState:
    """The state that counts for whoever wants to change or take back a mail: one that was lost and is to be sent again
    may be out, like one that is being handed over right now."""
    return S.IN_DATA if lost and state in CHANGEABLE else state


_HOW_FAR = {S.WITHDRAWN: 1, S.IN_DATA: 2, S.UNKNOWN: 3, S.DONE: 4}
"""Of two words about one mail the more final one counts; whatever may go out yet comes before all of these."""


def is_further(here: Delivery, known: Delivery) -> bool:
    """Whether a mail is further here than another journal knows; what was lost oftener keeps its bytes."""
    one, other = ((_HOW_FAR.get(at_worst(each.state, each.lost), 0), each.lost) for each in (here, known))
    return one > other


def furthest(here: Delivery, known: Delivery) -> Delivery:
    """How far a mail is of which two journals know: it never goes back, whichever of them is the older one.

    What was being handed over, what one would send and the other would not, and what was lost in one of them and is
    refused or withdrawn in the other, is in doubt.
    """
    first, other = (here, known) if is_further(here, known) else (known, here)
    lost = max(here.lost, known.lost)
    refused = first.state in (S.FAILED, S.WITHDRAWN) and lost
    sent_again = first.state in CHANGEABLE and other.state not in CHANGEABLE
    if first.state is S.IN_DATA or refused or sent_again:
        return replace(first, state=S.UNKNOWN, next_at=None, lost=lost + (first.state is S.IN_DATA))
    return replace(first, lost=lost)


def is_lost_first(delivery: Delivery) -> bool:
    """Whether it may be sent again by itself, where the shop wants that: there are two copies at most, of the same
    bytes."""
    return delivery.state is S.UNKNOWN and delivery.lost == 1


def is_due(delivery: Delivery, at: datetime) -> bool:
    """Whether to try now. A moment further away than the longest delay means that the clock was set back: due."""
    if delivery.state not in WAITING:
        return False
    return delivery.next_at is None or not at < delivery.next_at <= at + DELAYS[-1]
