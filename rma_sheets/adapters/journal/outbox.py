"""Mails on their way: queued once per key for ever, exact bytes before the first attempt, every attempt recorded.

The steps a mail can take are in `model/delivery.py`; here they are only stored.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rma_sheets.errors import JournalError
from rma_sheets.model.covered import changed, remaining, waiting_mail
from rma_sheets.model.delivery import CHANGEABLE, DELAYS, WAITING, Delivery, MailState, advance, at_worst, is_lost_first
from rma_sheets.model.mailevents import mail_events
from rma_sheets.model.mailkeys import message_id, row_of
from rma_sheets.model.plan import Mail, MailChange
from rma_sheets.model.rowmails import WaitingMail
from rma_sheets.ports import StoredMail

from . import chain
from .codec import (
    chunks,
    instant,
    mail_state,
    moment,
    new_id,
    sortable,
    stamp,
    storable,
    to_json,
    to_mapping,
)
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
    ready = (mails.c.register == register) & mails.c.state.in_(WAITING) & _is_time(at)
    return _load(connection, sa.select(mails).where(ready).order_by(mails.c.id).limit(max(limit, 0)))


def any_due(connection: sa.Connection, register: str, at: datetime) -> bool:
    """Whether `due` has anything to do."""
    open_ones = (mails.c.register == register) & (
        (mails.c.state == MailState.IN_DATA) | (mails.c.state.in_(WAITING) & _is_time(at)))
    return connection.execute(sa.select(mails.c.id).where(open_ones).limit(1)).first() is not None


def _is_time(at: datetime) -> sa.ColumnElement[bool]:
    """Further away than any delay means that the clock was set back."""
    return (mails.c.next_at <= sortable(at)) | (mails.c.next_at > sortable(at + DELAYS[-1]))


def tried_since(connection: sa.Connection, register: str, at: datetime, now: datetime) -> int:
    """How many mails were handed over for the first time since then, up to now."""
    tried = sa.select(sa.func.count()).where(mails.c.register == register,
                                             mails.c.first_try.between(sortable(at), sortable(now)))
    return connection.scalar(tried) or 0


def of_row(connection: sa.Connection, register: str, row_key: str) -> list[StoredMail]:
    """Mails of a row, or of all rows where the key is empty, oldest first."""
    chosen = sa.select(mails).where(mails.c.register == register).order_by(mails.c.id)
    if row_key:
        about = sa.select(covers.c.mail).where(covers.c.register == register, covers.c.row_key == row_key)
        chosen = chosen.where(mails.c.id.in_(about))
    return _load(connection, chosen)


def of_run(connection: sa.Connection, register: str, run: int) -> list[StoredMail]:
    """Mails that a run made, oldest first."""
    made = (mails.c.register == register) & (mails.c.run == run)
    return _load(connection, sa.select(mails).where(made).order_by(mails.c.id))


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
    (loaded,) = _load(connection, sa.select(mails).where(mails.c.id == stored.id))
    mail = changed(loaded.mail, asked)
    if mail is not None:
        connection.execute(sa.update(mails).where(mails.c.id == stored.id).values(
            recipient=mail.to, context=to_json(mail.context), content=None))
    mark(connection, register, asked.key, MailState.QUEUED if mail else MailState.WITHDRAWN, "", at)


def waiting(connection: sa.Connection, register: str) -> list[WaitingMail]:
    """The mails that wait or were refused, oldest first."""
    chosen = sa.select(mails).where(mails.c.register == register, mails.c.state.in_(CHANGEABLE)).order_by(mails.c.id)
    return [waiting_mail(stored.mail, stored.state, stored.lost) for stored in _load(connection, chosen)]


def states(connection: sa.Connection, register: str) -> dict[MailState, int]:
    """How many mails are in each state."""
    chosen = sa.select(mails.c.state, sa.func.count()).where(mails.c.register == register).group_by(mails.c.state)
    return {mail_state(state): number for state, number in connection.execute(chosen)}


def keys(connection: sa.Connection, register: str) -> dict[str, MailState]:
    """The key of every mail, and its state."""
    chosen = sa.select(mails.c.key, mails.c.state).where(mails.c.register == register).order_by(mails.c.id)
    return {key: mail_state(state) for key, state in connection.execute(chosen)}


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
    if stored.state == MailState.DONE:
        if state == MailState.DONE:
            return MailState.DONE
        raise JournalError("journal.mail-already-sent", key=key)
    if state == MailState.IN_DATA and not stored.content:
        raise JournalError("journal.mail-without-content", key=key)
    before = delivery_of(stored)
    after = advance(before, state, storable(reply), at)
    connection.execute(sa.update(mails).where(mails.c.id == stored.id).values(progress(after)))
    (loaded,) = _load(connection, sa.select(mails).where(mails.c.id == stored.id))
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


def _load(connection: sa.Connection, chosen: sa.Select[Any]) -> list[StoredMail]:
    lines = connection.execute(chosen).all()
    keys = _covered(connection, [line.id for line in lines])
    return [StoredMail(Mail(line.key, line.notice, line.recipient, line.language, tuple(keys.get(line.id, ())),
                            to_mapping(line.context), bool(line.attach_label)),
                       line.message_id, instant(line.date), mail_state(line.state), line.content or b"",
                       line.attempts, line.reply, line.id, moment(line.first_try), moment(line.next_at), line.lost)
            for line in lines]


def _covered(connection: sa.Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    keys: dict[int, list[str]] = {}
    for some in chunks(ids):
        for mail, key in connection.execute(sa.select(covers.c.mail, covers.c.key).where(covers.c.mail.in_(some))
                                            .order_by(covers.c.mail, covers.c.position)):
            keys.setdefault(mail, []).append(key)
    return keys
