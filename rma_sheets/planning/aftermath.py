"""What follows for a row from where its walk ended: the units it takes, the words of its verdict, what is still told
of it, and the day on which it must be looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from rma_sheets.model.findings import CLOCK, OF_ANOTHER, Finding
from rma_sheets.model.record import Remark, RowRecord
from rma_sheets.model.returns_columns import REQUEST_COLUMNS
from rma_sheets.model.rma import Rma, TakenUnits
from rma_sheets.model.states import FINISHED, OPEN, RELEASED, UNDER_WAY, Status

from .judge import Judgement
from .remarks import latest
from .stand import Stand, closes_on, expires_on, reminds_on
from .walk import Walk
from .words import staff_why
from .world import World

UNUSABLE = frozenset({"formula-in-cell", "error-in-cell"})
"""Cells of which staff see a value that is not used: told as long as anything may hang on them."""

_OVER = frozenset({"quantity-partial"})
"""No news any more once a return is finished."""


def units_after(walked: Walk, before: RowRecord, judged: Judgement, was_open: bool) -> tuple[TakenUnits, ...]:
    """The units a row takes.

    One that had given them up (declined, expired, ...) takes them again where it goes on, not where it only closes.
    """
    status, source = walked.stand.status, walked.steps[-1].source if walked.steps else before.status
    if status in RELEASED or (status is Status.CLOSED and source in RELEASED):
        return ()
    return judged.units if was_open or status in OPEN or before.status in RELEASED else before.units


def decision_after(world: World, rma: Rma, walked: Walk, decision: Mapping[str, str],
                   last: Mapping[str, str]) -> Mapping[str, str]:
    """Where staff gave the verdict, the row says so instead of the rule; `last` is what it said before this pass."""
    for step in reversed(walked.steps):
        why = staff_why(step.target, world.today, rma.decision_note, world.own) if step.by_staff else ""
        if why:
            eligible = {Status.APPROVED: "yes", Status.DECLINED: "no"}.get(step.target, "review")
            return {**decision, "why": why, "eligibility": eligible}
    if walked.stand.pinned:
        return {**decision, "why": last.get("why", ""), "eligibility": "review"}
    return decision


def remarks_after(world: World, remarks: tuple[Remark, ...], walked: Walk) -> tuple[Remark, ...]:
    """A new pick or a move replaces what was said of an earlier pick."""
    made = any(step.by_staff for step in walked.steps) or walked.remark is not None
    kept = (remark for remark in remarks if not (made and remark.column == "status"))
    return latest(world, (*kept, walked.remark) if walked.remark else kept)


def findings_after(rma: Rma, record: RowRecord, judged: Judgement) -> tuple[Finding, ...]:
    """What is told of a row as `record` has it now."""
    findings, status = judged.findings, record.status
    if rma.hold:
        findings = (Finding("on-hold", column="hold"), *findings)
    if status in OPEN:
        return (*findings, *_too_early(rma))
    findings = (*_of_the_way_back(rma, status), *findings)
    over = _OVER if status in FINISHED else frozenset[str]()
    always = frozenset[str]() if status in FINISHED else UNUSABLE
    return tuple(finding for finding in findings if finding.code not in over and (
        finding.code in always | OF_ANOTHER or not finding.kind.leads_to or (
            finding.column and finding.column not in REQUEST_COLUMNS)))


def _too_early(rma: Rma) -> Iterator[Finding]:
    """Facts of the way back on a request that nobody has authorized."""
    column = next((name for name in ("received_on", "payment_ref") if getattr(rma, name)), "")
    if column and not rma.hold:
        yield Finding("facts-wait", column=column)


def _of_the_way_back(rma: Rma, status: Status) -> Iterator[Finding]:
    """What keeps an authorized return from going on, or its customer from hearing of it."""
    if status in (Status.APPROVED, Status.IN_TRANSIT) and rma.has_arrived and rma.received_on is None:
        yield Finding("received-date-missing", column="received_on")
    if status in UNDER_WAY and not rma.email and not rma.do_not_notify:
        yield Finding("customer-unreachable", column="email")


def wakes_on(world: World, stand: Stand, remarks: tuple[Remark, ...], findings: tuple[Finding, ...]) -> date | None:
    """The next day on which the clock alone may change this row."""
    passing = bool(remarks) or any(finding.kind.passes == CLOCK for finding in findings)
    tomorrow = world.today + timedelta(days=1) if passing else None
    expires = expires_on(stand, world.settings) if stand.status is Status.APPROVED else None
    days = [day for day in (reminds_on(stand, world.settings), expires, closes_on(stand, world.settings), tomorrow)
            if day is not None and day > world.today]
    return min(days, default=None)
