"""Remarks: what staff are told of an act that left no trace in the sheet, because the cell was put back.

A remark stands for the rest of its day, or until staff edit the row; one of a kind and column at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rma_sheets.model.findings import Finding
from rma_sheets.model.record import Detail, Remark, RowRecord

from .cells import edited_columns, stored
from .generous import typed
from .identity import DOUBLED, SEALED
from .world import World

TOLD_BY_US = frozenset({"check", "messages", "next_step"})
"""Cells in which rows that are set aside are told so, without a record of it (`people.py`)."""
WORDED_ANEW = frozenset({"check", "messages", "next_step", "why", "last_sync"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?")


def standing(world: World, position: int, before: RowRecord, detail: Detail) -> tuple[Remark, ...]:
    """Remarks of earlier passes of this day that still hold, and one for each engine cell that somebody changed.

    `before` is the row as the last pass left it, and the sheet holds no older state of it.
    """
    unchanged = before.facts == world.facts_at(position)
    kept = (remark for remark in detail.remarks if unchanged and remark.facts.get("day") == world.today.isoformat())
    ours = TOLD_BY_US if _was_aside(world, position) else frozenset()
    edited = () if _is_earlier(world, position, detail) else edited_columns(world.tab, position, detail.written)
    told = (_edited(world, position, column, detail) for column in edited if column not in ours)
    return latest(world, (*kept, *told))


def _edited(world: World, position: int, column: str, detail: Detail) -> Remark:
    """That somebody changed an engine cell. Of one that each pass may word anew, what it held says nothing."""
    typed_there, kept = typed(world.tab.cell(position, column)), detail.written.get(column, "")
    facts = {"typed": "", "kept": ""} if column in WORDED_ANEW else {"typed": typed_there, "kept": kept}
    return Remark("engine-cell-edited", column, facts)


def _is_earlier(world: World, position: int, detail: Detail) -> bool:
    """Whether the row is one of an earlier pass, as in yesterday's file put back: nobody typed into its cells."""
    shown, written = stored(world.tab.cell(position, "last_sync")), detail.written.get("last_sync", "")
    return bool(_MOMENT.fullmatch(shown)) and shown < written


def is_older(world: World, position: int, before: RowRecord | None, detail: Detail, *, restored: bool) -> bool:
    """Whether the row says what staff had said in it before an earlier pass: an older file was put back.

    A row that came back without any moment of ours is one, if it says something else.
    """
    if before is None or before.facts == world.facts_at(position):
        return False
    shown = stored(world.tab.cell(position, "rev"))
    behind = shown.isdecimal() and int(shown) < before.rev
    bare = restored and world.tab.cell(position, "last_sync") is None
    return behind or bare or _is_earlier(world, position, detail)


def arrival(*, copied: bool, restored: bool, strayed: bool, older: bool) -> tuple[Remark, ...]:
    """How a row came into the sheet, where that was not by being typed; or to where it stands."""
    if strayed:
        return (Remark("row-strayed", ""),)
    if older:
        return (Remark("row-older", ""),)
    if restored:
        return (Remark("row-restored", ""),)
    return (Remark("row-copied", ""),) if copied else ()


def put_back(findings: Iterable[Finding]) -> tuple[Remark, ...]:
    """What was wrong with cells that this pass overwrites (a status nobody can read, a number of somebody's own)."""
    return tuple(Remark(finding.code, finding.column, {name: str(fact) for name, fact in finding.facts.items()})
                 for finding in findings)


def latest(world: World, remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The last remark of each kind and column, with the day it was made."""
    found = {(remark.code, remark.column): remark for remark in remarks}
    return tuple(replace(remark, facts={"day": world.today.isoformat(), **remark.facts}) for remark in found.values())


def remark_findings(world: World, remarks: Iterable[Remark], row: int, key: str) -> tuple[Finding, ...]:
    """Remarks as findings, with statuses and columns in staff's words."""
    label, headers = world.vocabulary.label, world.tab.headers
    out = []
    for remark in remarks:
        facts: dict[str, object] = dict(remark.facts)
        for name in ("wanted", "now"):
            if name in facts:
                facts[name] = label("status", str(facts[name]))
        if "needs" in facts:
            facts["needs"] = headers.get(str(facts["needs"]), facts["needs"])
        out.append(Finding(remark.code, row=row, column=remark.column,
                           header=headers.get(remark.column, remark.column), key=key, facts=facts))
    return tuple(out)


def _was_aside(world: World, position: int) -> bool:
    told, step = (stored(world.tab.cell(position, column)) for column in ("messages", "next_step"))
    return any(world.own.say(f"findings.{code}.hint") in told for code in (DOUBLED, SEALED)) or step.startswith(
        (world.own.say("next.unclear"), world.own.say("next.sealed", columns="").rstrip()))
