"""What follows from a mail that changes while it waits: for its rows, and for what is told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rma_sheets.model.mailaddress import mask
from rma_sheets.model.plan import MailChange, Note
from rma_sheets.model.record import RowRecord
from rma_sheets.model.rma import Rma
from rma_sheets.model.rowmails import WaitingMail

from .planned import RowPlan
from .told import unsaid
from .world import World

KnownRow = tuple[Rma, RowRecord]
"""A row of the sheet, and what the journal knows of it."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A mail that changes: it speaks of the rows `silent` no more; the others, `speaking`, get it at `to` where that
    is not empty, instead of where it was going."""

    mail: WaitingMail
    silent: tuple[KnownRow, ...]
    speaking: tuple[KnownRow, ...]
    to: str

    @property
    def withdrawn(self) -> bool:
        """Whether it speaks of nobody any more, and certainly is not out."""
        return not self.mail.lost and len(self.silent) == len(self.mail.references)

    @property
    def change(self) -> MailChange:
        """The change for the outbox."""
        return MailChange(self.mail.key, self.to, tuple(record.request_ref for _, record in self.silent),
                          tuple(record.key for _, record in (*self.silent, *self.speaking)))


def withdrawn_mails(followed: Iterable[Followed]) -> Mapping[str, Collection[str]]:
    """Row key -> keys of the mails that speak of it no more."""
    out: dict[str, set[str]] = defaultdict(set)
    for each in followed:
        for _, record in () if each.mail.lost else each.silent:
            out[record.key].add(each.mail.key)
    return out


def readdressed(followed: Iterable[Followed]) -> Mapping[str, str]:
    """Row key -> where its mail goes now."""
    return {record.key: each.to for each in followed if each.to for _, record in each.speaking}


def without_refusals(world: World, rows: Sequence[RowPlan], followed: Iterable[Followed]) -> tuple[RowPlan, ...]:
    """The rows; a refused mail that goes elsewhere now, or nowhere, needs nobody any more."""
    over = {(record.key, world.own.say(f"console.notice.{each.mail.notice}"))
            for each in followed for _, record in (*each.silent, *(each.speaking if each.to else ()))}
    return tuple(replace(row, findings=tuple(
        finding for finding in row.findings
        if finding.code != "mail-failed" or (finding.key, finding.facts["notice"]) not in over)) for row in rows)


def unheard_again(rows: Iterable[RowPlan], followed: Iterable[Followed]) -> tuple[RowPlan, ...]:
    """The rows; one that lost its mail with its address is told once it has one, under a key of its own."""
    lost = {record.key: each.mail.notice for each in followed if not each.mail.lost
            for rma, record in each.silent if not rma.email and not rma.do_not_notify}
    return tuple(replace(row, record=replace(row.record, rev=row.record.rev + 1),
                         detail=replace(row.detail, unheard=lost[row.record.key], told=unsaid(row.detail.told)))
                 if row.record.key in lost else row for row in rows)


def follow_notes(world: World, followed: Iterable[Followed]) -> Iterator[Note]:
    """One line for each row whose mail is withdrawn, and for each mail that goes elsewhere."""
    say = world.own.say
    for each in followed:
        notice = say(f"console.notice.{each.mail.notice}")
        for row in each.silent:
            yield _note(row, say(f"console.mail-{'not-again' if each.mail.lost else 'withdrawn'}", notice=notice))
        if each.to:
            yield _note(each.speaking[0], say("console.mail-readdressed", notice=notice, to=mask(each.to)))


def _note(row: KnownRow, text: str) -> Note:
    rma, record = row
    return Note("@", rma.row, record.reference, text)
