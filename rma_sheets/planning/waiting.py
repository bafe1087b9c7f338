"""Mails that still wait, or were refused, while staff go on working: an address that was corrected, a customer who is
not to be told, a return that was cancelled, moved on, or became another one meanwhile.

A mail speaks of what was true when it was queued. Until it is handed over it follows its rows; what is out is out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rma_sheets.model.mailkeys import revision_of, row_of
from rma_sheets.model.notices import CUSTOMER, NOTICES
from rma_sheets.model.record import RowRecord
from rma_sheets.model.rma import Rma
from rma_sheets.model.rowmails import WaitingMail
from rma_sheets.model.states import Status

from .followed import Followed, KnownRow
from .identity import Identified
from .planned import RowPlan
from .stands import code_sign
from .told import is_of_another
from .world import World

OVERTAKEN = frozenset({Status.CANCELLED, Status.DECLINED, Status.EXPIRED})
"""Statuses that make an earlier mail untrue: nobody is asked to send a parcel that nobody waits for."""


def follow(world: World, rows: Sequence[RowPlan], found: Identified, mailed: Collection[str]) -> tuple[Followed, ...]:
    """What becomes of the customers' mails that wait, by what their rows say now. Rows that are gone change nothing.

    `mailed` are the keys of the rows about which a mail is made in this pass.
    """
    waiting = [mail for mail in world.view.waiting if NOTICES[mail.notice].audience == CUSTOMER]
    if not waiting:
        return ()
    current = _Rows(world, rows, found, mailed)
    followed = (_followed(mail, current) for mail in waiting)
    return tuple(each for each in followed if each.silent or each.to)


class _Rows:
    """The rows of the sheet by key: as planned in this pass, else as the sheet and the journal have them.

    `may_lead`: those whose mail goes where they say. Not one that may be somebody else's; and of one that is not
    planned the pass that planned it last has decided.
    """

    def __init__(self, world: World, rows: Sequence[RowPlan], found: Identified, mailed: Collection[str]) -> None:
        self._world, self._mailed = world, mailed
        self._planned = {row.record.key: (row.rma, row.record) for row in rows}
        self.may_lead = {row.record.key for row in rows if not is_of_another(row)}
        self._positions = {key: position for position, key in found.known.items()}

    def get(self, key: str) -> KnownRow | None:
        if key in self._planned or key not in self._positions:
            return self._planned.get(key)
        world = self._world
        rma, _ = world.parsed(self._positions[key])
        return rma, world.view.rows[key]

    def have_later(self, key: str, mail: WaitingMail) -> bool:
        """Whether there is a later mail about the row."""
        about = [each.key for each in self._world.row_mails.get(key, ())]
        return key in self._mailed or (mail.key in about and about[-1] != mail.key)


def _followed(mail: WaitingMail, current: _Rows) -> Followed:
    """The mail as its rows have it now: of which it speaks no more, and where it goes.

    Rows of one parcel that name two addresses leave it where it goes, if that is one of them. What was refused is news
    no more of a row that has moved on, and speaks of it no more where a later mail does. What may be out keeps its
    bytes: it is not sent once more to anybody.
    """
    silent: list[KnownRow] = []
    speaking: list[KnownRow] = []
    led: list[str] = []
    for key in mail.covers:
        row = current.get(row_of(key))
        if row is None or row[1].request_ref not in mail.references:
            continue
        late = mail.refused and row[1].rev > revision_of(key)
        is_silent = _is_silent(key, *row) or (late and current.have_later(row[1].key, mail))
        (silent if is_silent else speaking).append(row)
        if not is_silent and not late and row[1].key in current.may_lead and not _is_of_other_order(mail, *row):
            led.append(row[0].email)
    to = led[0] if led and mail.to not in [rma.email for rma, _ in speaking] else ""
    if mail.lost and (silent or to):
        silent, speaking, to = [*silent, *speaking], [], ""
    return Followed(mail, tuple(silent), tuple(speaking), to)


def _is_of_other_order(mail: WaitingMail, rma: Rma, record: RowRecord) -> bool:
    """Whether the row has become another request since the mail about it was made."""
    before, now = code_sign(mail.orders.get(record.request_ref, "")), code_sign(rma.order_no)
    return bool(before and now) and before != now


def _is_silent(key: str, rma: Rma, record: RowRecord) -> bool:
    overtaken = record.status in OVERTAKEN and record.rev > revision_of(key)
    return overtaken or rma.do_not_notify or not rma.email
