"""The same customer asks again for the same units while the first request is still open: usually impatience.

Partial returns of one order line are legal, so this speaks only where item and quantity are equal, only the day
differs, and the first request is not authorized yet. Two copies of one day are `duplicate`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:  # noqa: ARG001  (one shape for all rules)
    """return-already-open, with the reference of the first."""
    if context.already_open and not context.duplicate_of:
        yield Finding("return-already-open", facts={"reference": context.already_open})
