"""Events as a chain: each carries a digest over itself and the one before it, and the register knows the last.

So an event that was changed, taken out, put between others or cut off at the end is noticed (`broken`). It keeps
nobody from writing the whole chain anew; it keeps accidents and quiet edits from passing for history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import count

import sqlalchemy as sa

from rma_sheets.model.plan import Event

from .codec import stamp, to_json
from .schema import chains, events

_AT_ONCE = 10_000


def append(connection: sa.Connection, register: str, happened: Sequence[Event], at: datetime) -> None:
    """Add events in their order."""
    if not happened:
        return
    length, head = _end_of(connection, register)
    lines = []
    for event in happened:
        line = {"at": stamp(at), "row_key": event.row_key, "kind": event.kind, "data": to_json(event.data)}
        head = link(head, *line.values())
        lines.append(line | {"register": register, "digest": head})
    connection.execute(sa.insert(events), lines)
    _move_end(connection, register, length + len(lines), head)


def link(before: str, *event: str) -> str:
    """The digest of an event (its moment, row, kind and data as they are stored) that follows the digest `before`."""
    return sha256("\x1f".join((before, *event)).encode("utf-8", "surrogatepass")).hexdigest()


def broken(connection: sa.Connection, register: str) -> int:
    """The place of the first event (from 1) that is not what it was; 0 where the chain is whole."""
    length, end = _end_of(connection, register)
    head, place = "", 0
    for place, (digest, *event) in zip(count(1), _lines(connection, register), strict=False):
        head = link(head, *event)
        if digest != head:
            return place
    return 0 if (place, head) == (length, end) else place + 1


def end(connection: sa.Connection, register: str) -> str:
    """The digest of the last event; empty where there is none."""
    return _end_of(connection, register)[1]


def goes_on_from(connection: sa.Connection, register: str, digest: str) -> bool:
    """Whether one of the events has that digest: all up to it are the same then. Every chain goes on from nothing."""
    same = (events.c.register == register) & (events.c.digest == digest)
    return not digest or connection.execute(sa.select(events.c.id).where(same).limit(1)).first() is not None


def _lines(connection: sa.Connection, register: str) -> Iterable[Sequence[str]]:
    wanted = (events.c.digest, events.c.at, events.c.row_key, events.c.kind, events.c.data)
    return connection.execution_options(yield_per=_AT_ONCE).execute(
        sa.select(*wanted).where(events.c.register == register).order_by(events.c.id))


def _end_of(connection: sa.Connection, register: str) -> tuple[int, str]:
    found = connection.execute(sa.select(chains.c.length, chains.c.head).where(chains.c.register == register)).first()
    return (found.length, found.head) if found else (0, "")


def _move_end(connection: sa.Connection, register: str, length: int, head: str) -> None:
    moved = connection.execute(sa.update(chains).where(chains.c.register == register)
                               .values(length=length, head=head))
    if not moved.rowcount:
        connection.execute(sa.insert(chains).values(register=register, length=length, head=head))
