"""What happened to each row, read; `chain` writes it."""

from __future__ import annotations

import sqlalchemy as sa

from rma_sheets.model.runs import HistoryLine

from .codec import instant, to_mapping
from .schema import events


def of_row(connection: sa.Connection, register: str, row_key: str | None) -> list[HistoryLine]:
    """All events of a row, or of all rows where the key is None, oldest first."""
    wanted = events.c.register == register
    if row_key is not None:
        wanted &= events.c.row_key == row_key
    found = connection.execute(sa.select(events.c.at, events.c.row_key, events.c.kind, events.c.data)
                               .where(wanted).order_by(events.c.id))
    return [HistoryLine(instant(at), key, kind, to_mapping(data)) for at, key, kind, data in found]
