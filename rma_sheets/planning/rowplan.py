"""One row through a pass: parse, judge, walk, and what its engine cells should hold afterwards.

Nothing here knows its neighbours but through the ledger. The result is a value; `build.py` puts the rows together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rma_sheets.model.findings import OF_ANOTHER, Finding
from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.rma import Rma
from rma_sheets.model.states import FINISHED, OPEN, UNDER_WAY, Status

from .aftermath import decision_after, findings_after, remarks_after, units_after, wakes_on
from .cells import WRITABLE, stored
from .issue import Issuer
from .judge import Judgement, judge
from .ledger import Ledger
from .planned import RowPlan
from .remarks import arrival, is_older, latest, put_back, remark_findings, standing
from .sameness import identity_of
from .stand import Stand, reminds_on, stand_of
from .stands import with_own_words
from .taken_back import kept, stays, taken_back_finding
from .walk import Walk, walk
from .world import World

LOOK_AGAIN = "trouble"
"""Basis of a row that shows a mail in trouble, or one to be tried again, or that may be somebody else's: it is looked
at on every pass until then."""


def plan_row(world: World, position: int, before: RowRecord | None, *, ledger: Ledger, issuer: Issuer,
             restored: bool = False, copied: bool = False, strayed: bool = False, left: bool = False,
             trouble: tuple[Finding, ...] = ()) -> RowPlan:
    """The plan for the row at `position`. `restored`: it came back without its key; `copied`: it carried another's;
    `strayed`: it stood beside the hidden cells of another row; `left`: the status beside it was another row's.

    The row is taken out of `ledger` and comes back as it is then; `issuer` gives what numbers it needs. Longer than
    most functions, as it is one list of steps, read top to bottom.
    """
    tab = world.tab
    rma, parsed = world.parsed(position)
    detail = Detail.load(before.detail) if before else Detail(first_seen=world.now.isoformat(timespec="seconds"))
    record = before or RowRecord(issuer.key())
    stale = restored or strayed or (before is not None and stored(tab.cell(position, "rev")) != str(before.rev))
    waits = rma.hold and not stale and not (copied or left) and tab.cell(position, "status") is not None
    unread = tuple(finding for finding in parsed if finding.column in WRITABLE and not (
        finding.column == "status" and waits))
    parsed = tuple(finding for finding in parsed if finding not in unread)
    older = not strayed and is_older(world, position, before, detail, restored=restored)
    remarks = standing(world, position, before, detail) if before is not None and not stale else ()
    detail = replace(detail, remarks=latest(world, (
        *remarks, *arrival(copied=copied, restored=restored, strayed=strayed, older=older), *put_back(unread))))
    record = replace(record, facts=world.facts_at(position), deleted=False,
                     identity=identity_of(rma, frozenset(finding.column for finding in parsed)),
                     request_ref=record.request_ref or issuer.request_ref(record.key))
    record, detail = with_own_words(world, position, before, record, detail)
    if before is not None:
        ledger.remove(before)
    status = before.status if before else None
    pick = None if stale else _pick(rma, status, copied or left)
    if pick is None and stays(world, position, rma, before, detail):
        record, walked = kept(world, record, detail)
        told = findings_after(rma, record, judge(world, rma, parsed, record, ledger))
        plan = RowPlan(position, rma, before, record, detail, walked, (
            taken_back_finding(world, rma.row, record, detail), *(world.placed(finding, rma) for finding in told)))
        return _with_remarks(world, replace(plan, older=older), ledger, trouble, restored=restored, waits=waits)
    detail = replace(detail, taken_back={})
    judged = judge(world, rma, parsed, record, ledger)
    walked = _walk(world, rma, detail, status, judged, pick)
    plan = _settle(world, position, rma, before, record, detail, walked, judged, issuer)
    return _with_remarks(world, replace(plan, older=older), ledger, trouble, restored=restored, waits=waits)


def _with_remarks(world: World, plan: RowPlan, ledger: Ledger, trouble: tuple[Finding, ...], *, restored: bool,
                  waits: bool) -> RowPlan:
    """The plan with what is told of the row besides what it is: mails in trouble, and remarks."""
    told = remark_findings(world, plan.detail.remarks, plan.rma.row, plan.record.key)
    plan = replace(plan, restored=restored, status_waits=waits, findings=(
        *plan.findings, *(replace(finding, row=plan.rma.row) for finding in trouble), *told))
    if trouble or plan.detail.own_facts or plan.record.key in world.unsent or any(
            finding.code in OF_ANOTHER for finding in plan.findings):
        plan = replace(plan, record=replace(plan.record, basis=LOOK_AGAIN))
    ledger.add(plan.record)
    return plan


def _pick(rma: Rma, status: Status | None, copied: bool) -> Status | None:
    """What staff chose in the column Status; a copied row brings the original's status, which nobody chose.

    On hold every pick waits, but a row that comes in as finished is so at once: it has nothing to wait for.
    """
    if copied or not rma.status or rma.status == status:
        return None
    history = status is None and rma.status in FINISHED
    return Status(rma.status) if history or not rma.hold else None


def _walk(world: World, rma: Rma, detail: Detail, status: Status | None, judged: Judgement,
          pick: Status | None) -> Walk:
    stand = stand_of(status, detail, judged.target, settles=all(each.kind.settles for each in judged.findings))
    if not rma.hold:
        return walk(rma, stand, pick, today=world.today, settings=world.settings)
    if status is not None:
        return Walk(stand)
    first = walk(rma, replace(stand, judged=Status.REQUESTED), pick, today=world.today, settings=world.settings)
    entered = first.steps[0].target
    return replace(first, steps=first.steps[:1],
                   stand=replace(first.stand, status=entered, moved={entered: world.today}))


def _settle(world: World, position: int, rma: Rma, before: RowRecord | None, record: RowRecord, detail: Detail,
            walked: Walk, judged: Judgement, issuer: Issuer) -> RowPlan:
    """The record after the walk: status, number, units, decision, and the day the clock next matters."""
    stand, was_open = walked.stand, before is None or before.status in OPEN
    status = stand.status or Status.REQUESTED
    decided = _of_history(world, judged) if walked.brought_in else judged.decision if was_open else detail.decision
    decision = decision_after(world, rma, walked, decided, detail.decision)
    number = record.rma_number
    if not number and any(step.target in UNDER_WAY for step in walked.steps):
        number = issuer.rma_number(record.key)
    if remind := _is_reminded(world, rma, stand):
        stand = replace(stand, reminded=world.today)
        walked = replace(walked, stand=stand)
    detail = replace(detail, decision=decision, remarks=remarks_after(world, detail.remarks, walked),
                     pinned=stand.pinned, bounced=stand.bounced, arrived_before=stand.arrived_before,
                     moved={reached.value: day.isoformat() for reached, day in stand.moved.items()},
                     reminded=stand.reminded.isoformat() if stand.reminded else "")
    record = replace(record, status=status, rma_number=number, rev=record.rev + len(walked.steps),
                     units=units_after(walked, record, judged, was_open),
                     basis=world.basis if status in OPEN else "",
                     wake_on=wakes_on(world, stand, detail.remarks, judged.findings))
    findings = tuple(world.placed(finding, rma) for finding in findings_after(rma, record, judged))
    return RowPlan(position, rma, before, record, detail, walked, findings, judged.lines, remind=remind)


def _is_reminded(world: World, rma: Rma, stand: Stand) -> bool:
    """Whether the customer is asked today where the parcel is."""
    day = reminds_on(stand, world.settings)
    return day is not None and day <= world.today and not rma.hold and not rma.has_arrived


def _of_history(world: World, judged: Judgement) -> Mapping[str, str]:
    """The decision cells of a row that came in finished: what today's rules say of it is beside the point."""
    return {"matched_order": judged.decision["matched_order"], "why": world.own.say("why.brought-in", day=world.today)}
