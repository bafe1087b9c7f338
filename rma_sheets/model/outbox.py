"""What becomes of one mail, as pure steps that every journal shares: its states, its back-off, its Message-ID.

One key, at most one mail, ever: what was mailed under a key is never queued under it again, and a mail that is
done stays done. Nothing here sends or stores.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .plan import Mail

QUEUED, RETRY, IN_DATA, DONE = "queued", "retry", "in_data", "done"
STATES = (QUEUED, RETRY, IN_DATA, DONE, "held", "failed", "unknown")
"""`in_data`: the content is being handed over right now; found at rest, nobody knows whether it arrived."""

HELD = "held"
WAITING = (QUEUED, RETRY, HELD)
"""Tried on every pass that finds them due; a held mail is, so that a mended template sends it."""

TROUBLED = ("held", "failed", "unknown")
ATTEMPTED = (DONE, RETRY, "failed", "unknown")

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 360))
"""Between one attempt and the next; the last one repeats."""

GIVE_UP_AFTER = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far one mail is. `first_try` and `next_at` are None before its first attempt."""

    state: str = QUEUED
    attempts: int = 0
    first_try: datetime | None = None
    next_at: datetime | None = None
    reply: str = ""


def advance(delivery: Delivery, state: str, reply: str, at: datetime) -> Delivery:
    """The delivery after it was marked `state` at that moment. A retry that has lasted three days has failed.

    Raises ValueError for a state that does not exist. Marking it `queued` (as a person may) starts the schedule anew.
    """
    if state not in STATES:
        raise ValueError(f"not a state of a mail: {state}")
    if state == QUEUED:
        return Delivery(reply=reply)
    if state not in ATTEMPTED:
        return replace(delivery, state=state, reply=reply, next_at=None)
    attempts, first_try = delivery.attempts + 1, delivery.first_try or at
    if state != RETRY:
        return Delivery(state, attempts, first_try, None, reply)
    next_at = at + DELAYS[min(attempts, len(DELAYS)) - 1]
    if next_at - first_try > GIVE_UP_AFTER:
        return Delivery("failed", attempts, first_try, None, reply)
    return Delivery(RETRY, attempts, first_try, next_at, reply)


def is_due(delivery: Delivery, at: datetime) -> bool:
    """Whether to try now. A moment further away than the longest delay means that the clock was set back: due."""
    if delivery.state not in WAITING:
        return False
    return delivery.next_at is None or not at < delivery.next_at <= at + DELAYS[-1]


def message_id(register_id: str, key: str, domain: str) -> str:
    """The Message-ID of the mail of that key, always the same one, angle brackets included (RFC 5322, 3.6.4)."""
    digest = hashlib.sha256(f"{register_id}{key}".encode()).hexdigest()
    return f"<{digest[:32]}@{domain}>"


def row_of(key: str) -> str:
    """The row key within a mail key `<row_key>:<notice>:<rev>`."""
    return key.rsplit(":", 2)[0]


def remaining(mail: Mail, standing: Container[str], mailed: Container[str]) -> Mail | None:
    """The mail about the rows that stand in the sheet and were not told before, or None where there are none.

    `context["items"]` is cut alike where it has one item for each covered key, and `context["label_items"]` with it,
    so that nobody is told a number that is not in the sheet.
    """
    covers = mail.covers or (mail.key,)
    kept = [index for index, key in enumerate(covers) if row_of(key) in standing and key not in mailed]
    if not kept:
        return None
    keys = tuple(covers[index] for index in kept)
    return replace(mail, key=keys[0], covers=keys, context=_cut(mail.context, kept, len(covers)))


def _cut(context: Mapping[str, object], kept: list[int], count: int) -> Mapping[str, object]:
    items = context.get("items")
    if len(kept) == count or not isinstance(items, list | tuple) or len(items) != count:
        return context
    chosen = [items[index] for index in kept]
    first = chosen[0].get("request_ref") if isinstance(chosen[0], Mapping) else None
    fallen = [item for item in items if item not in chosen]
    on_label = context.get("label_items")
    label = [item for item in on_label if item not in fallen] if isinstance(on_label, list | tuple) else None
    return {**context, "items": chosen} | ({"request_ref": first} if first else {}) | (
        {} if label is None else {"label_items": label})
