"""What happened to each row, read; which lines were imported before; what a quiet pass left."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from rma_sheets.model.runs import HistoryLine

from .codec import chunks, stamp
from .schema import events, imports, quiet_states


def of_row(connection: sa.Connection, register: str, row_key: str | None) -> list[HistoryLine]:
    """All events of a row, or of all rows where the key is None, oldest first."""
    wanted = events.c.register == register
    if row_key is not None:
        wanted &= events.c.row_key == row_key
    found = connection.execute(sa.select(events.c.at, events.c.row_key, events.c.kind, events.c.data)
                               .where(wanted).order_by(events.c.id))
    return [HistoryLine(datetime.fromisoformat(at), key, kind, json.loads(data)) for at, key, kind, data in found]


def imported(connection: sa.Connection, register: str, source: str, digests: Sequence[str]) -> frozenset[str]:
    """Which of these lines were imported before."""
    of_source = (imports.c.register == register) & (imports.c.source == source)
    known: set[str] = set()
    for some in chunks(digests):
        known.update(connection.execute(
            sa.select(imports.c.digest).where(of_source, imports.c.digest.in_(some))).scalars())
    return frozenset(known)


def keep_imported(connection: sa.Connection, register: str, source: str, digests: Sequence[str],
                  at: datetime) -> None:
    """Remember lines; those already known stay as they are."""
    known = imported(connection, register, source, digests)
    lines = [{"register": register, "source": source, "digest": digest, "at": stamp(at)}
             for digest in dict.fromkeys(digests) if digest not in known]
    if lines:
        connection.execute(sa.insert(imports), lines)


def quiet(connection: sa.Connection, register: str) -> str:
    """What a pass that had nothing to do left; empty where none did."""
    found = connection.execute(sa.select(quiet_states.c.state).where(quiet_states.c.register == register))
    return found.scalar() or ""


def keep_quiet(connection: sa.Connection, register: str, state: str) -> None:
    """Replace it."""
    connection.execute(sa.delete(quiet_states).where(quiet_states.c.register == register))
    connection.execute(sa.insert(quiet_states).values(register=register, state=state))
