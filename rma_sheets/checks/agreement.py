"""Register and journal: whether they agree on the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing

from rma_sheets.bootstrap.fitting import next_plan
from rma_sheets.bootstrap.parts import make_store, open_journal
from rma_sheets.brakes import gone_rows, to_restore, too_many_missing
from rma_sheets.config import Config
from rma_sheets.errors import JournalError, StoreError
from rma_sheets.model.given_numbers import GivenNumber
from rma_sheets.model.plan import Plan
from rma_sheets.model.snapshot import Snapshot
from rma_sheets.model.texts import Texts, first_few
from rma_sheets.planning.promises import broken_promises

from .found import Found, clock_of


def promises(config: Config, texts: Texts) -> Found:
    """Whether register and journal still agree on the numbers; where one of them cannot be read, its own check says so.
    """
    try:
        snapshot = make_store(config).read()
        given, plan = _known(config, snapshot)
    except (StoreError, JournalError):
        return texts.say("doctor.promises-unread")
    if broken := list(broken_promises(snapshot.tab("returns"), given)):
        return _broken(texts, broken)
    if plan and plan.missing_keys:
        return _gone(texts, plan, config.brakes.max_missing_share)
    return texts.say("doctor.promises")


def _known(config: Config, snapshot: Snapshot) -> tuple[Mapping[str, GivenNumber], Plan | None]:
    """The numbers that the journal gave, and what the next pass makes of the rows; none where there is no journal.
    Raises JournalError."""
    if not config.journal_path.exists():
        return {}, None
    clock = clock_of(config)
    with closing(open_journal(config, clock)) as journal:
        return journal.given_numbers(), next_plan(config, snapshot, journal, clock)


def _gone(texts: Texts, plan: Plan, share: float) -> Found:
    """The rows that vanished, and whether the next pass stops at that."""
    gone = sorted(gone_rows(plan))
    hint = "doctor.rows-gone-stop-hint" if too_many_missing(plan, share) else "doctor.rows-gone-hint"
    return (texts.count("doctor.rows-gone", len(gone), numbers=first_few(gone)),
            texts.say(hint, numbers=to_restore(gone)))


def _broken(texts: Texts, broken: Sequence[tuple[str, Mapping[str, str]]]) -> Found:
    """The first that is broken; of numbers that the journal does not know, all, for it may be the journal's fault."""
    name, facts = broken[0]
    if name != "unknown":
        hint = "doctor.copied-hint" if name == "copied" else "doctor.promises-hint"
        return texts.say(f"doctor.promise.{name}", **facts), texts.say(hint)
    unknown = [facts["number"] for name, facts in broken if name == "unknown"]
    return (texts.count("doctor.numbers-unknown", len(unknown), numbers=first_few(unknown), rows=facts["rows"]),
            texts.say("doctor.numbers-unknown-hint"))
