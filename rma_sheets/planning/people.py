"""Rows that a person must look at: those nobody can tell apart, and the count of all that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rma_sheets.model.findings import Finding
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import RowRef

from .cells import cell_writes
from .desired import FinishedRow
from .identity import Identified
from .words import messages_text
from .world import World


@dataclass(frozen=True, slots=True)
class Unclear:
    """Rows that share a key and cannot be told apart: what they are told, and nothing else is done to them."""

    findings: tuple[Finding, ...] = ()
    writes: tuple[CellWrite, ...] = ()


def unclear_rows(world: World, found: Identified) -> Unclear:
    """One finding for each row of each doubled key."""
    findings: list[Finding] = []
    writes: list[CellWrite] = []
    tab, texts = world.tab, world.own
    for key, positions in found.unclear.items():
        for position in positions:
            others = ", ".join(str(tab.sheet_row(other)) for other in positions if other != position)
            finding = Finding("duplicate-row-key", row=tab.sheet_row(position), key=key, facts={"rows": others})
            desired = {"check": world.vocabulary.label("check", "error"),
                       "messages": messages_text((finding,), texts), "next_step": texts.say("next.unclear")}
            findings.append(finding)
            writes += cell_writes(tab, RowRef("returns", position), desired)
    return Unclear(tuple(findings), tuple(writes))


def count_people(world: World, found: Identified, finished: Iterable[FinishedRow]) -> int:
    """Rows in error or with a next step: from the plan where the row was planned, else as the sheet says."""
    planned = {each.row.position: each.needs_person for each in finished}
    tab, error = world.tab, world.vocabulary.label("check", "error")
    waiting = sum(1 for position in found.known if position not in planned
                  and (tab.cell(position, "check") == error or tab.cell(position, "next_step") is not None))
    return waiting + sum(planned.values()) + sum(len(positions) for positions in found.unclear.values())
