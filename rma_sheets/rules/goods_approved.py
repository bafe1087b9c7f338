"""What was authorized is what comes back: other goods, or more of them, are a return of their own."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """goods-changed; an order that is not in the tab any more says nothing."""
    column = _changed(rma, context) if context.approved else ""
    if column:
        shown = ", ".join(f"{part.qty} x {part.line_ref}" for part in context.approved)
        yield Finding("goods-changed", column=column, facts={"approved": shown})


def _changed(rma: Rma, context: RuleContext) -> str:
    approved = {part.line_ref for part in context.approved}
    if context.match.lines:
        if approved.isdisjoint(line.ref for line in context.match.lines):
            return "order_no"
    elif context.match.problem == "sku-not-on-order":
        return "sku"
    elif rma.order_no and not any(_plain(ref).startswith(_plain(rma.order_no)) for ref in approved):
        return "order_no"
    return "qty" if (rma.qty or 0) > sum(part.qty for part in context.approved) else ""


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
