"""What an older journal that was put back learns of mails: what another journal knows, and which nobody knows.

A mail keeps its key, its bytes and its Message-ID, so that nothing else ever goes out under that key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rma_sheets.model.delivery import CHANGEABLE, MailState, furthest, is_further
from rma_sheets.model.mailevents import mail_events
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.plan import Event
from rma_sheets.ports import StoredMail

from . import chain, outbox, outbox_reading
from .codec import new_id, stamp, to_json
from .schema import covers, mails


def learn(connection: sa.Connection, register: str, known: Sequence[StoredMail], at: datetime) -> None:
    """Those mails are as they are known, or further, as they are here; every other one that may go out is unknown."""
    here = outbox_reading.keys(connection, register)
    chain.append(connection, register, [event for stored in known if here.get(stored.mail.key) != MailState.DONE
                                        for event in _take_over(connection, register, stored)], at)
    told = {stored.mail.key for stored in known}
    lost = [key for key, state in here.items() if key not in told and state in (*CHANGEABLE, MailState.IN_DATA)]
    for key in lost:
        outbox.mark(connection, register, key, MailState.UNKNOWN, "", at)


def _take_over(connection: sa.Connection, register: str, stored: StoredMail) -> Iterator[Event]:
    """The mail as it is known, unless it is further here; the events that tell of it."""
    same = (mails.c.register == register) & (mails.c.key == stored.mail.key)
    found = connection.execute(sa.select(mails).where(same)).first()
    before, after = None, stored.delivery
    if found:
        before, number = outbox.delivery_of(found), found.id
        after = furthest(before, stored.delivery)
        told = {} if is_further(before, stored.delivery) else _line(stored)
        connection.execute(sa.update(mails).where(mails.c.id == number).values(told | outbox.progress(after)))
    else:
        number = new_id(connection, sa.insert(mails).values(
            _line(stored) | outbox.progress(after)
            | {"register": register, "key": stored.mail.key, "message_id": stored.message_id}))
    _cover(connection, register, number, stored.mail.covers)
    yield from mail_events(stored.mail, before, after, stored.date)


def _cover(connection: sa.Connection, register: str, number: int, keys: Sequence[str]) -> None:
    """That mail speaks of those keys, as far as no other one does."""
    of_register = covers.c.register == register
    for position, key in enumerate(keys):
        if not connection.execute(sa.select(covers.c.mail).where(of_register, covers.c.key == key)).first():
            connection.execute(sa.insert(covers).values(register=register, key=key, row_key=row_of(key),
                                                        position=position, mail=number))


def _line(stored: StoredMail) -> dict[str, Any]:
    mail = stored.mail
    return {"notice": mail.notice, "recipient": mail.to, "language": mail.language, "context": to_json(mail.context),
            "attach_label": int(mail.attach_label), "date": stamp(stored.date), "content": stored.content or None}
