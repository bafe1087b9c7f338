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
OF_ANOTHER = frozenset({"goods-changed", "row-reused", "email-of-another"})
"""Codes of a row that may have become somebody else's: told whatever its status is."""
CLOCK, NEIGHBOUR = "clock", "neighbour"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One line of the catalogue.

    `takes`: a request with it still takes its units of the order; without, it would hide the units of another.
    `passes` says by what it may go away without anybody touching the row: the clock, or a neighbour that gives up
    its units or is no longer the same request. `settles`: a payment reference may settle the return all the same.
    """

    code: str
    severity: Severity
    leads_to: str = GO
    takes: bool = True
    passes: str = ""
    settles: bool = True


_KINDS = (
    # identity
    FindingKind("duplicate-row-key", E, REVIEW),
    FindingKind("row-sealed", E, REVIEW),
    FindingKind("row-copied", W),
    FindingKind("row-restored", W),
    FindingKind("row-older", W),
    FindingKind("row-strayed", W),
    FindingKind("row-deleted", W),
    FindingKind("rma-number-invalid", E, REVIEW),
    FindingKind("duplicate-return", E, REVIEW, takes=False, passes=NEIGHBOUR),
    FindingKind("return-already-open", W, REVIEW, passes=NEIGHBOUR),
    # reference
    FindingKind("customer-missing", E, ASK),
    FindingKind("not-returnable", E, REVIEW),
    FindingKind("order-number-missing", E, ASK),
    FindingKind("sku-missing", E, ASK),
    FindingKind("order-not-found", E, ASK),
    FindingKind("sku-not-on-order", E, ASK),
    FindingKind("order-ambiguous", W, REVIEW),
    FindingKind("email-differs", E, REVIEW),
    FindingKind("order-not-shipped", E, REVIEW),
    # quantity
    FindingKind("quantity-missing", E, ASK),
    FindingKind("quantity-not-positive", E, ASK),
    FindingKind("quantity-above-bought", E, REVIEW, takes=False),
    FindingKind("quantity-already-returned", E, REVIEW, takes=False, passes=NEIGHBOUR),
    FindingKind("quantity-received-above", E),
    FindingKind("quantity-partial", W),
    # after the verdict, and before it
    FindingKind("goods-changed", E, settles=False),
    FindingKind("row-reused", E, REVIEW, takes=False, settles=False),
    FindingKind("email-of-another", E, REVIEW, settles=False),
    FindingKind("facts-wait", W),
    # arrival and refund
    FindingKind("received-date-missing", E),
    FindingKind("refund-not-positive", E, settles=False),
    FindingKind("refund-above-paid", W, settles=False),
    FindingKind("customer-unreachable", W),
    # dates
    FindingKind("date-unreadable", E, REVIEW),
    FindingKind("date-ambiguous", E, REVIEW),
    FindingKind("dates-out-of-order", E, REVIEW),
    FindingKind("date-in-future", W, REVIEW, passes=CLOCK),
    FindingKind("delivery-date-missing", W),
    # lists
    FindingKind("value-not-in-list", E, REVIEW),
    FindingKind("reason-inactive", W, REVIEW),
    FindingKind("reason-too-general", W, ASK),
    # cells
    FindingKind("number-unreadable", E, REVIEW),
    FindingKind("number-ambiguous", E, REVIEW),
    FindingKind("identifier-damaged", E, REVIEW),
    FindingKind("formula-in-cell", E, REVIEW),
    FindingKind("error-in-cell", E, REVIEW),
    FindingKind("text-too-long", W),
    # state
    FindingKind("status-not-legal", E),
    FindingKind("status-needs-column", E),
    FindingKind("status-unknown", E),
    FindingKind("status-computed", E),
    FindingKind("engine-cell-edited", W),
    FindingKind("on-hold", W),
    # addresses and mail
    FindingKind("email-invalid", E, ASK),
    FindingKind("email-several", E, REVIEW),
    FindingKind("country-unknown", W),
    FindingKind("mail-held", E),
    FindingKind("mail-failed", E),
    FindingKind("mail-unknown", E),
    # policy
    FindingKind("rule-broken", E, REVIEW),
    # orders
    FindingKind("order-line-repeated", W),
    # a run taken back
    FindingKind("undo-changed-later", W),
    FindingKind("undo-row-gone", W),
    FindingKind("undo-row-waits", W),
    FindingKind("undo-status-picked", W),
    FindingKind("undo-again", W),
    FindingKind("undo-taken-in", W),
    FindingKind("undo-cell-typed", W),
    FindingKind("undo-mail-out", W),
    FindingKind("undo-mail-withdrawn", W),
    FindingKind("undo-mail-shortened", W),
    FindingKind("taken-back", W),
    FindingKind("taken-back-under-way", W),
    # sheet
    FindingKind("header-missing", W),
    # beside the sheet
    FindingKind("conflict-copy", W),
    FindingKind("note-left", W),
)

FINDING_KINDS: Mapping[str, FindingKind] = MappingProxyType({kind.code: kind for kind in _KINDS})


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `row` is the sheet's row number, 0 for the tab as a whole; `header` is what staff see.

    `facts` fill the sentence; `key` is the row's, for the engine.
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
