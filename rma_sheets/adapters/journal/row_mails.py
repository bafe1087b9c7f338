"""The mails of rows of which one is not out, and waking the rows of a mail that somebody decided of."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from rma_sheets.model.covered import references_of
from rma_sheets.model.delivery import NOT_OUT
from rma_sheets.model.record import AGAIN
from rma_sheets.model.rowmails import RowMail

from .codec import chunks, instant, mail_state, to_mapping
from .schema import covers, mails, records


def of_rows(connection: sa.Connection, register: str) -> list[RowMail]:
    """All mails of those rows, oldest first."""
    joined = mails.c.id == covers.c.mail
    unsure = sa.select(covers.c.row_key).join(mails, joined).where(
        mails.c.register == register, mails.c.state.in_(NOT_OUT))
    chosen = (sa.select(covers.c.row_key, mails.c.key, mails.c.notice, mails.c.state, mails.c.date, mails.c.context)
              .join(mails, joined).where(covers.c.register == register, covers.c.row_key.in_(unsure))
              .order_by(mails.c.id, covers.c.position))
    return [RowMail(row_key, key, notice, mail_state(state), instant(date), references_of(to_mapping(context)))
            for row_key, key, notice, state, date, context in connection.execute(chosen)]


def wake(connection: sa.Connection, register: str, keys: Sequence[str]) -> None:
    """The next pass looks at the rows of those mails."""
    for some in chunks(keys):
        about = (sa.select(covers.c.row_key).join(mails, mails.c.id == covers.c.mail)
                 .where(mails.c.register == register, mails.c.key.in_(some)))
        connection.execute(sa.update(records).where(records.c.register == register, records.c.key.in_(about))
                           .values(basis=AGAIN))
