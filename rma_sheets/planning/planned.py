"""One row after the pass, as a value: what it is and was, what it is told, and the way it went."""

from __future__ import annotations

from dataclasses import dataclass

from rma_sheets.model.findings import Finding
from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.rma import OrderLine, Rma

from .walk import Walk


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row after the pass. `record` lacks only its fingerprints; `before` is None for a new row.

    `status_waits`: the row is on hold, and what staff picked stays in its cell until they lift it; `older`: it is of an
    older file.
    """

    position: int
    rma: Rma
    before: RowRecord | None
    record: RowRecord
    detail: Detail
    walk: Walk
    findings: tuple[Finding, ...]
    lines: tuple[OrderLine, ...] = ()
    restored: bool = False
    remind: bool = False
    status_waits: bool = False
    older: bool = False

    @property
    def came_back(self) -> bool:
        """Whether the row was gone, or had lost its key."""
        return self.restored or (self.before is not None and self.before.deleted)

    @property
    def first_sight(self) -> bool:
        """Whether the row is seen for the first time."""
        return self.before is None

    @property
    def got_number(self) -> bool:
        """Whether it has an RMA number that it had not before."""
        return bool(self.record.rma_number) and (self.before is None or not self.before.rma_number)
