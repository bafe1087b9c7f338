"""What the facts of a row say about its status: the table of conclusions, tried from the top on every pass.

Only facts that staff filled and the clock are looked at; whether a move is legal stands in `model/states.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rma_sheets.model.lists import ACCEPTED_CONDITIONS, CONTESTED_CONDITIONS
from rma_sheets.model.rma import Rma
from rma_sheets.model.settings import Settings
from rma_sheets.model.states import CLOSING, Status

from .stand import Stand, closes_on, expires_on

S = Status


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
               lambda at: at.rma.received_on is not None and not at.stand.arrived_before),
    Conclusion(frozenset({S.APPROVED}), S.IN_TRANSIT, "tracking-number", lambda at: bool(at.rma.tracking_no)),
    Conclusion(frozenset({S.APPROVED}), S.EXPIRED, "not-shipped",
               lambda at: not at.rma.has_arrived and _reached(expires_on(at.stand, at.settings), at.today)),
    Conclusion(frozenset({S.RECEIVED}), S.INSPECTED, "condition-and-disposition", _inspected),
    Conclusion(frozenset({S.INSPECTED}), S.ACCEPTED, "condition-accepted",
               lambda at: at.rma.condition in ACCEPTED_CONDITIONS),
    Conclusion(frozenset({S.INSPECTED}), S.CONTESTED, "condition-contested",
               lambda at: at.rma.condition in CONTESTED_CONDITIONS),
    Conclusion(frozenset({S.ACCEPTED}), S.SETTLED, "payment-reference",
               lambda at: at.stand.settles and at.rma.payment_ref not in ("", at.stand.bounced)),
    Conclusion(CLOSING, S.CLOSED, "quiet-days", lambda at: _reached(closes_on(at.stand, at.settings), at.today)),
)
"""The facts that move a row, tried from the top."""
