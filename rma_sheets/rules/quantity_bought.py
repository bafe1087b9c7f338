"""Nobody returns more than was ever bought. What others returned meanwhile is another rule (`quantity_left`)."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """quantity-above-bought, over all order lines the row can refer to."""
    match = context.match
    if rma.qty is not None and match.lines and rma.qty > match.bought:
        yield Finding("quantity-above-bought", column="qty",
                      facts={"qty": rma.qty, "bought": match.bought, "orders": match.orders})
