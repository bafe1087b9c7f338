"""Register and journal: whether they agree on the numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import closing

from rma_sheets.bootstrap.parts import make_store, open_journal
from rma_sheets.config import Config
from rma_sheets.errors import JournalError, StoreError
from rma_sheets.model.given_numbers import GivenNumber
from rma_sheets.model.record import RowRecord
from rma_sheets.model.texts import Texts, first_few
from rma_sheets.planning.promises import broken_promises, missing_rows

from .found import Found, clock_of


def promises(config: Config, texts: Texts) -> Found:
    """Whether register and journal still agree on the numbers; where one of them cannot be read, its own check says so.
    """
    try:
        tab = make_store(config).read().tab("returns")
        given, rows = _known(config)
    except (StoreError, JournalError):
        return texts.say("doctor.promises-unread")
    if broken := list(broken_promises(tab, given)):
        return _broken(texts, broken)
    if gone := missing_rows(tab, rows):
        return (texts.count("doctor.rows-gone", len(gone), numbers=first_few(gone)),
                texts.say("doctor.rows-gone-hint", number=gone[0]))
    return texts.say("doctor.promises")


def _known(config: Config) -> tuple[Mapping[str, GivenNumber], Collection[RowRecord]]:
    """The numbers that the journal gave, and its rows; none where there is no journal. Raises JournalError."""
    if not config.journal_path.exists():
        return {}, ()
    with closing(open_journal(config, clock_of(config))) as journal:
        return journal.given_numbers(), journal.view().rows.values()


def _broken(texts: Texts, broken: Sequence[tuple[str, Mapping[str, str]]]) -> Found:
    """The first that is broken; of numbers that the journal does not know, all, for it may be the journal's fault."""
    name, facts = broken[0]
    if name != "unknown":
        hint = "doctor.copied-hint" if name == "copied" else "doctor.promises-hint"
        return texts.say(f"doctor.promise.{name}", **facts), texts.say(hint)
    unknown = [facts["number"] for name, facts in broken if name == "unknown"]
    return (texts.count("doctor.numbers-unknown", len(unknown), numbers=first_few(unknown), rows=facts["rows"]),
            texts.say("doctor.numbers-unknown-hint"))
