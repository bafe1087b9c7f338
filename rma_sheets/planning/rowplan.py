"""One row through a pass: parse, judge, walk, and what its engine cells should hold afterwards.

Nothing here knows its neighbours but through the ledger. The result is a value; `build.py` puts the rows together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rma_sheets.model.findings import Finding
from rma_sheets.model.record import Detail, Remark, RowRecord
from rma_sheets.model.rma import Claim, OrderLine, Rma
from rma_sheets.model.states import OPEN, Status
from rma_sheets.model.tab_columns import RETURNS

from .cells import edited_columns, stored
from .fingerprint import identity_text
from .issue import Issuer
from .judge import Judgement, judge
from .ledger import RELEASED, Ledger
from .parse import parse_row
from .walk import Stand, Step, Walk, closes_on, expires_on, reminds_on, walk
from .words import staff_why
from .world import World

REQUEST_COLUMNS = frozenset({
    "requested_on", "order_no", "order_line", "sku", "item", "qty", "customer", "email", "country", "language",
    "return_reason", "requested_resolution", "exchange_sku", "external_ref"})
"""Once a return is authorized, what is odd about its request has been decided and is no longer told."""

TROUBLED = "trouble"
"""Basis of a row that shows a mail in trouble: it is looked at on every pass until the trouble is gone."""


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row after the pass. `record` lacks only its fingerprints; `before` is None for a new row."""

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

    @property
    def first_sight(self) -> bool:
        """Whether the row is seen for the first time."""
        return self.before is None


def plan_row(world: World, position: int, before: RowRecord | None, *, ledger: Ledger, issuer: Issuer,
             restored: bool = False, copied: bool = False, trouble: tuple[Finding, ...] = ()) -> RowPlan:
    """The plan for the row at `position`. `restored`: it came back without its key; `copied`: it carried another's."""
    tab = world.tab
    rma, parsed = parse_row(tab, position, spec=RETURNS, vocabulary=world.vocabulary, settings=world.settings)
    detail = Detail.load(before.detail) if before else Detail(first_seen=world.now.isoformat(timespec="seconds"))
    record = before or RowRecord(issuer.key())
    stale = restored or (before is not None and tab.cell(position, "rev") != before.rev)
    facts = world.layout.facts(tab.rows[position])
    if before is not None and not stale:
        detail = replace(detail, remarks=_kept_remarks(world, detail, facts == before.facts)
                         + _edit_remarks(world, position, detail))
    record = replace(record, facts=facts, deleted=False, identity=identity_of(rma),
                     request_ref=record.request_ref or issuer.request_ref(record.key))
    if before is not None:
        ledger.remove(before)
    status = before.status if before else None
    judged = judge(world, rma, parsed, record, ledger, status=status or Status.REQUESTED)
    walked = _walk(world, rma, detail, status, judged, None if stale else _pick(rma, status, copied))
    plan = _settle(world, position, rma, before, record, detail, walked, judged, issuer)
    plan = replace(plan, restored=restored, findings=(*plan.findings, *trouble, *_remark_findings(world, plan)))
    if trouble:
        plan = replace(plan, record=replace(plan.record, basis=TROUBLED))
    ledger.add(plan.record)
    return plan


def _pick(rma: Rma, status: Status | None, copied: bool) -> Status | None:
    """What staff chose in the column Status; a copied row brings the original's status, which nobody chose."""
    if copied or not rma.status or rma.status == status or rma.hold:
        return None
    return Status(rma.status)


def _walk(world: World, rma: Rma, detail: Detail, status: Status | None, judged: Judgement,
          pick: Status | None) -> Walk:
    moved = {Status(key): date.fromisoformat(day) for key, day in detail.moved.items()}
    reminded = date.fromisoformat(detail.reminded) if detail.reminded else None
    stand = Stand(status, moved, judged.target, detail.pinned, detail.bounced, reminded)
    if not rma.hold:
        return walk(rma, stand, pick, today=world.today, settings=world.settings)
    if status is not None:
        return Walk(stand)
    first = walk(rma, replace(stand, judged=Status.REQUESTED), None, today=world.today, settings=world.settings)
    return replace(first, steps=first.steps[:1],
                   stand=replace(stand, status=Status.REQUESTED, moved={Status.REQUESTED: world.today}))


