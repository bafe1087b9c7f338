"""The journal: whether it is whole, tells the same as its history, and is the register's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rma_sheets.bootstrap.fitting import check_fits
from rma_sheets.bootstrap.parts import check_journal_place, open_journal
from rma_sheets.config import Config
from rma_sheets.errors import RmaSheetsError, StoreError
from rma_sheets.model.delivery import MailState
from rma_sheets.model.texts import Texts
from rma_sheets.outbox import held_by_limit
from rma_sheets.planning.replay import differences, rows_at
from rma_sheets.ports import Journal

from .found import Found, clock_of


def wholeness(config: Config, texts: Texts) -> Found:
    """How many rows it knows, once nothing is damaged and its events tell what it knows. Raises RmaSheetsError."""
    check_journal_place(config)
    path = config.journal_path
    if not path.exists():
        _check_fits(config, None)
        return texts.say("doctor.journal-new", path=path)
    with closing(open_journal(config, clock_of(config))) as journal:
        view, problem, place = journal.view(), journal.check(), journal.broken_history()
        mails = list(_mails_not_out(config, texts, journal))
        told = differences(rows_at(journal.history()), view.rows, journal.cells(list(view.rows)))
        odd = [view.rows[key].reference for key, _ in told if key in view.rows]
        if not (problem or place or odd):
            _check_fits(config, journal)
    if problem:
        raise RmaSheetsError("doctor.journal-damaged", path=path, reason=problem)
    if place:
        raise RmaSheetsError("doctor.history-broken", path=path, place=place)
    if odd:
        raise RmaSheetsError("doctor.history-differs", path=path, number=odd[0], rows=len(set(odd)))
    live = sum(1 for record in view.rows.values() if not record.deleted)
    if mails:
        return "\n".join([f"{path}", *mails]), texts.say("doctor.mails-hint")
    kept = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone(ZoneInfo(config.timezone))
    return texts.count("doctor.journal", live, path=path, changed=kept)


def _mails_not_out(config: Config, texts: Texts, journal: Journal) -> Iterator[str]:
    """A sentence for each reason why mails are not out, or may not be."""
    states, limit = journal.mail_states(), config.brakes.max_mails_per_day
    for key, number in (("refused", states.get(MailState.FAILED, 0) + states.get(MailState.HELD, 0)),
                        ("maybe", states.get(MailState.UNKNOWN, 0) + states.get(MailState.IN_DATA, 0))):
        if number:
            yield texts.count(f"doctor.mails.{key}", number)
    if held := held_by_limit(journal, clock_of(config), limit):
        yield texts.count("console.mails-limited", held, limit=limit)


def _check_fits(config: Config, journal: Journal | None) -> None:
    """Raise WrongJournalError; a register that cannot be read has a check of its own."""
    with suppress(StoreError):
        check_fits(config, journal, clock_of(config))
