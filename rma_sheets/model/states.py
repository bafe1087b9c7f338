"""The life of a return: every status, every legal move and what a move needs.

Constants a shop owner could read. The drop-down in the sheet and the guard on what staff pick come from here; what
the engine concludes from facts stands in `planning/conclusions.py`, and tests hold the two against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The statuses, in the order a return meets them."""

    REQUESTED = "requested"
    NEEDS_INFO = "needs_info"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    DECLINED = "declined"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    INSPECTED = "inspected"
    CONTESTED = "contested"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


S = Status


@dataclass(frozen=True, slots=True)
class Move:
    """One legal step. `needs` are columns that staff must have filled before they may pick it."""

    source: Status
    target: Status
    by_engine: bool
    by_staff: bool
    needs: tuple[str, ...] = ()


def _moves(source: Status, *lines: tuple[Status, str] | tuple[Status, str, str]) -> tuple[Move, ...]:
    return tuple(Move(source, line[0], "engine" in line[1], "staff" in line[1],
                      (line[2],) if len(line) > 2 else ()) for line in lines)


MOVES: tuple[Move, ...] = (
    *_moves(S.REQUESTED, (S.NEEDS_INFO, "engine"), (S.IN_REVIEW, "engine staff"), (S.APPROVED, "engine staff"),
            (S.DECLINED, "engine staff", "decision_note"), (S.CANCELLED, "staff")),
    *_moves(S.NEEDS_INFO, (S.REQUESTED, "engine"), (S.IN_REVIEW, "staff"),
            (S.APPROVED, "staff", "decision_note"), (S.DECLINED, "staff", "decision_note"),
            (S.CANCELLED, "staff")),
    *_moves(S.IN_REVIEW, (S.REQUESTED, "engine"), (S.APPROVED, "staff"), (S.DECLINED, "staff", "decision_note"),
            (S.CANCELLED, "staff")),
    *_moves(S.APPROVED, (S.IN_TRANSIT, "engine staff"), (S.RECEIVED, "engine staff"), (S.CANCELLED, "staff"),
            (S.EXPIRED, "engine"), (S.SETTLED, "staff", "payment_ref")),
    *_moves(S.DECLINED, (S.APPROVED, "staff"), (S.CLOSED, "engine staff")),
    *_moves(S.IN_TRANSIT, (S.RECEIVED, "engine staff"), (S.CANCELLED, "staff")),
    *_moves(S.RECEIVED, (S.INSPECTED, "engine staff", "condition")),
    *_moves(S.INSPECTED, (S.ACCEPTED, "engine staff"), (S.CONTESTED, "engine staff"),
            (S.REJECTED, "staff", "decision_note")),
    *_moves(S.CONTESTED, (S.ACCEPTED, "staff"), (S.REJECTED, "staff", "decision_note")),
    *_moves(S.REJECTED, (S.ACCEPTED, "staff"), (S.CLOSED, "engine staff")),
    *_moves(S.ACCEPTED, (S.SETTLED, "engine staff", "payment_ref")),
    *_moves(S.SETTLED, (S.ACCEPTED, "staff", "decision_note"), (S.CLOSED, "engine staff")),
    *_moves(S.CLOSED, (S.IN_REVIEW, "staff", "decision_note")),
    *_moves(S.CANCELLED, (S.IN_REVIEW, "staff"), (S.CLOSED, "engine staff")),
    *_moves(S.EXPIRED, (S.APPROVED, "staff"), (S.RECEIVED, "engine staff"), (S.CLOSED, "engine staff")),
)

OPEN = frozenset({S.REQUESTED, S.NEEDS_INFO, S.IN_REVIEW})
"""Not yet authorized: these rows are judged anew whenever their facts or the rules change."""

AUTHORIZED = frozenset({S.APPROVED, S.IN_TRANSIT, S.RECEIVED, S.INSPECTED, S.CONTESTED, S.REJECTED, S.ACCEPTED,
                        S.SETTLED, S.CLOSED, S.EXPIRED})
"""Past the approval: such a row has its number, unless it came in as history, and may have a label."""

FINISHED = frozenset({S.SETTLED, S.CLOSED, S.DECLINED, S.REJECTED, S.CANCELLED, S.EXPIRED})
"""Over, one way or the other: a row that is first seen in one of these is history and is taken as it is."""

CLOSING = FINISHED - {S.CLOSED}
"""Nothing more is to be done: these close by themselves."""

RELEASED = CLOSING - {S.SETTLED}
"""Such a return takes nothing of its order any more."""

PALE = FINISHED - {S.SETTLED, S.REJECTED}
"""Shown pale: neither money nor goods are on their way any more."""

UNDER_WAY = AUTHORIZED - FINISHED
"""Authorized and not over: such a row gets its number if it has none, and its customer is still to hear of it."""

_BY_PAIR = {(move.source, move.target): move for move in MOVES}


def find_move(source: Status, target: Status) -> Move | None:
    """The move between two statuses, or None where there is none."""
    return _BY_PAIR.get((source, target))


def staff_moves(source: Status) -> tuple[Status, ...]:
    """What staff may pick next, in the table's order."""
    return tuple(move.target for move in MOVES if move.source is source and move.by_staff)
