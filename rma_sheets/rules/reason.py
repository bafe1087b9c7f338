"""A reason that the shop has switched off, or one that has finer ones below it, says too little to act on."""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma

from .context import RuleContext


def check(rma: Rma, context: RuleContext) -> Iterator[Finding]:
    """reason-inactive, reason-too-general. Reasons the list does not know were told where the cell was read."""
    reason = context.reasons.get(rma.return_reason)
    if reason is None:
        return
    language = context.settings.language
    if not reason.active:
        yield Finding("reason-inactive", column="return_reason", facts={"typed": reason.label(language)})
    finer = [child.label(language) for child in context.reasons.values() if child.parent == reason.key and child.active]
    if finer:
        yield Finding("reason-too-general", column="return_reason",
                      facts={"typed": reason.label(language), "finer": ", ".join(finer)})
