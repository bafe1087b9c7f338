"""Mails that still wait while staff go on working: an address that was corrected, a customer who is not to be told, a
return that was cancelled meanwhile.

A mail speaks of what was true when it was queued. Until it is handed over it follows its rows; what is out is out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rma_sheets.model.mailaddress import mask
from rma_sheets.model.mailkeys import revision_of, row_of
from rma_sheets.model.notices import CUSTOMER, NOTICES
from rma_sheets.model.plan import MailChange, Note
from rma_sheets.model.record import RowRecord
from rma_sheets.model.rma import Rma
from rma_sheets.model.rowmails import WaitingMail
from rma_sheets.model.states import Status
from rma_sheets.model.tab_columns import RETURNS

from .identity import Identified
from .parse import parse_row
from .rowplan import RowPlan
from .world import World

OVERTAKEN = frozenset({Status.CANCELLED, Status.DECLINED, Status.EXPIRED})
"""Statuses that make an earlier mail untrue: nobody is asked to send a parcel that nobody waits for."""

Case = tuple[Rma, RowRecord]
"""A row of the sheet, and what the journal knows of it."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A mail that changes: it speaks of the rows `silent` no more; the others, `speaking`, get it at `to` where that
    is not empty, instead of where it was going."""

    mail: WaitingMail
    silent: tuple[Case, ...]
    speaking: tuple[Case, ...]
    to: str

    @property
    def withdrawn(self) -> bool:
        """Whether it speaks of nobody any more."""
        return len(self.silent) == len(self.mail.references)

    @property
    def change(self) -> MailChange:
        """The change for the outbox."""
        return MailChange(self.mail.key, self.to, tuple(record.request_ref for _, record in self.silent),
                          tuple(record.key for _, record in (*self.silent, *self.speaking)))


def follow(world: World, rows: Sequence[RowPlan], found: Identified) -> tuple[Followed, ...]:
    """What becomes of the customers' mails that wait, by what their rows say now. Rows that are gone change nothing."""
    waiting = [mail for mail in world.view.waiting if NOTICES[mail.notice].audience == CUSTOMER]
    if not waiting:
        return ()
    current = _Rows(world, rows, found)
    followed = (_followed(mail, current) for mail in waiting)
    return tuple(each for each in followed if each.silent or each.to)


def withdrawn_mails(followed: Iterable[Followed]) -> Mapping[str, Collection[str]]:
    """Row key -> keys of the mails that speak of it no more."""
    out: dict[str, set[str]] = defaultdict(set)
    for each in followed:
        for _, record in each.silent:
            out[record.key].add(each.mail.key)
    return out


def without_refusals(world: World, rows: Sequence[RowPlan], followed: Iterable[Followed]) -> tuple[RowPlan, ...]:
    """The rows; a refused mail that goes elsewhere now, or nowhere, needs nobody any more."""
    over = {(record.key, world.own.say(f"console.notice.{each.mail.notice}"))
            for each in followed for _, record in (*each.silent, *(each.speaking if each.to else ()))}
    return tuple(replace(row, findings=tuple(
        finding for finding in row.findings
        if finding.code != "mail-failed" or (finding.key, finding.facts["notice"]) not in over)) for row in rows)


def follow_notes(world: World, followed: Iterable[Followed]) -> Iterator[Note]:
    """One line for each row whose mail is withdrawn, and for each mail that goes elsewhere."""
    say = world.own.say
    for each in followed:
        notice = say(f"console.notice.{each.mail.notice}")
        for row in each.silent:
            yield _note(row, say("console.mail-withdrawn", notice=notice))
        if each.to:
            yield _note(each.speaking[0], say("console.mail-readdressed", notice=notice, to=mask(each.to)))


def _note(row: Case, text: str) -> Note:
    rma, record = row
    return Note("@", rma.row, record.reference, text)


class _Rows:
    """The rows of the sheet by key: as planned in this pass, else as the sheet and the journal have them."""

    def __init__(self, world: World, rows: Sequence[RowPlan], found: Identified) -> None:
        self._world = world
        self._planned = {row.record.key: (row.rma, row.record) for row in rows}
        self._positions = {key: position for position, key in found.known.items()}

    def get(self, key: str) -> Case | None:
        if key in self._planned or key not in self._positions:
            return self._planned.get(key)
        world = self._world
        rma, _ = parse_row(world.tab, self._positions[key], spec=RETURNS, vocabulary=world.vocabulary,
                           settings=world.settings)
        return rma, world.view.rows[key]


def _followed(mail: WaitingMail, current: _Rows) -> Followed:
    """Rows of one parcel that name two addresses leave the mail where it goes, if that is one of them.

    What was refused is news no more once its row has moved on.
    """
    silent: list[Case] = []
    speaking: list[Case] = []
    for key in mail.covers:
        row = current.get(row_of(key))
        if row is not None and row[1].request_ref in mail.references:
            (silent if _is_silent(key, *row) else speaking).append(row)
    addresses = [rma.email for rma, _ in speaking]
    late = mail.refused and any(record.rev > revision_of(mail.key) for _, record in speaking)
    to = addresses[0] if addresses and mail.to not in addresses and not late else ""
    return Followed(mail, tuple(silent), tuple(speaking), to)


def _is_silent(key: str, rma: Rma, record: RowRecord) -> bool:
    overtaken = record.status in OVERTAKEN and record.rev > revision_of(key)
    return overtaken or rma.do_not_notify or not rma.email
