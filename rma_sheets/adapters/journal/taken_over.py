"""What an older journal that was put back learns of mails: what another journal knows, and which nobody knows.

A mail keeps its key, its bytes and its Message-ID, so that nothing else ever goes out under that key.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rma_sheets.model.delivery import CHANGEABLE, Delivery, MailState
from rma_sheets.model.mailevents import mail_events
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.plan import Event
from rma_sheets.ports import StoredMail

from . import chain, outbox
from .codec import mail_state, new_id, sortable, stamp, to_json
from .schema import covers, mails


def learn(connection: sa.Connection, register: str, known: Sequence[StoredMail], at: datetime) -> None:
    """Those mails are as they are known, unless they are done here; every other one that is not done is unknown."""
    here = outbox.keys(connection, register)
    chain.append(connection, register, [event for stored in known if here.get(stored.mail.key) != MailState.DONE
                                        for event in _take_over(connection, register, stored)], at)
    told = {stored.mail.key for stored in known}
    lost = [key for key, state in here.items() if key not in told and state in (*CHANGEABLE, MailState.IN_DATA)]
    for key in lost:
        outbox.mark(connection, register, key, MailState.UNKNOWN, "", at)


def _take_over(connection: sa.Connection, register: str, stored: StoredMail) -> Iterator[Event]:
    """The mail as it is known; the events that tell of it."""
    same = (mails.c.register == register) & (mails.c.key == stored.mail.key)
    found = connection.execute(sa.select(mails.c.id, mails.c.state, mails.c.reply).where(same)).first()
    before = Delivery(mail_state(found.state), reply=found.reply) if found else None
    if found:
        connection.execute(sa.update(mails).where(mails.c.id == found.id).values(_line(stored)))
        number = found.id
    else:
        number = new_id(connection, sa.insert(mails).values(
            _line(stored) | {"register": register, "key": stored.mail.key, "message_id": stored.message_id}))
    _cover(connection, register, number, stored.mail.covers)
    yield from mail_events(stored.mail, before, stored.delivery)


def _cover(connection: sa.Connection, register: str, number: int, keys: Sequence[str]) -> None:
    """That mail speaks of those keys, as far as no other one does."""
    of_register = covers.c.register == register
    for position, key in enumerate(keys):
        if not connection.execute(sa.select(covers.c.mail).where(of_register, covers.c.key == key)).first():
            connection.execute(sa.insert(covers).values(register=register, key=key, row_key=row_of(key),
                                                        position=position, mail=number))


def _line(stored: StoredMail) -> dict[str, Any]:
    mail, delivery = stored.mail, stored.delivery
    return {"notice": mail.notice, "recipient": mail.to, "language": mail.language, "context": to_json(mail.context),
            "attach_label": int(mail.attach_label), "date": stamp(stored.date), "content": stored.content or None,
            "state": delivery.state, "attempts": delivery.attempts, "first_try": sortable(delivery.first_try),
            "next_at": sortable(delivery.next_at), "reply": delivery.reply, "lost": delivery.lost}
