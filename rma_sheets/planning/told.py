"""What a customer was told last: the same is not told again, however the row came back to where it is told.

A row may leave its status and come back with nothing new for its customer: yesterday's file was put back, a cell was
filled and emptied again, a run was undone. Other news in between, or another address, and it is told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rma_sheets.model.delivery import MailState
from rma_sheets.model.findings import OF_ANOTHER
from rma_sheets.model.notices import NOTICES, Notice
from rma_sheets.model.plan import Mail
from rma_sheets.model.record import Detail, first_told

from .context import customer_language, item_context
from .fingerprint import cells_fingerprint, identity_text
from .planned import RowPlan
from .world import World

GOODS = ("rma_number", "request_ref", "order_no", "sku", "qty")
"""What every notice but a question speaks of."""
NEWS: Mapping[str, tuple[str, ...]] = {
    "needs_info": ("problems",),
    "in_transit": (*GOODS, "tracking_no"),
    "declined": (*GOODS, "decision_note"),
    "rejected": (*GOODS, "decision_note"),
    "contested": (*GOODS, "decision_note", "condition", "inspection_findings", "refund_amount"),
    "settled": (*GOODS, "resolution", "payment_ref", "refund_amount", "exchange_sku"),
}
"""Notice -> what is news in it, where that is not the goods alone; what else changes in a row is no reason to write."""
NEVER_OUT = (MailState.FAILED, MailState.WITHDRAWN)
"""What such a mail says was not told."""


def told_after(world: World, row: RowPlan, mail: Mail | None) -> Mapping[str, str]:
    """What `Detail.told` keeps once `mail`, the customer's of this pass, is planned."""
    if mail is None:
        return row.detail.told
    to = identity_text(mail.to)
    return {"news": _news(world, row, NOTICES[mail.notice]), "to": to,
            "first": first_told(row.detail.told) if row.detail.told else to}


def told_before(world: World, row: RowPlan, notice: Notice) -> bool:
    """Whether that is the last that was told, at the same address, in a mail that is out or on its way."""
    mails = [mail for mail in world.row_mails.get(row.record.key, ()) if mail.notice == notice.name]
    told = row.detail.told
    if not told or (mails and mails[-1].state in NEVER_OUT):
        return False
    return (told["news"], told["to"]) == (_news(world, row, notice), identity_text(row.rma.email))


def unsaid(told: Mapping[str, str]) -> Mapping[str, str]:
    """The same with its news taken back: the mail that told it speaks of the row no more."""
    return {**told, "news": ""} if told else told


def is_of_another(row: RowPlan) -> bool:
    """Whether a row may have become somebody else's: nobody is told anything then, until a person has looked.

    Goods that are not those that were approved are that only beside another address, or of another order.
    """
    known = row.detail.told or row.detail.stands_for
    elsewhere = bool(known) and known.get("to") != identity_text(row.rma.email)
    return any(finding.code in OF_ANOTHER and (elsewhere or finding.code != "goods-changed"
                                               or finding.column == "order_no") for finding in row.findings)


def told_elsewhere(rows: Iterable[RowPlan], readdressed: Mapping[str, str]) -> tuple[RowPlan, ...]:
    """The rows; where the mail that told it goes to another address now (row key -> address), that one is told."""
    return tuple(replace(row, detail=_told_at(row.detail, identity_text(readdressed[row.record.key])))
                 if row.detail.told and row.record.key in readdressed else row for row in rows)


def _told_at(detail: Detail, to: str) -> Detail:
    return replace(detail, told={**detail.told, "first": first_told(detail.told), "to": to},
                   stands_for={**detail.stands_for, "to": to} if detail.stands_for else {})


def _news(world: World, row: RowPlan, notice: Notice) -> str:
    """Fingerprint of what that notice tells of the row."""
    item = item_context(world, row, customer_language(world, row.rma, row.lines))
    return cells_fingerprint((notice.name, row.detail.decision.get("message", ""),
                              *(item[name] for name in NEWS.get(notice.name, GOODS))))
