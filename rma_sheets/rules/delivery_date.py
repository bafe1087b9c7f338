"""Windows count from delivery. Where an order line lacks that date, the one assumed is said.

A shop that records no deliveries at all is not told so on every row; the column Why names the assumed day anyway.
"""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext
from .moments import day_of, later


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001  (one shape for all rules)
    """delivery-date-missing; `assumed` is order date plus days in transit, empty where no order date is known."""
    line = context.match.lines[0] if context.match.lines else None
    if line is None or line.delivered_on or not context.match.deliveries:
        return
    days = context.settings.transit_days
    assumed = later(day_of(line.order_date), days) if line.order_date else ""
    yield Finding("delivery-date-missing", column="order_no",
                  facts={"order": line.order_no, "assumed": assumed, "days": days})
