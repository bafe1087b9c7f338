"""The row must lead to an order line. What was looked for, and what was near, was found out by the match."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext
from .goods import is_goods

COLUMNS = {"order-number-missing": "order_no", "order-not-found": "order_no", "sku-not-on-order": "sku",
           "order-ambiguous": "order_no"}
"""Which cell each problem of the match is about."""

NEEDED = frozenset({"order_no", "sku", "email"})
"""Cells the match rests on: while one cannot be read, not finding an order says nothing new."""


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """order-number-missing, order-not-found, sku-not-on-order or order-ambiguous."""
    problem = context.match.problem
    if problem and is_goods(rma, context.settings) and not NEEDED & context.unread:
        yield Finding(problem, column=COLUMNS[problem], facts=context.match.facts)
