"""Which units of which order line are already coming back, and which request was there first.

Keys sort in the order in which they were given, so sorting the sheet changes nothing here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.rma import Claim
from rma_sheets.model.states import OPEN, Status

RELEASED = frozenset({Status.DECLINED, Status.CANCELLED, Status.REJECTED, Status.EXPIRED})
"""Statuses in which a return takes nothing of the order any more."""

LAST = ("\uffff", "")
"""Comes after every key."""


@dataclass(slots=True)
class Ledger:
    """`taken`: order line -> units. `owners`: identity -> key and reference of the first request with that content;
    `asking`: claims -> the same of the first request for just these units that is not authorized yet.
    """

    taken: Counter[str] = field(default_factory=Counter)
    owners: dict[str, tuple[str, str]] = field(default_factory=dict)
    asking: dict[tuple[Claim, ...], tuple[str, str]] = field(default_factory=dict)

    def add(self, record: RowRecord) -> None:
        """Count a row in; the smallest key owns an identity."""
        if record.status in RELEASED:
            return
        for claim in record.claims:
            self.taken[claim.line_ref] += claim.qty
        entry = (record.key, record.rma_number or record.request_ref)
        if record.identity and entry < self.owners.get(record.identity, LAST):
            self.owners[record.identity] = entry
        if record.status in OPEN and record.claims and entry < self.asking.get(record.claims, LAST):
            self.asking[record.claims] = entry

    def remove(self, record: RowRecord) -> None:
        """Take a row out, before it is judged anew."""
        for claim in record.claims:
            self.taken[claim.line_ref] -= claim.qty
        if self.owners.get(record.identity, LAST)[0] == record.key:
            del self.owners[record.identity]
        if self.asking.get(record.claims, LAST)[0] == record.key:
            del self.asking[record.claims]

    def original(self, key: str, identity: str) -> str:
        """The reference of an earlier request with the same content; empty when this one is the first."""
        owner, reference = self.owners.get(identity, LAST)
        return reference if owner < key else ""

    def already_open(self, key: str, claims: tuple[Claim, ...]) -> str:
        """The reference of an earlier open request for just these units; empty when there is none."""
        owner, reference = self.asking.get(claims, LAST)
        return reference if owner < key else ""


def open_ledger(view: JournalView, gone: Iterable[str]) -> Ledger:
    """The ledger of all rows the journal knows, but for those that are gone and had no number."""
    ledger = Ledger()
    left_out = {key for key in gone if not view.rows[key].rma_number}
    for key, record in view.rows.items():
        if key not in left_out and (record.rma_number or not record.deleted):
            ledger.add(record)
    return ledger
