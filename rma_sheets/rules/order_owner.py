"""An order number is easy to guess: the e-mail must be the one the order was placed with."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """email-differs, where the order has an address at all."""
    known = next((line.email for line in context.match.lines if line.email), "")
    if known and rma.email and known.casefold() != rma.email.casefold():
        yield Finding("email-differs", column="email",
                      facts={"typed": rma.email, "known": known, "orders": context.match.orders})
