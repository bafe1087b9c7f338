"""What a customer was asked already: the same is not asked twice, however the row came back to where it is asked.

A row may leave "Needs info" and come back to it with nothing answered: yesterday's file was put back, a cell was filled
and emptied again.
"""

from __future__ import annotations

from rma_sheets.model.delivery import MailState
from rma_sheets.model.findings import Finding
from rma_sheets.model.plan import Mail

from .fingerprint import cells_fingerprint
from .rowplan import RowPlan
from .world import World

QUESTION = "needs_info"
"""The notice that asks."""
NEVER_OUT = (MailState.FAILED, MailState.WITHDRAWN)


def problems(row: RowPlan) -> tuple[Finding, ...]:
    """What only the customer can tell."""
    return tuple(finding for finding in row.findings if finding.kind.leads_to == QUESTION)


def question_after(row: RowPlan, mail: Mail | None) -> str:
    """What `Detail.asked` keeps once `mail`, the customer's of this pass, is planned."""
    return _question(row) if mail is not None and mail.notice == QUESTION else row.detail.asked


def asked_before(world: World, row: RowPlan) -> bool:
    """Whether the same was asked at the same address, and that mail is out or on its way."""
    mails = [mail for mail in world.row_mails.get(row.record.key, ()) if mail.notice == QUESTION]
    return row.detail.asked == _question(row) and not (mails and mails[-1].state in NEVER_OUT)


def _question(row: RowPlan) -> str:
    asked = sorted((finding.code, finding.column, repr(sorted(finding.facts.items()))) for finding in problems(row))
    return cells_fingerprint((row.rma.email, *asked))
