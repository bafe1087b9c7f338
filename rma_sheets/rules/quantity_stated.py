"""How many come back must be said, as a whole number above zero. How many arrived may be zero, not less."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """quantity-missing or quantity-not-positive. (Fractions are found where the cell is read.)"""
    if context.blank(rma, "qty"):
        yield Finding("quantity-missing", column="qty")
    if rma.qty is not None and rma.qty <= 0:
        yield Finding("quantity-not-positive", column="qty", facts={"typed": str(rma.qty)})
    if rma.qty_received is not None and rma.qty_received < 0:
        yield Finding("quantity-not-positive", column="qty_received", facts={"typed": str(rma.qty_received)})
