"""Rows that a person must look at: those nobody can tell apart or write into, and the count of all that wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rma_sheets.model.findings import Finding
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import RowRef, Tab
from rma_sheets.model.texts import Texts

from .cells import WRITABLE, cell_writes
from .identity import DOUBLED, SEALED, Identified
from .words import messages_text
from .world import World

_NEXT_STEPS = {DOUBLED: "next.unclear", SEALED: "next.sealed"}


@dataclass(frozen=True, slots=True)
class Aside:
    """Rows that are left as they are: what they are told, where that can be written, and nothing else is done."""

    findings: tuple[Finding, ...] = ()
    writes: tuple[CellWrite, ...] = ()


def rows_aside(world: World, found: Identified) -> Aside:
    """One finding for each row of a doubled key, and for each in which the engine cannot write."""
    findings = [*_unclear(world.tab, found), *_sealed(world.tab, world.own, found)]
    writes = [write for finding in findings for write in _told(world, finding)]
    return Aside(tuple(findings), tuple(writes))


def _unclear(tab: Tab, found: Identified) -> Iterator[Finding]:
    for key, positions in found.unclear.items():
        for position in positions:
            *others, last = (str(tab.sheet_row(other)) for other in positions if other != position)
            facts = {"others": ", ".join(others), "last": last, "other": ""} if others else {
                "others": "", "last": "", "other": last}
            yield Finding(DOUBLED, row=tab.sheet_row(position), key=key, facts=facts)


def _sealed(tab: Tab, texts: Texts, found: Identified) -> Iterator[Finding]:
    for position, key in sorted(found.sealed.items()):
        closed = {column: why for column, why in tab.sealed[position].items() if column in WRITABLE}
        headers = ", ".join(tab.headers[column] for column in tab.columns if column in closed)
        reasons = ", ".join(texts.say(f"sealed.{why}") for why in sorted(set(closed.values())))
        yield Finding(SEALED, row=tab.sheet_row(position), key=key, facts={"columns": headers, "why": reasons})


def _told(world: World, finding: Finding) -> tuple[CellWrite, ...]:
    desired = {"check": world.vocabulary.label("check", "error"), "messages": messages_text((finding,), world.own),
               "next_step": world.own.say(_NEXT_STEPS[finding.code], **finding.facts)}
    return cell_writes(world.tab, RowRef("returns", finding.row - world.tab.first_row), desired)


def count_people(world: World, found: Identified, planned: Mapping[int, bool]) -> int:
    """Rows in error or with a next step: from the plan where the row was planned (position -> whether a person must
    look at it), else as the sheet says."""
    tab, error = world.tab, world.vocabulary.label("check", "error")
    waiting = sum(1 for position in found.known if position not in planned
                  and (tab.cell(position, "check") == error or tab.cell(position, "next_step") is not None))
    return waiting + sum(planned.values()) + found.aside
