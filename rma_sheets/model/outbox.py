"""What becomes of one mail, as pure steps that every journal shares: its states, its back-off, its Message-ID.

One key, at most one mail, ever: what was mailed under a key is never queued under it again, and a mail that is
done stays done. Nothing here sends or stores.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from .plan import Mail, MailChange
from .record import WaitingMail


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
"""Certainly not out: it may still go elsewhere, or nowhere."""

TROUBLED = (S.HELD, S.FAILED, S.UNKNOWN)
ATTEMPTED = (S.DONE, S.RETRY, S.FAILED, S.UNKNOWN)

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 360))
"""Between one attempt and the next; the last one repeats."""

GIVE_UP_AFTER = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far one mail is. `first_try` and `next_at` are None before its first attempt."""

    state: MailState = S.QUEUED
    attempts: int = 0
    first_try: datetime | None = None
    next_at: datetime | None = None
    reply: str = ""


def advance(delivery: Delivery, state: str, reply: str, at: datetime) -> Delivery:
    """The delivery after it was marked `state` at that moment. A retry that has lasted three days has failed.

    Raises ValueError for a state that does not exist. Marking it `queued` (as a person may) starts the schedule anew.
    """
    reached = MailState(state)
    if reached is S.QUEUED:
        return Delivery(reply=reply)
    if reached not in ATTEMPTED:
        return replace(delivery, state=reached, reply=reply, next_at=None)
    attempts, first_try = delivery.attempts + 1, delivery.first_try or at
    if reached is not S.RETRY:
        return Delivery(reached, attempts, first_try, None, reply)
    next_at = at + DELAYS[min(attempts, len(DELAYS)) - 1]
    if next_at - first_try > GIVE_UP_AFTER:
        return Delivery(S.FAILED, attempts, first_try, None, reply)
    return Delivery(S.RETRY, attempts, first_try, next_at, reply)


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


def revision_of(key: str) -> int:
    """The `rev` within a mail key: how often the row had moved when the mail was made."""
    return int(key.rsplit(":", 1)[1])


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


def waiting_mail(mail: Mail, state: MailState) -> WaitingMail:
    """What planning is told of a mail that is not out."""
    references = tuple(map(_reference, _list(mail.context, "items")))
    return WaitingMail(mail.key, mail.notice, mail.to, mail.covers, references, state is S.FAILED)


def changed(mail: Mail, change: MailChange) -> Mail | None:
    """The mail after staff's edits, to be rendered anew; None where it is withdrawn.

    It keeps all keys it covers: none of them is ever mailed again.
    """
    items = [item for item in _list(mail.context, "items") if _reference(item) not in change.without]
    if change.without and not items:
        return None
    context, to = {**mail.context, "items": items}, change.to or mail.to
    if change.without:
        context["request_ref"] = _reference(items[0])
        label = [item for item in _list(mail.context, "label_items") if _reference(item) not in change.without]
        context |= {"label_items": label} if "label_items" in mail.context else {}
    customer = mail.context.get("customer")
    if isinstance(customer, Mapping):
        context["customer"] = {**customer, "email": to}
    return replace(mail, to=to, context=context)


def _list(context: Mapping[str, object], name: str) -> list[object]:
    found = context.get(name)
    return list(found) if isinstance(found, list | tuple) else []


def _reference(item: object) -> str:
    return str(item.get("request_ref", "")) if isinstance(item, Mapping) else ""


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
