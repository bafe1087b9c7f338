"""Moving a row along its statuses: what staff picked, then what the facts say, step by step, along MOVES only.

Staff come first: a legal pick is taken before the engine concludes anything; one that is not legal (yet) is tried
again after the engine's own steps and then put back, with a remark that says what was wanted and why not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rma_sheets.model.lists import ACCEPTED_CONDITIONS, CONTESTED_CONDITIONS
from rma_sheets.model.record import Remark
from rma_sheets.model.rma import Rma
from rma_sheets.model.settings import Settings
from rma_sheets.model.states import OPEN, Status, find_move

from .stand import CLOSING, Stand, closes_on, expires_on

S = Status


@dataclass(frozen=True, slots=True)
class Step:
    """One move made in this pass; `cause` names the sentence `cause.<cause>` in the catalogue of texts."""

    source: Status | None
    target: Status
    cause: str
    by_staff: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the row stands after the pass, how it came there, and what staff must be told of their pick."""

    stand: Stand
    steps: tuple[Step, ...] = ()
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a conclusion is drawn from."""

    rma: Rma
    stand: Stand
    today: date
    settings: Settings


@dataclass(frozen=True, slots=True)
class Conclusion:
    """From any of `sources` the row moves to `target` once `holds`; `cause` names the sentence."""

    sources: frozenset[Status]
    target: Status
    cause: str
    holds: Callable[[Scene], bool]


def _inspected(at: Scene) -> bool:
    return bool(at.rma.condition and at.rma.disposition) or at.rma.condition in CONTESTED_CONDITIONS


def _reached(day: date | None, today: date) -> bool:
    return day is not None and today >= day


CONCLUSIONS: tuple[Conclusion, ...] = (
    Conclusion(frozenset({S.APPROVED, S.IN_TRANSIT, S.EXPIRED}), S.RECEIVED, "received-date",
               lambda at: at.rma.received_on is not None),
    Conclusion(frozenset({S.APPROVED}), S.IN_TRANSIT, "tracking-number", lambda at: bool(at.rma.tracking_no)),
    Conclusion(frozenset({S.APPROVED}), S.EXPIRED, "not-shipped",
               lambda at: _reached(expires_on(at.stand, at.settings), at.today)),
    Conclusion(frozenset({S.RECEIVED}), S.INSPECTED, "condition-and-disposition", _inspected),
    Conclusion(frozenset({S.INSPECTED}), S.ACCEPTED, "condition-accepted",
               lambda at: at.rma.condition in ACCEPTED_CONDITIONS),
    Conclusion(frozenset({S.INSPECTED}), S.CONTESTED, "condition-contested",
               lambda at: at.rma.condition in CONTESTED_CONDITIONS),
    Conclusion(frozenset({S.ACCEPTED}), S.SETTLED, "payment-reference",
               lambda at: at.rma.payment_ref not in ("", at.stand.bounced)),
    Conclusion(CLOSING, S.CLOSED, "quiet-days", lambda at: _reached(closes_on(at.stand, at.settings), at.today)),
)
"""The facts that move a row, tried from the top."""


def walk(rma: Rma, stand: Stand, pick: Status | None, *, today: date, settings: Settings) -> Walk:
    """All moves of one pass. `stand.status` is None for a row seen for the first time; `pick` is what staff chose."""
    steps: list[Step] = []
    if stand.status is None:
        stand = _enter(stand, Step(None, S.REQUESTED, "first-sight"), today, steps)
    if pick is not None and _allowed(rma, stand, pick) == "":
        stand, pick = _enter(stand, Step(stand.status, pick, "staff", by_staff=True), today, steps, rma), None
    stand = _conclude(rma, stand, today, settings, steps)
    if pick is not None and pick is not stand.status:
        refusal = _allowed(rma, stand, pick)
        if refusal:
            return Walk(stand, tuple(steps), _refused(stand, pick, refusal))
        stand = _enter(stand, Step(stand.status, pick, "staff", by_staff=True), today, steps, rma)
        stand = _conclude(rma, stand, today, settings, steps)
    return Walk(stand, tuple(steps))


def _conclude(rma: Rma, stand: Stand, today: date, settings: Settings, steps: list[Step]) -> Stand:
    for _ in range(len(Status) * 2):  # a row can pass each status once; the bound only guards against a bad table
        step = _next(rma, stand, today, settings)
        if step is None:
            break
        stand = _enter(stand, step, today, steps)
    return stand


def _next(rma: Rma, stand: Stand, today: date, settings: Settings) -> Step | None:
    if stand.status in OPEN:
        if stand.pinned or stand.judged is stand.status:
            return None
        if stand.status is S.REQUESTED:
            return Step(S.REQUESTED, stand.judged, "judged")
        return Step(stand.status, S.REQUESTED, "judged-again")
    scene = Scene(rma, stand, today, settings)
    found = next((each for each in CONCLUSIONS if stand.status in each.sources and each.holds(scene)), None)
    return Step(stand.status, found.target, found.cause) if found else None


def _allowed(rma: Rma, stand: Stand, pick: Status) -> str:
    """Empty when staff may pick that status now, `illegal`, or the column that must be filled first."""
    move = find_move(stand.status, pick) if stand.status else None
    if move is None or not move.by_staff:
        return "illegal"
    return next((column for column in move.needs if not getattr(rma, column)), "")


def _enter(stand: Stand, step: Step, today: date, steps: list[Step], rma: Rma | None = None) -> Stand:
    steps.append(step)
    took_back = step.by_staff and step.source is S.SETTLED and step.target is S.ACCEPTED
    return Stand(step.target, {**stand.moved, step.target: today}, stand.judged,
                 pinned=step.by_staff and step.target is S.IN_REVIEW,
                 bounced=rma.payment_ref if took_back and rma else stand.bounced,
                 reminded=None if step.target is S.APPROVED else stand.reminded)


def _refused(stand: Stand, pick: Status, refusal: str) -> Remark:
    now = stand.status.value if stand.status else ""
    if refusal == "illegal":
        return Remark("status-not-legal", "status", {"wanted": pick.value, "now": now})
    return Remark("status-needs-column", "status", {"wanted": pick.value, "now": now, "needs": refusal})
