"""What stops a plan before anything is written: too many mails at once, or rows or a journal that went missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .errors import BrakeError, WrongJournalError
from .model.plan import Plan
from .model.texts import first_few

MISSING_ROWS_MATTER = 5
"""Fewer vanished rows than this never stop a pass: in a small register they are somebody tidying up."""
LISTED = 20
"""So many vanished rows stand in the command that puts them back."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The brakes. `max_missing_share` is a share of the known rows; None lifts a brake for one pass."""

    max_mails: int | None = 200
    max_missing_share: float | None = 0.2


def brake(plan: Plan, limits: Limits) -> None:
    """Stop a plan that looks like an accident. Raises BrakeError, which says what it saw and how to go on."""
    check_journal(plan)     # first, for with the wrong journal all the rest is wrong
    if limits.max_mails is not None and len(plan.mails) > limits.max_mails:
        raise BrakeError("sync.too-many-mails", mails=len(plan.mails), limit=limits.max_mails)
    if too_many_missing(plan, limits.max_missing_share):
        raise BrakeError("sync.too-many-missing", missing=len(plan.missing_keys), known=plan.known_keys,
                         numbers=to_restore(gone_rows(plan)))


def too_many_missing(plan: Plan, share: float | None) -> bool:
    """Whether more than that share of the known rows vanished at once; never where it is None."""
    missing = len(plan.missing_keys)
    return share is not None and missing >= MISSING_ROWS_MATTER and missing > share * plan.known_keys


def gone_rows(plan: Plan) -> tuple[str, ...]:
    """What people call the returns whose rows vanished since the last pass."""
    return tuple(record.reference for record in plan.records if record.deleted)


def to_restore(gone: Sequence[str]) -> str:
    """Those numbers as they are typed behind `restore`."""
    return " ".join(gone[:LISTED]) + (" …" if len(gone) > LISTED else "")


def check_journal(plan: Plan) -> None:
    """Raise WrongJournalError where the plan was made with an older journal, or with one of another register."""
    if rows := plan.ahead_rows:
        raise WrongJournalError("sync.journal-older", number=len(rows), rows=first_few(rows))
    rows = plan.foreign_rows
    if rows and sum(record.deleted for record in plan.records) == plan.known_keys:
        raise WrongJournalError("sync.journal-empty", number=len(rows), rows=first_few(rows))
