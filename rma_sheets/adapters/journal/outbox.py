"""Mails on their way: queued once per key for ever, exact bytes before the first attempt, every attempt recorded.

The steps a mail can take are in `model/delivery.py`; here they are only stored.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rma_sheets.errors import JournalError
from rma_sheets.model.covered import changed, remaining
from rma_sheets.model.delivery import (
    CHANGEABLE,
    WAITING,
    Delivery,
    MailState,
    advance,
    at_worst,
    is_lost_first,
    refusal,
)
from rma_sheets.model.mailevents import mail_events
from rma_sheets.model.mailkeys import message_id, row_of
from rma_sheets.model.plan import Mail, MailChange
from rma_sheets.ports import StoredMail

from . import chain
from .codec import chunks, mail_state, moment, new_id, sortable, stamp, storable, to_json
from .outbox_reading import is_time, load
from .schema import covers, mails, registers


def queue(connection: sa.Connection, register: str, run: int, meant: Sequence[Mail], standing: Collection[str],
          at: datetime, domain: str) -> None:
    """Queue what is left of each mail once rows that do not stand, and what was mailed before, are taken out."""
    register_id = connection.scalar(sa.select(registers.c.register_id).where(registers.c.register == register))
    mailed = _mailed(connection, register, [key for mail in meant for key in mail.covers or (mail.key,)])
    for planned in meant:
        mail = remaining(planned, standing, mailed)
        if mail is None:
            continue
        mailed.update(mail.covers)
        line = {"register": register, "key": mail.key, "notice": mail.notice, "recipient": mail.to,
                "language": mail.language, "context": to_json(mail.context), "attach_label": int(mail.attach_label),
                "message_id": message_id(str(register_id), mail.key, domain), "date": stamp(at),
                "state": MailState.QUEUED, "run": run}
        number = new_id(connection, sa.insert(mails).values(line))
        connection.execute(sa.insert(covers), [
            {"register": register, "key": key, "row_key": row_of(key), "position": position, "mail": number}
            for position, key in enumerate(mail.covers)])
        chain.append(connection, register, list(mail_events(mail, None, Delivery())), at)


def due(connection: sa.Connection, register: str, at: datetime, limit: int, *, resend: bool) -> list[StoredMail]:
    """Mails to hand over now, oldest first, after what a dead process left in the middle was marked unknown."""
    left = sa.select(mails.c.key).where(mails.c.register == register, mails.c.state == MailState.IN_DATA)
    for key in connection.execute(left).scalars().all():
        mark(connection, register, key, MailState.UNKNOWN, "", at, resend=resend)
    ready = (mails.c.register == register) & mails.c.state.in_(WAITING) & is_time(at)
    return load(connection, sa.select(mails).where(ready).order_by(mails.c.id).limit(max(limit, 0)))


def change(connection: sa.Connection, register: str, asked: MailChange, at: datetime) -> None:
    """Readdress, shorten or withdraw a mail that is not out; it is rendered anew. One that went is left as it is.

    One that may be out (a dead process left it in the middle, or it was lost) is never sent again by itself.
    """
    stored = _one(connection, register, asked.key)
    state = at_worst(mail_state(stored.state), stored.lost)
    if state is MailState.IN_DATA:
        mark(connection, register, asked.key, MailState.UNKNOWN, "", at)
    if state not in CHANGEABLE:
        return
    (loaded,) = load(connection, sa.select(mails).where(mails.c.id == stored.id))
    mail = changed(loaded.mail, asked)
    if mail is not None:
        connection.execute(sa.update(mails).where(mails.c.id == stored.id).values(
            recipient=mail.to, context=to_json(mail.context), content=None))
    mark(connection, register, asked.key, MailState.QUEUED if mail else MailState.WITHDRAWN, "", at)


def keep_content(connection: sa.Connection, register: str, key: str, content: bytes) -> None:
    """Store the exact bytes, once. Raises JournalError for other bytes than those already kept."""
    stored = _one(connection, register, key)
    if stored.content and stored.content != content:
        raise JournalError("journal.mail-content-fixed", key=key)
    connection.execute(sa.update(mails).where(mails.c.id == stored.id).values(content=content))


def mark(connection: sa.Connection, register: str, key: str, state: str, reply: str, at: datetime, *,
         resend: bool = False) -> MailState:
    """Record a step and return the state that it led to; `resend`: one that is lost for the first time is queued again.
    Raises JournalError where a mail is done already, or goes out without its bytes kept."""
    stored = _one(connection, register, key)
    before = delivery_of(stored)
    if before.state is MailState.DONE and state == MailState.DONE:
        return MailState.DONE
    if reason := refusal(before, state, has_content=bool(stored.content)):
        raise JournalError(reason, key=key)
    after = advance(before, state, storable(reply), at)
    connection.execute(sa.update(mails).where(mails.c.id == stored.id).values(progress(after)))
    (loaded,) = load(connection, sa.select(mails).where(mails.c.id == stored.id))
    chain.append(connection, register, list(mail_events(loaded.mail, before, after)), at)
    if resend and is_lost_first(after):
        mark(connection, register, key, MailState.QUEUED, after.reply, at)
    return after.state


def delivery_of(line: sa.Row[Any]) -> Delivery:
    """How far the mail of that line is."""
    return Delivery(mail_state(line.state), line.attempts, moment(line.first_try), moment(line.next_at), line.reply,
                    line.lost)


def progress(delivery: Delivery) -> dict[str, Any]:
    """The columns that say so."""
    return {"state": delivery.state, "attempts": delivery.attempts, "first_try": sortable(delivery.first_try),
            "next_at": sortable(delivery.next_at), "reply": delivery.reply, "lost": delivery.lost}


def _one(connection: sa.Connection, register: str, key: str) -> sa.Row[Any]:
    found = connection.execute(sa.select(mails).where(mails.c.register == register, mails.c.key == key)).first()
    if found is None:
        raise JournalError("journal.no-such-mail", key=key)
    return found


def _mailed(connection: sa.Connection, register: str, keys: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for some in chunks(keys):
        known.update(connection.execute(
            sa.select(covers.c.key).where(covers.c.register == register, covers.c.key.in_(some))).scalars())
    return known
