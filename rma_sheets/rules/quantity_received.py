"""What arrived against what was announced: more needs a row of its own, less is said and settled as it is."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001  (one shape for all rules)
    """quantity-received-above, quantity-partial."""
    if rma.qty is None or rma.qty_received is None or rma.qty_received < 0 or rma.qty_received == rma.qty:
        return
    code = "quantity-received-above" if rma.qty_received > rma.qty else "quantity-partial"
    yield Finding(code, column="qty_received",
                  facts={"qty": rma.qty, "received": rma.qty_received, "extra": rma.qty_received - rma.qty})
