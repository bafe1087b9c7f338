"""A return needs somebody to write to. `Do not notify` says that the shop speaks with the customer itself."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """customer-missing; `known` is the address the order has, if any: it is offered, never filled in."""
    if context.blank(rma, "email") and not rma.do_not_notify:
        known = next((line.email for line in context.match.lines if line.email), "")
        yield Finding("customer-missing", column="email", facts={"known": known})
