"""Rows that an undo took back: they stay as its run found them, and say so, until somebody changes them, their order
or the rules, or picks a status. Neither the clock nor a neighbour decides of them meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from rma_sheets.model.findings import Finding
from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.rma import Rma
from rma_sheets.model.states import OPEN, Status

from .fingerprint import cells_fingerprint
from .orders import match
from .stand import stand_of
from .walk import Walk
from .world import World


def mark_of(world: World, rma: Rma, status: Status, run: int) -> Mapping[str, str]:
    """What `Detail.taken_back` keeps of a row that goes back to that status today."""
    return {"run": str(run), "day": world.today.isoformat(), "ground": _ground(world, rma, status)}


def stays(world: World, position: int, rma: Rma, before: RowRecord | None, detail: Detail) -> bool:
    """Whether the row was taken back and nothing has happened since that would decide of it again."""
    return (before is not None and bool(detail.taken_back) and before.facts == world.facts_at(position)
            and detail.taken_back["ground"] == _ground(world, rma, before.status))


def kept(world: World, record: RowRecord, detail: Detail) -> tuple[RowRecord, Walk]:
    """The record of such a row, and the way it goes: none."""
    record = replace(record, basis=world.basis if record.status in OPEN else "",
                     wake_on=world.today + timedelta(days=1) if detail.remarks else None)
    return record, Walk(stand_of(record.status, detail))


def taken_back_finding(world: World, row: int, record: RowRecord, detail: Detail) -> Finding:
    """What such a row says in Messages."""
    code = "taken-back" if record.status in OPEN else "taken-back-under-way"
    day = world.own.day(date.fromisoformat(detail.taken_back["day"]))
    return Finding(code, row=row, key=record.key, facts={"day": day, "run": detail.taken_back["run"]})


def _ground(world: World, rma: Rma, status: Status) -> str:
    """Fingerprint of what an open request is judged by: the rules, the reasons, the lines of its own order."""
    if status not in OPEN:
        return ""
    found = match(rma, world.book)
    return cells_fingerprint((world.rules_basis, found.problem, found.lines))
