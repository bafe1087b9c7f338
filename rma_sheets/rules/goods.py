"""What is no goods does not come back: postage, discounts, fees. Which codes those are is the shop's own list."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma
from rma_sheets.model.settings import Settings
from rma_sheets.model.vocabulary import matches

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """not-returnable, by `settings.not_goods` (`*` stands for anything, case does not matter)."""
    if not is_goods(rma, context.settings):
        yield Finding("not-returnable", column="sku", facts={"sku": rma.sku})


def is_goods(rma: Rma, settings: Settings) -> bool:
    """Whether the SKU is none of the codes that stand for something else."""
    return not any(matches(rma.sku, pattern) for pattern in settings.not_goods)
