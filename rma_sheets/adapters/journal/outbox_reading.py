"""What the journal knows of mails: which are due, which wait, which speak of a row or were made by a run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rma_sheets.model.covered import waiting_mail
from rma_sheets.model.delivery import CHANGEABLE, DELAYS, WAITING, MailState
from rma_sheets.model.plan import Mail
from rma_sheets.model.rowmails import WaitingMail
from rma_sheets.ports import StoredMail

from .codec import chunks, instant, mail_state, moment, sortable, to_mapping
from .schema import covers, mails


def any_due(connection: sa.Connection, register: str, at: datetime) -> bool:
    """Whether `due` has anything to do."""
    open_ones = (mails.c.register == register) & (
        (mails.c.state == MailState.IN_DATA) | (mails.c.state.in_(WAITING) & is_time(at)))
    return connection.execute(sa.select(mails.c.id).where(open_ones).limit(1)).first() is not None


def is_time(at: datetime) -> sa.ColumnElement[bool]:
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
    return load(connection, chosen)


def of_run(connection: sa.Connection, register: str, run: int) -> list[StoredMail]:
    """Mails that a run made, oldest first."""
    made = (mails.c.register == register) & (mails.c.run == run)
    return load(connection, sa.select(mails).where(made).order_by(mails.c.id))


def waiting(connection: sa.Connection, register: str) -> list[WaitingMail]:
    """The mails that wait or were refused, oldest first."""
    chosen = sa.select(mails).where(mails.c.register == register, mails.c.state.in_(CHANGEABLE)).order_by(mails.c.id)
    return [waiting_mail(stored.mail, stored.state, stored.lost) for stored in load(connection, chosen)]


def states(connection: sa.Connection, register: str) -> dict[MailState, int]:
    """How many mails are in each state."""
    chosen = sa.select(mails.c.state, sa.func.count()).where(mails.c.register == register).group_by(mails.c.state)
    return {mail_state(state): number for state, number in connection.execute(chosen)}


def keys(connection: sa.Connection, register: str) -> dict[str, MailState]:
    """The key of every mail, and its state."""
    chosen = sa.select(mails.c.key, mails.c.state).where(mails.c.register == register).order_by(mails.c.id)
    return {key: mail_state(state) for key, state in connection.execute(chosen)}


def load(connection: sa.Connection, chosen: sa.Select[Any]) -> list[StoredMail]:
    """Those lines of the table of mails, each with the keys that it covers."""
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
