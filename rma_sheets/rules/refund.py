"""The refund that staff typed against what was paid for the goods: a slip of the finger is money.

More than was paid is not forbidden (the way there may be refunded too: directive 2011/83/EU, article 13), so it is
asked, not corrected: staff confirm it by picking the status settled themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """refund-not-positive, refund-above-paid."""
    refund = rma.refund_amount
    if refund is None:
        return
    if refund <= 0:
        yield Finding("refund-not-positive", column="refund_amount", facts={"refund": refund})
    prices = [line.unit_price for line in context.match.lines if line.unit_price is not None]
    if prices and rma.qty is not None and refund > (paid := max(prices) * rma.qty):
        yield Finding("refund-above-paid", column="refund_amount", facts={"refund": refund, "paid": paid})
