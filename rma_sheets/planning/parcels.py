"""Which new rows travel together: one customer, one day, one reference of the shop's is one parcel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rma_sheets.rules.moments import day_of

from .issue import Issuer
from .planned import RowPlan


def with_parcels(rows: Iterable[RowPlan], issuer: Issuer) -> tuple[RowPlan, ...]:
    """The same rows, each with its parcel. A row keeps the one it got first; one that was taken back gets none."""
    given: dict[tuple[str, ...], str] = {}
    out = []
    for row in rows:
        parcel = row.record.parcel_id
        if not parcel and not row.detail.taken_back:
            group = _group(row)
            parcel = given.get(group) or issuer.parcel()
            given[group] = parcel
        out.append(replace(row, record=replace(row.record, parcel_id=parcel)))
    return tuple(out)


def _group(row: RowPlan) -> tuple[str, ...]:
    """Rows that do not say whose they are travel alone."""
    rma = row.rma
    asked = day_of(rma.requested_on) if rma.requested_on else ""
    who = rma.email.casefold() or row.record.key
    return (who, str(asked), rma.external_ref, rma.language)
