"""Without a SKU nobody knows what comes back."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """sku-missing."""
    if context.blank(rma, "sku"):
        yield Finding("sku-missing", column="sku")
