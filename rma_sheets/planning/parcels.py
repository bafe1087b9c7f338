"""Which rows travel together: what one customer asked for on one day, in one language, with one reference of the
shop's, is one parcel. Nobody's label lies in somebody else's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rma_sheets.rules.moments import day_of

from .identity import Identified
from .issue import Issuer
from .planned import RowPlan
from .stands import sign
from .world import World


class Member(NamedTuple):
    """A row of a parcel, with the fingerprint of its customer's address. The one that sorts first stays: one that may
    not leave, then the one that was there first."""

    may_leave: bool
    key: str
    address: str


def with_parcels(world: World, rows: Sequence[RowPlan], found: Identified, issuer: Issuer) -> tuple[RowPlan, ...]:
    """The same rows, each with its parcel. A row keeps the one it got first, unless it turns out to be another
    customer's before it has its number; one that was taken back gets none."""
    leaving = _leaving(world, rows, found)
    given: dict[tuple[str, ...], str] = {}
    out = []
    for row in rows:
        parcel = "" if row.record.key in leaving else row.record.parcel_id
        if not parcel and not row.detail.taken_back:
            group = _group(row)
            parcel = given.get(group) or issuer.parcel()
            given[group] = parcel
        out.append(replace(row, record=replace(row.record, parcel_id=parcel)))
    return tuple(out)


def _leaving(world: World, rows: Iterable[RowPlan], found: Identified) -> Collection[str]:
    """The keys of rows that stand in a parcel with those of somebody else, and have no number that says so."""
    planned = {row.record.key: row for row in rows if row.record.parcel_id}
    shared = {row.record.parcel_id for row in planned.values() if _may_leave(row)}
    members: dict[str, list[Member]] = defaultdict(list)
    for row in planned.values():
        address = row.detail.stands_for.get("to", "") if row.detail.own_facts else sign(row.rma.email)
        members[row.record.parcel_id].append(Member(_may_leave(row), row.record.key, address))
    for position, key in found.known.items() if shared else ():
        parcel = world.view.rows[key].parcel_id
        if parcel in shared and key not in planned:
            rma, _ = world.parsed(position)
            members[parcel].append(Member(False, key, sign(rma.email)))
    return {key for parcel in shared for key in _strangers([each for each in members[parcel] if each.address])}


def _strangers(members: Sequence[Member]) -> Iterator[str]:
    """The keys of those that may leave and name another address than the one that stays."""
    for member in members:
        if member.may_leave and member.address != min(members).address:
            yield member.key


def _may_leave(row: RowPlan) -> bool:
    return row.before is not None and not row.before.rma_number


def _group(row: RowPlan) -> tuple[str, ...]:
    """Rows that do not say whose they are travel alone."""
    rma = row.rma
    asked = day_of(rma.requested_on) if rma.requested_on else ""
    who = rma.email.casefold() or row.record.key
    return (who, str(asked), rma.external_ref, rma.language)
