"""Enough was bought, but other returns took it. An exact copy is not told twice: `duplicate` says it better."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """quantity-already-returned; `left` is what may still come back."""
    match = context.match
    asked = rma.qty or 0
    if not 0 < asked <= match.bought or context.units or context.duplicate_of:
        return
    left = sum(max(0, line.qty - context.taken.get(line.ref, 0)) for line in match.lines)
    yield Finding("quantity-already-returned", column="qty",
                  facts={"qty": asked, "bought": match.bought, "left": left, "orders": match.orders})
