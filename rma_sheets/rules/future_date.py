"""A request or a parcel of next week is a mistyped date. One day is forgiven: shops live in more than one time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext
from .moments import day_of


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """date-in-future."""
    for column, value in (("requested_on", rma.requested_on), ("received_on", rma.received_on)):
        if value is not None and day_of(value) - context.today > timedelta(days=1):
            yield Finding("date-in-future", column=column, facts={"day": day_of(value)})
