"""What happens to a mail, as events of the rows it speaks of. Addresses are masked: they stand in the mail itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .delivery import Delivery, MailState
from .mailaddress import mask
from .mailkeys import row_of
from .plan import Event, Mail


def mail_events(mail: Mail, before: Delivery | None, after: Delivery, dated: datetime | None = None) -> Iterator[Event]:
    """None for an attempt that only begins, and for one that ended like the one before.

    `dated`: the moment in the mail itself, where this is only learned of it later.
    """
    if after.state is MailState.IN_DATA or (before and (before.state, before.reply) == (after.state, after.reply)):
        return
    for key in mail.covers or (mail.key,):
        yield Event(row_of(key), "mail", {"notice": mail.notice, "to": mask(mail.to), "state": str(after.state),
                                          "reply": after.reply, **({"dated": dated.isoformat()} if dated else {})})
