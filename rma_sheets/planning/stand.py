"""Where a row stands on its way, and the days that follow from it: to ship by, to remind, to expire, to close.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from rma_sheets.model.record import Detail
from rma_sheets.model.settings import Settings
from rma_sheets.model.states import CLOSING, Status

S = Status


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a row stands: its status, the days it reached each, and what steers the engine.

    `judged` is where an open request belongs by its findings and the rules; `settles`: nothing is doubtful about the
    refund, so that a payment reference settles the row; `pinned`: staff put it in review and
    only staff take it out; `bounced` is a payment reference that staff took back, or an old one; `reminded` is the
    day of the last reminder to ship; `arrived_before`: it was brought in as finished and with a received date, which
    says nothing new.
    """

    status: Status | None
    moved: Mapping[Status, date] = field(default_factory=dict)
    judged: Status = S.IN_REVIEW
    settles: bool = True
    pinned: bool = False
    bounced: str = ""
    reminded: date | None = None
    arrived_before: bool = False


def stand_of(status: Status | None, detail: Detail, judged: Status = S.IN_REVIEW, *, settles: bool = True) -> Stand:
    """The stand of a row as the journal remembers it."""
    moved = {Status(name): date.fromisoformat(day) for name, day in detail.moved.items()}
    reminded = date.fromisoformat(detail.reminded) if detail.reminded else None
    return Stand(status, moved, judged, settles, detail.pinned, detail.bounced, reminded,
                 detail.arrived_before)


def ship_by(stand: Stand, settings: Settings) -> date | None:
    """The day by which the goods should be on their way; counted from the (latest) approval.

    A reminder that comes late (nobody ran the program) leaves as many days as one that comes in time.
    """
    approved = stand.moved.get(S.APPROVED)
    if approved is None:
        return None
    last = approved + timedelta(days=settings.ship_within_days)
    return max(last, stand.reminded + timedelta(days=settings.remind_before_days)) if stand.reminded else last


def expires_on(stand: Stand, settings: Settings) -> date | None:
    """The first day on which an approved return that nobody has seen expires: after ship-by and the time in transit.

    None before its reminder has gone.
    """
    last = ship_by(stand, settings)
    if last is None or stand.reminded is None:
        return None
    return last + timedelta(days=settings.transit_days + 1)


def reminds_on(stand: Stand, settings: Settings) -> date | None:
    """The day of the reminder to ship, while it has not gone; never the day of the approval."""
    last, approved = ship_by(stand, settings), stand.moved.get(S.APPROVED)
    if last is None or approved is None or stand.reminded is not None or stand.status is not S.APPROVED:
        return None
    return max(last - timedelta(days=settings.remind_before_days), approved + timedelta(days=1))


def closes_on(stand: Stand, settings: Settings) -> date | None:
    """The day a finished row is closed, if it stands in a status that closes by itself."""
    reached = stand.moved.get(stand.status) if stand.status in CLOSING else None
    return reached + timedelta(days=settings.close_after_days) if reached else None
