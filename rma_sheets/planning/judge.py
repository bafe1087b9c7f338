"""Judging one open request: its findings, the order lines it takes, and where it belongs by the shop's rules.

The first finding that leads somewhere decides before any rule does: what is missing is asked of the customer, what
looks wrong is shown to a person. Only a clean request is held against the tab Policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from rma_sheets.model.findings import Finding
from rma_sheets.model.policy import Decision, RequestFacts, Verdict
from rma_sheets.model.record import RowRecord
from rma_sheets.model.rma import OrderLine, Rma, TakenUnits
from rma_sheets.model.states import UNDER_WAY, Status
from rma_sheets.rules import RULES
from rma_sheets.rules.context import Match, RuleContext
from rma_sheets.rules.moments import day_of, later

from .ledger import Ledger
from .orders import allocate, lines_taken, match
from .policy import decide
from .whose import of_another
from .words import finding_message, why_sentence
from .world import World

TARGETS = {Verdict.APPROVE: Status.APPROVED, Verdict.REVIEW: Status.IN_REVIEW, Verdict.DECLINE: Status.DECLINED}
ELIGIBLE = {Verdict.APPROVE: "yes", Verdict.REVIEW: "review", Verdict.DECLINE: "no"}
SAYS_ALL = {"row-reused": "goods-changed"}
"""A finding, and the one that is said with it."""
REFERENCES = frozenset({"order_no", "order_line", "sku", "email"})
"""Where one of these cannot be read the row refers to nothing: what is left of it might fit somebody else's order."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`target`: where the request belongs; `decision`: the engine cells that follow, as stored text."""

    findings: tuple[Finding, ...]
    target: Status
    units: tuple[TakenUnits, ...]
    lines: tuple[OrderLine, ...]
    decision: Mapping[str, str]


def judge(world: World, rma: Rma, parsed: tuple[Finding, ...], record: RowRecord, ledger: Ledger) -> Judgement:
    """All of one request. The ledger holds what other rows take; `record` says which row this is."""
    unread = frozenset(finding.column for finding in parsed)
    found = match(rma, world.book) if REFERENCES.isdisjoint(unread) else Match()
    units = allocate(found.lines, rma.qty or 0, ledger.taken)
    context = RuleContext(
        match=found, units=units, taken=ledger.taken, duplicate_of=ledger.original(record.key, record.identity),
        approved=record.units if record.status in UNDER_WAY else (),
        already_open=ledger.already_open(record.key, units), reasons=world.reasons, settings=world.settings,
        today=world.today, unread=unread)
    raised = tuple(world.placed(finding, rma) for rule in RULES for finding in rule(rma, context))
    others = of_another(world, rma, record, found.lines)
    findings = _in_order((*raised, *(world.placed(each, rma) for each in others), *parsed))
    lines = lines_taken(found.lines, units) or found.lines[:1]
    asked, assumed = facts_of(world, rma, lines)
    decided = decide(world.policy, asked)
    leading = next((finding for finding in findings if finding.kind.leads_to), None)
    decision = _decision(world, lines, asked, decided, assumed)
    target = TARGETS[decided.verdict]
    if leading is not None:
        target = Status(leading.kind.leads_to)
        message = finding_message(leading, world.own)
        decision = {"eligibility": "review", "why": f"{message[:1].upper()}{message[1:]}.",
                    "matched_order": decision["matched_order"]}
    takes = all(finding.kind.takes for finding in findings)
    return Judgement(findings, target, units if takes else (), lines, decision)


def _in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Rules first, in their order; the same problem of the same cell once, and what is said already by another."""
    seen: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.code, finding.column), finding)
    said = {SAYS_ALL.get(code, "") for code, _ in seen}
    return tuple(finding for finding in seen.values() if finding.code not in said)


def facts_of(world: World, rma: Rma, lines: tuple[OrderLine, ...]) -> tuple[RequestFacts, bool]:
    """What the rules look at, and whether the day of delivery had to be assumed (order date plus transit days)."""
    line = lines[0] if lines else None
    counted, assumed = _counted_from(world, line)
    price = line.unit_price if line else None
    reason = world.reasons.get(rma.return_reason)
    return RequestFacts(
        requested_on=day_of(rma.requested_on) if rma.requested_on else world.today,
        counted_from=counted,
        country=rma.country or (line.country if line else ""),
        category=line.category if line else "",
        sku=rma.sku,
        reasons=frozenset({rma.return_reason, reason.parent if reason else ""} - {""}),
        condition=rma.condition,
        value=None if price is None or rma.qty is None else price * Decimal(rma.qty),
        requested_resolution=rma.requested_resolution,
    ), assumed


def _counted_from(world: World, line: OrderLine | None) -> tuple[date | None, bool]:
    if line is None:
        return None, False
    if line.delivered_on:
        return line.delivered_on, False
    transit = world.settings.transit_days
    return (later(day_of(line.order_date), transit) if line.order_date else None), True


def _decision(world: World, lines: tuple[OrderLine, ...], asked: RequestFacts, decided: Decision,
              assumed: bool) -> Mapping[str, str]:
    """The cells of a verdict by rule, by column key, plus `message` for the mails."""
    rule = decided.rule
    if asked.days is not None and asked.days < 0:
        asked = replace(asked, counted_from=None)  # asked before delivery: a count of minus days would help nobody
    fee = rule.restocking_fee if rule and rule.restocking_fee else None
    return {
        "eligibility": ELIGIBLE[decided.verdict],
        "matched_rule": rule.name if rule else "",
        "why": why_sentence(decided, asked, assumed=assumed, headers=world.policy_headers,
                            vocabulary=world.vocabulary, texts=world.own),
        "window_end": decided.window_end.isoformat() if decided.window_end else "",
        "matched_order": ", ".join(dict.fromkeys(line.ref for line in lines)),
        "return_cost": rule.who_pays if rule else "",
        "restocking_fee": f"{fee.normalize():f}" if fee else "",
        "message": rule.message if rule else "",
    }
