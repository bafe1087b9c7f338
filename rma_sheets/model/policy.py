"""The shop's rules as values: one rule per row of the tab Policy, the requests they are held against, the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """What a rule says of a request."""

    APPROVE = "approve"
    REVIEW = "review"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of Policy. Empty sets and None mean any. `sheet_row` and `name` are how staff know the rule.

    Countries are ISO codes, reasons and conditions are keys, categories and SKUs are folded (SKUs may hold `*`).
    `broken` names the headers of the cells that could not be read; those conditions then count as any.
    """

    sheet_row: int
    name: str
    order: Decimal
    active: bool = True
    countries: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    skus: tuple[str, ...] = ()
    reasons: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    days_from: int | None = None
    days_to: int | None = None
    value_from: Decimal | None = None
    value_to: Decimal | None = None
    verdict: Verdict = Verdict.REVIEW
    window_days: int | None = None
    resolutions: tuple[str, ...] = ()
    who_pays: str = ""
    restocking_fee: Decimal | None = None
    message: str = ""
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the rules look at. `counted_from` is the day the goods were delivered (or are taken to have been)."""

    requested_on: date
    counted_from: date | None = None
    country: str = ""
    category: str = ""
    sku: str = ""
    reasons: frozenset[str] = frozenset()
    condition: str = ""
    value: Decimal | None = None
    requested_resolution: str = ""

    @property
    def days(self) -> int | None:
        """Days from delivery to request; the day of delivery is not counted."""
        return None if self.counted_from is None else (self.requested_on - self.counted_from).days


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on a request. `ground` names the sentence (`why.<ground>` in the catalogue of texts).

    `unknown` is the header of what the deciding rule needed and nobody knows.
    """

    verdict: Verdict
    ground: str
    rule: Rule | None = None
    window_end: date | None = None
    unknown: str = ""
