"""What was never sent cannot come back. An order without a status is taken as sent."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext

NOT_SENT = frozenset({"paid", "cancelled"})


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001  (one shape for all rules)
    """order-not-shipped, when no line the row can refer to was sent."""
    lines = context.match.lines
    if lines and all(line.order_status in NOT_SENT for line in lines):
        yield Finding("order-not-shipped", column="order_no", facts={"orders": context.match.orders})
