"""Moving a row along its statuses: what staff picked, then what the facts say, step by step, along MOVES only.

Staff come first: a legal pick is taken before the engine concludes anything; one that is not legal (yet) is tried
again after the engine's own steps and then put back, with a remark that says what was wanted and why not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rma_sheets.model.record import Remark
from rma_sheets.model.rma import Rma
from rma_sheets.model.settings import Settings
from rma_sheets.model.states import FINISHED, OPEN, Status, find_move

from .conclusions import CONCLUSIONS, Scene
from .stand import Stand

S = Status

BROUGHT_IN = "brought-in"
"""The cause of the one step of a row that was finished before we first saw it: its customer hears nothing of it."""


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

    @property
    def brought_in(self) -> bool:
        """Whether the row came in as finished in this pass."""
        return bool(self.steps) and self.steps[0].cause == BROUGHT_IN


def walk(rma: Rma, stand: Stand, pick: Status | None, *, today: date, settings: Settings) -> Walk:
    """All moves of one pass. `stand.status` is None for a row seen for the first time; `pick` is what staff chose.

    A row that is finished when it is first seen is taken as it is, and what it holds by then moves it no further.
    """
    steps: list[Step] = []
    if stand.status is None and pick in FINISHED:
        stand = replace(stand, bounced=rma.payment_ref, arrived_before=rma.received_on is not None)
        stand, pick = _enter(stand, Step(None, pick, BROUGHT_IN), today, steps), None
    elif stand.status is None:
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
    return replace(stand, status=step.target, moved={**stand.moved, step.target: today},
                   pinned=step.by_staff and step.target is S.IN_REVIEW,
                   bounced=rma.payment_ref if took_back and rma else stand.bounced,
                   reminded=None if step.target is S.APPROVED else stand.reminded,
                   arrived_before=stand.arrived_before and not step.by_staff)


def _refused(stand: Stand, pick: Status, refusal: str) -> Remark:
    now = stand.status.value if stand.status else ""
    if refusal == "illegal":
        return Remark("status-not-legal", "status", {"wanted": pick.value, "now": now})
    return Remark("status-needs-column", "status", {"wanted": pick.value, "now": now, "needs": refusal})
