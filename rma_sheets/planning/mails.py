"""Which mails a pass sends: the last notice of each row's walk, one mail per parcel with all its items.

A row that runs through several statuses in one pass sends one mail, not three; the first mail a customer gets is
also the receipt of the request. Staff get one mail about all rows that were put in review.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.notices import CUSTOMER, NOTICES, Notice, notice_for
from rma_sheets.model.plan import Mail
from rma_sheets.model.states import Status

from .context import customer_language, parcel_context
from .planned import RowPlan
from .told import is_of_another, told_before
from .walk import BROUGHT_IN
from .world import World

REMINDER = "reminder"
"""The one notice that tells of no status, but of an approval some time ago."""


def mails_of(world: World, rows: Sequence[RowPlan]) -> tuple[Mail, ...]:
    """The mails of a pass, customers' first."""
    groups: dict[tuple[str, str, str, str], list[RowPlan]] = defaultdict(list)
    for row in rows:
        notice = customer_notice(world, row)
        if notice is not None:
            language = customer_language(world, row.rma, row.lines)
            groups[row.record.parcel_id, notice.name, row.rma.email, language].append(row)
    mails = [_mail(world, NOTICES[name], to, language, members)
             for (_, name, to, language), members in groups.items()]
    return (*mails, *_staff_mail(world, rows))


def customer_notice(world: World, row: RowPlan) -> Notice | None:
    """The notice that this row's customer gets now, if any."""
    if row.rma.do_not_notify or not row.rma.email:
        return None
    notice = _due_notice(row) or _late_notice(row)
    if notice is not None and notice.name in world.settings.notices_off and row.got_number:
        notice = NOTICES["approved"]    # a number that its customer never hears of is worth nothing
    if notice is None or notice.name in world.settings.notices_off:
        return None
    return None if is_of_another(row) or told_before(world, row, notice) else notice


def unheard_notice(row: RowPlan) -> str:
    """The notice that a customer should have had, now or before, whose address cannot be read or is another's."""
    if row.rma.do_not_notify or (row.rma.email and not is_of_another(row)):
        return ""
    if row.detail.own_facts and not (row.rma.email or row.rma.order_no or row.rma.sku):
        return row.detail.unheard   # of a row that was emptied nothing new is owed to anybody
    due = _due_notice(row)
    return due.name if due else row.detail.unheard


def _late_notice(row: RowPlan) -> Notice | None:
    """What a customer has missed: the notice of the row's status, else the one that could not go then."""
    missed = row.detail.unheard
    if not missed:
        return None
    now = None if missed == REMINDER and row.record.status is Status.APPROVED else notice_for(row.record.status)
    return now if now and now.audience == CUSTOMER else NOTICES.get(missed)


def _due_notice(row: RowPlan) -> Notice | None:
    """What follows from the row's way in this pass, whoever its customer is."""
    if row.restored or _is_copy(row):
        return None
    if row.remind:
        notice: Notice | None = NOTICES[REMINDER]
    else:
        heard = bool(row.detail.last_mail)  # who got the receipt of the request needs no second one
        notice = next((found for step in reversed(row.walk.steps)
                       if step.cause != BROUGHT_IN and (step.cause != "judged-again" or not heard)
                       for found in (notice_for(step.target),) if found and found.audience == CUSTOMER), None)
    return notice


def _is_copy(row: RowPlan) -> bool:
    """A row that repeats another letter by letter is staff's business; its customer knows of the first."""
    return any(finding.code == "duplicate-return" for finding in row.findings)


def mail_of_row(mails: Iterable[Mail]) -> Mapping[str, Mail]:
    """Row key -> the customer's mail about it."""
    return {row_of(key): mail for mail in mails if NOTICES[mail.notice].audience == CUSTOMER
            for key in mail.covers}


def _mail(world: World, notice: Notice, to: str, language: str, rows: Sequence[RowPlan]) -> Mail:
    covers = tuple(mail_key(row, notice) for row in rows)
    context = parcel_context(world, rows, language)
    return Mail(covers[0], notice.name, to, language, covers, context,
                notice.attach_label and any(row.record.authorized for row in rows))


def _staff_mail(world: World, rows: Iterable[RowPlan]) -> tuple[Mail, ...]:
    notice = NOTICES["staff_review"]
    waiting = [row for row in rows if row.record.status is Status.IN_REVIEW and not row.restored
               and row.walk.steps and not row.walk.steps[-1].by_staff]
    if not waiting or not world.settings.staff_email or notice.name in world.settings.notices_off:
        return ()
    return (_mail(world, notice, world.settings.staff_email, world.settings.language, waiting),)


def mail_key(row: RowPlan, notice: Notice) -> str:
    """`<row key>:<notice>:<rev>`."""
    return f"{row.record.key}:{notice.name}:{row.record.rev}"
