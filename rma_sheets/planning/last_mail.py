"""What the column Last mail says: the last mail to the customer about a row, and that it is not out where it is not.

A mail that was taken back, by whomever, is none: the column speaks of the one before it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from rma_sheets.model.delivery import MailState
from rma_sheets.model.plan import Mail
from rma_sheets.model.rowmails import RowMail

from .planned import RowPlan
from .world import World

MAIL_TROUBLES = {"mail-held": "history.state.held", "mail-failed": "history.state.failed",
                 "mail-unknown": "history.state.unknown"}
"""Finding -> the word for what became of that mail."""


def last_mail(world: World, row: RowPlan, mail: Mail | None, withdrawn: Collection[str]) -> str:
    """The latest mail, with its day, as if it were out; what the column says once it is.

    `mail` is the one of this pass, `withdrawn` the keys of those that it takes back. A row that was taken over from an
    older register may speak of a mail that the journal does not know.
    """
    if mail is not None:
        return f"{_notice(world, mail.notice)}, {world.today.isoformat()}"
    standing = _standing(world, row, withdrawn)
    if standing:
        return f"{_notice(world, standing[-1].notice)}, {_day(world, standing[-1]).isoformat()}"
    taken_back = (_notice(world, each.notice) for each in world.row_mails.get(row.record.key, ()))
    return "" if row.detail.last_mail.startswith(tuple(taken_back)) else row.detail.last_mail


def shown_mail(world: World, row: RowPlan, mail: Mail | None, withdrawn: Collection[str]) -> str:
    """A mail that did not go out is not called sent: its notice and how far it is; empty where all is well.

    One that nobody tried yet goes out in this pass, unless too many went today.
    """
    found = next((finding for finding in row.findings if finding.code in MAIL_TROUBLES), None)
    if found:
        return f"{found.facts['notice']} ({world.own.say(MAIL_TROUBLES[found.code])})"
    standing = _standing(world, row, withdrawn)
    if mail is not None or not standing or not world.is_unsent(standing[-1]):
        return ""
    return f"{_notice(world, standing[-1].notice)} ({world.own.say('history.unsent')})"


def _standing(world: World, row: RowPlan, withdrawn: Collection[str]) -> list[RowMail]:
    """The mails about the row that were not taken back, oldest first."""
    return [mail for mail in world.row_mails.get(row.record.key, ())
            if mail.state is not MailState.WITHDRAWN and mail.key not in withdrawn
            and row.record.request_ref in mail.references]


def _notice(world: World, notice: str) -> str:
    return world.own.say(f"console.notice.{notice}")


def _day(world: World, mail: RowMail) -> date:
    return mail.at.astimezone(world.now.tzinfo).date()
