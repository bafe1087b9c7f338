"""The lease of a register in the journal: who works on it, until when, and the epoch that tells holders apart."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rma_sheets.errors import JournalError, RegisterBusy
from rma_sheets.model.lease import LASTS, Lease

from .codec import instant, moment, sortable, stamp
from .schema import leases


def lease_of(connection: sa.Connection, register: str) -> Lease | None:
    """Who holds the register, or None where nobody does."""
    found = connection.execute(sa.select(leases).where(leases.c.register == register)).first()
    until = moment(found.until) if found else None
    if found is None or until is None:
        return None
    return Lease(found.lease, found.epoch, found.holder, found.place, instant(found.since), until)


def take(connection: sa.Connection, register: str, holder: str, place: str, at: datetime) -> Lease:
    """A lease of one's own. Raises RegisterBusy while somebody else's binds."""
    held = lease_of(connection, register)
    if held is not None and held.binds(place, at):
        raise RegisterBusy("journal.leased", holder=held.holder, since=held.since,
                           until=held.until.astimezone(held.since.tzinfo), lease=held.lease)
    last = connection.scalar(sa.select(leases.c.epoch).where(leases.c.register == register))
    lease = Lease(secrets.token_hex(4), (last or 0) + 1, holder, place, at, at + LASTS)
    line = {"lease": lease.lease, "epoch": lease.epoch, "holder": holder, "place": place, "since": stamp(at),
            "until": sortable(lease.until)}
    if last is None:
        connection.execute(sa.insert(leases).values(register=register, **line))
    else:
        connection.execute(sa.update(leases).where(leases.c.register == register).values(line))
    return lease


def check(connection: sa.Connection, register: str, lease: Lease) -> datetime:
    """Until when it is held. Raises JournalError where somebody else has taken it since, or it was taken away."""
    until = connection.scalar(sa.select(leases.c.until).where(_same(register, lease)))
    if not until:
        raise JournalError("journal.lease-lost", lease=lease.lease)
    return instant(until)


def give_back(connection: sa.Connection, register: str, lease: Lease) -> None:
    """Let go of it; nothing happens where it is gone already."""
    connection.execute(sa.update(leases).where(_same(register, lease)).values(until=""))


def take_away(connection: sa.Connection, register: str, lease: str) -> None:
    """Whoever holds that lease holds it no more. Raises JournalError where nobody does."""
    taken = connection.execute(sa.update(leases).where(
        leases.c.register == register, leases.c.lease == lease, leases.c.until != "").values(until=""))
    if not taken.rowcount:
        raise JournalError("journal.no-such-lease", lease=lease)


def _same(register: str, lease: Lease) -> sa.ColumnElement[bool]:
    return (leases.c.register == register) & (leases.c.epoch == lease.epoch)


@dataclass(slots=True)
class Hold:
    """The wish to hold a register: the lease is taken in the first transaction that writes, so that a pass with nothing
    to do writes nothing."""

    holder: str
    place: str
    now: Callable[[], datetime]
    lease: Lease | None = None

    def keep(self, connection: sa.Connection, register: str) -> Lease:
        """Take the lease, or make sure that it is still ours. It is `lease` once the transaction has been committed.
        Raises RegisterBusy, JournalError."""
        at = self.now()
        if self.lease is None:
            return take(connection, register, self.holder, self.place, at)
        if check(connection, register, self.lease) < at + LASTS / 2:
            connection.execute(sa.update(leases).where(_same(register, self.lease))
                               .values(until=sortable(at + LASTS)))
        return self.lease
