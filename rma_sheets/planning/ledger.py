"""Which units of which order line are already coming back, and which request was there first.

Keys sort in the order in which they were given, so sorting the sheet changes nothing here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.rma import TakenUnits
from rma_sheets.model.states import OPEN, RELEASED

What = TypeVar("What")


class Firsts(Generic[What]):
    """Who was first of several: rows by what they share, each an entry of key and reference."""

    def __init__(self) -> None:
        self._first: dict[What, tuple[str, str]] = {}
        self._others: dict[What, list[tuple[str, str]]] = {}

    def add(self, what: What, key: str, reference: str) -> None:
        """Count a row in; the smallest key is the first."""
        entry = (key, reference)
        first = self._first.setdefault(what, entry)
        if first != entry:
            self._first[what], later = min(first, entry), max(first, entry)
            self._others.setdefault(what, []).append(later)

    def remove(self, what: What, key: str) -> None:
        """Take a row out, if it is in; the next one is the first then."""
        others = self._others.get(what, [])
        others[:] = [entry for entry in others if entry[0] != key]
        if what in self._first and self._first[what][0] == key:
            if others:
                self._first[what] = min(others)
                others.remove(self._first[what])
            else:
                del self._first[what]

    def before(self, what: What, key: str) -> str:
        """The reference of the first, if it is not this row itself and came before it; else empty."""
        first, reference = self._first.get(what, (key, ""))
        return reference if first < key else ""


@dataclass(slots=True)
class Ledger:
    """`taken`: order line -> units. `owners`: the requests of one identity; `asking`: the requests for just the same
    units that are not authorized yet.
    """

    taken: Counter[str] = field(default_factory=Counter)
    owners: Firsts[str] = field(default_factory=Firsts)
    asking: Firsts[tuple[TakenUnits, ...]] = field(default_factory=Firsts)

    def add(self, record: RowRecord) -> None:
        """Count a row in."""
        if record.status in RELEASED:
            return
        for part in record.units:
            self.taken[part.line_ref] += part.qty
        reference = record.reference
        if record.identity:
            self.owners.add(record.identity, record.key, reference)
        if record.status in OPEN and record.units:
            self.asking.add(record.units, record.key, reference)

    def remove(self, record: RowRecord) -> None:
        """Take a row out, before it is judged anew."""
        for part in record.units:
            self.taken[part.line_ref] -= part.qty
        self.owners.remove(record.identity, record.key)
        self.asking.remove(record.units, record.key)

    def original(self, key: str, identity: str) -> str:
        """The reference of an earlier request with the same content; empty when this one is the first."""
        return self.owners.before(identity, key)

    def already_open(self, key: str, units: tuple[TakenUnits, ...]) -> str:
        """The reference of an earlier open request for just these units; empty when there is none."""
        return self.asking.before(units, key)


def open_ledger(view: JournalView, gone: Iterable[str] = (), back: Iterable[str] = ()) -> Ledger:
    """The ledger of all rows the journal knows, but for requests that are gone before anybody authorized them.

    What came back (also as history, without a number) does not become returnable because its row was deleted. `gone`
    and `back` are the keys of rows that vanished from the sheet, or stand there again, since the journal was written.
    """
    ledger, missing, there = Ledger(), set(gone), set(back)
    for key, record in view.rows.items():
        deleted = key not in there and (record.deleted or key in missing)
        if record.rma_number or record.status not in OPEN or not deleted:
            ledger.add(record)
    return ledger
