"""A row that repeats an earlier one letter by letter is a copy and gets no second number.

Fees and discounts may well stand twice: they differ in their amount, which the register does not hold, and they are
held anyway.
"""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext
from .goods import is_goods


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """duplicate-return, with the reference of the first."""
    if context.duplicate_of and is_goods(rma, context.settings):
        yield Finding("duplicate-return", facts={"reference": context.duplicate_of})
