"""A problem in a row, as a value: where, what, what to do, and a code that never changes.

The table below is the catalogue of findings. `leads_to` says what an open request does while the finding
stands: `needs_info` asks the customer, `in_review` asks a person of the shop, empty means it may go on.
Sentences stand in the catalogue of texts: `findings.<code>.message` and `findings.<code>.hint`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType


class Severity(IntEnum):
    """How loud: a warning informs, an error stops the row."""

    WARNING = 1
    ERROR = 2


W, E = Severity.WARNING, Severity.ERROR
ASK, REVIEW, GO = "needs_info", "in_review", ""


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One line of the catalogue; `reference` is its code in the list of validations the design started from."""

    code: str
    severity: Severity
    leads_to: str = GO
    reference: str = ""


_KINDS = (
    # identity
    FindingKind("duplicate-row-key", E, REVIEW, "E01"),
    FindingKind("row-copied", W, GO, "E01"),
    FindingKind("row-restored", W, GO, "E04"),
    FindingKind("row-deleted", W, GO, "E04"),
    FindingKind("rma-number-invalid", E, REVIEW, "E03"),
    FindingKind("duplicate-return", E, REVIEW, "W05"),
    FindingKind("return-already-open", W, REVIEW, "W05"),
    # reference
    FindingKind("customer-missing", E, ASK, "E83"),
    FindingKind("not-returnable", E, REVIEW, "E10"),
    FindingKind("order-number-missing", E, ASK, "E10"),
    FindingKind("sku-missing", E, ASK, "E11"),
    FindingKind("order-not-found", E, ASK, "E10"),
    FindingKind("sku-not-on-order", E, ASK, "E11"),
    FindingKind("order-ambiguous", W, REVIEW, "E10"),
    FindingKind("email-differs", E, REVIEW, "E12"),
    FindingKind("order-not-shipped", E, REVIEW, "E13"),
    # quantity
    FindingKind("quantity-missing", E, ASK, "E20"),
    FindingKind("quantity-not-positive", E, ASK, "E20"),
    FindingKind("quantity-above-bought", E, REVIEW, "E21"),
    FindingKind("quantity-already-returned", E, REVIEW, "E21"),
    FindingKind("quantity-received-above", E, GO, "E22"),
    FindingKind("quantity-partial", W, GO, "W23"),
    # dates
    FindingKind("date-unreadable", E, REVIEW, "E31"),
    FindingKind("date-ambiguous", E, REVIEW, "E31"),
    FindingKind("dates-out-of-order", E, REVIEW, "E30"),
    FindingKind("date-in-future", W, REVIEW, "E30"),
    FindingKind("delivery-date-missing", W, GO, "W32"),
    # lists
    FindingKind("value-not-in-list", E, REVIEW, "E40"),
    FindingKind("reason-inactive", W, REVIEW, "E41"),
    FindingKind("reason-too-general", W, ASK, "E42"),
    # cells
    FindingKind("number-unreadable", E, REVIEW, "E20"),
    FindingKind("number-ambiguous", E, REVIEW, "E20"),
    FindingKind("identifier-damaged", E, REVIEW, "E10"),
    FindingKind("formula-in-cell", E, REVIEW, "E92"),
    FindingKind("error-in-cell", E, REVIEW, "E92"),
    FindingKind("text-too-long", W, GO, "E92"),
    # state
    FindingKind("status-not-legal", E, GO, "E70"),
    FindingKind("status-needs-column", E, GO, "E72"),
    FindingKind("status-unknown", E, GO, "E70"),
    FindingKind("engine-cell-edited", W, GO, "E91"),
    FindingKind("on-hold", W, GO),
    # addresses and mail
    FindingKind("email-invalid", E, ASK, "E81"),
    FindingKind("email-several", E, REVIEW, "E81"),
    FindingKind("country-unknown", W, GO, "E40"),
    FindingKind("mail-held", E, GO, "E80"),
    FindingKind("mail-failed", E, GO, "E81"),
    FindingKind("mail-unknown", E, GO, "E83"),
    # policy
    FindingKind("rule-broken", E, REVIEW, "E40"),
    # sheet
    FindingKind("header-missing", W, GO, "E90"),
)

FINDING_KINDS: Mapping[str, FindingKind] = MappingProxyType({kind.code: kind for kind in _KINDS})


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `row` is the sheet's row number, 0 for the tab as a whole; `header` is what staff see.

    `facts` fill the sentence; `position` and `key` identify the row for the engine.
    """

    code: str
    tab: str = "returns"
    row: int = 0
    column: str = ""
    header: str = ""
    key: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def kind(self) -> FindingKind:
        """Its line in the catalogue."""
        return FINDING_KINDS[self.code]