def _settle(world: World, position: int, rma: Rma, before: RowRecord | None, record: RowRecord, detail: Detail,
            walked: Walk, judged: Judgement, issuer: Issuer) -> RowPlan:
    """The record after the walk: status, number, claims, decision, and the day the clock next matters."""
    stand, was_open = walked.stand, before is None or before.status in OPEN
    status = stand.status or Status.REQUESTED
    decision = judged.decision if was_open else detail.decision
    decision = _by_staff(world, rma, walked.steps, decision)
    number = record.rma_number
    if not number and any(step.target is Status.APPROVED for step in walked.steps):
        number = issuer.rma_number(record.key)
    remarks = detail.remarks + ((_dated(world, walked.remark),) if walked.remark else ())
    day = reminds_on(stand, world.settings)
    remind = day is not None and day <= world.today
    if remind:
        stand = replace(stand, reminded=world.today)
    detail = replace(detail, decision=decision, remarks=remarks, pinned=stand.pinned, bounced=stand.bounced,
                     moved={reached.value: day.isoformat() for reached, day in stand.moved.items()},
                     reminded=stand.reminded.isoformat() if stand.reminded else "")
    record = replace(record, status=status, rma_number=number, rev=record.rev + len(walked.steps),
                     claims=_claims(status, record.claims, judged, was_open),
                     basis=world.basis if status in OPEN else "",
                     wake_on=_wake_on(world, stand, detail))
    return RowPlan(position, rma, before, record, detail, walked,
                   _told(rma, status, judged.findings), judged.lines, remind=remind)


def _claims(status: Status, old: tuple[Claim, ...], judged: Judgement, was_open: bool) -> tuple[Claim, ...]:
    if status in RELEASED:
        return ()
    return judged.claims if was_open else old


def _by_staff(world: World, rma: Rma, steps: tuple[Step, ...], decision: Mapping[str, str]) -> Mapping[str, str]:
    """Where staff gave the verdict, the row says so instead of the rule."""
    for step in reversed(steps):
        why = staff_why(step.target, world.today, rma.decision_note, world.own) if step.by_staff else ""
        if why:
            eligible = {Status.APPROVED: "yes", Status.DECLINED: "no"}.get(step.target, "review")
            return {**decision, "why": why, "eligibility": eligible}
    return decision


def _told(rma: Rma, status: Status, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    if rma.hold:
        findings = (Finding("on-hold", row=rma.row, column="hold", key=rma.row_key), *findings)
    if status in OPEN:
        return findings
    return tuple(finding for finding in findings
                 if finding.column not in REQUEST_COLUMNS and not (finding.kind.leads_to and not finding.column))


def identity_of(rma: Rma) -> str:
    """What makes two rows the same request; empty for a row that says nothing yet."""
    parts = (rma.order_no, rma.order_line, rma.sku, rma.email or rma.customer, str(rma.requested_on or ""),
             str(rma.qty or ""), rma.external_ref, rma.return_reason)
    return identity_text(*parts) if rma.sku or rma.order_no else ""


def _kept_remarks(world: World, detail: Detail, unchanged: bool) -> tuple[Remark, ...]:
    """Remarks stand for the day they were made, until staff edit the row."""
    return tuple(remark for remark in detail.remarks
                 if unchanged and remark.facts.get("day") == world.today.isoformat())


def _edit_remarks(world: World, position: int, detail: Detail) -> tuple[Remark, ...]:
    tab = world.tab
    return tuple(_dated(world, Remark("engine-cell-edited", column, {
        "typed": stored(tab.cell(position, column)), "kept": detail.written.get(column, "")}))
        for column in edited_columns(tab, position, detail.written))


def _dated(world: World, remark: Remark) -> Remark:
    return replace(remark, facts={**remark.facts, "day": world.today.isoformat()})


def _remark_findings(world: World, plan: RowPlan) -> tuple[Finding, ...]:
    """Remarks as findings, with statuses and columns in staff's words."""
    label, headers = world.vocabulary.label, world.tab.headers
    out = []
    for remark in plan.detail.remarks:
        facts: dict[str, object] = dict(remark.facts)
        for name in ("wanted", "now"):
            if name in facts:
                facts[name] = label("status", str(facts[name]))
        if "needs" in facts:
            facts["needs"] = headers.get(str(facts["needs"]), facts["needs"])
        out.append(Finding(remark.code, row=plan.rma.row, column=remark.column,
                           header=headers.get(remark.column, remark.column), key=plan.record.key, facts=facts))
    return tuple(out)


def _wake_on(world: World, stand: Stand, detail: Detail) -> date | None:
    """The next day on which the clock alone may change this row."""
    tomorrow = world.today + timedelta(days=1) if detail.remarks else None
    expires = expires_on(stand, world.settings) if stand.status is Status.APPROVED else None
    days = [day for day in (reminds_on(stand, world.settings), expires, closes_on(stand, world.settings), tomorrow)
            if day is not None and day > world.today]
    return min(days, default=None)
