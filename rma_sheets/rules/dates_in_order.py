"""Ordered, delivered, requested, received: a date before the one it must follow is a slip of somebody's."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Moment, Rma

from .context import RuleContext
from .moments import is_before


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """dates-out-of-order: `day` lies before `ordered` or `requested`, or `delivered` before `ordered` in the order."""
    line = context.match.lines[0] if context.match.lines else None
    ordered = line.order_date if line else None
    if rma.requested_on and ordered and is_before(rma.requested_on, ordered):
        yield _finding("requested_on", day=rma.requested_on, ordered=ordered)
    if rma.received_on and rma.requested_on and is_before(rma.received_on, rma.requested_on):
        yield _finding("received_on", day=rma.received_on, requested=rma.requested_on)
    if line and line.delivered_on and ordered and is_before(line.delivered_on, ordered):
        yield _finding("order_no", delivered=line.delivered_on, ordered=ordered)


def _finding(column: str, **days: Moment) -> Finding:
    blank: dict[str, object] = {"day": "", "ordered": "", "requested": "", "delivered": ""}
    return Finding("dates-out-of-order", column=column, facts=blank | days)
