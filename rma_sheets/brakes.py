"""What stops a plan before anything is written: too many mails at once, or rows or a journal that went missing."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import BrakeError
from .model.plan import Plan

MISSING_ROWS_MATTER = 5
"""Fewer vanished rows than this never stop a pass: in a small register they are somebody tidying up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The brakes. `max_missing_share` is a share of the known rows; None lifts a brake for one pass."""

    max_mails: int | None = 200
    max_missing_share: float | None = 0.2


def brake(plan: Plan, limits: Limits) -> None:
    """Stop a plan that looks like an accident. Raises BrakeError, which says what it saw and how to go on."""
    if limits.max_mails is not None and len(plan.mails) > limits.max_mails:
        raise BrakeError("sync.too-many-mails", mails=len(plan.mails), limit=limits.max_mails)
    if plan.ahead_of_journal:
        raise BrakeError("sync.journal-older", rows=plan.ahead_of_journal)
    if plan.foreign_keys and sum(record.deleted for record in plan.records) == plan.known_keys:
        raise BrakeError("sync.journal-empty", rows=plan.foreign_keys)
    missing, known = len(plan.missing_keys), plan.known_keys
    share = limits.max_missing_share
    if share is not None and missing >= MISSING_ROWS_MATTER and missing > share * known:
        raise BrakeError("sync.too-many-missing", missing=missing, known=known)
