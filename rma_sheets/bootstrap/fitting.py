"""What the next pass would do, and whether the journal is the register's, found out before any pass: for `doctor`,
which makes no journal."""

from __future__ import annotations

from rma_sheets.brakes import check_journal
from rma_sheets.config import Config
from rma_sheets.healing import healed_view
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.plan import Plan
from rma_sheets.model.record import JournalView
from rma_sheets.model.snapshot import Snapshot
from rma_sheets.model.vocabulary import build_vocabulary
from rma_sheets.ports import Clock, Journal
from rma_sheets.texts import load_texts

from .app import plan_of
from .parts import make_store


def check_fits(config: Config, journal: Journal | None, clock: Clock) -> None:
    """Raise WrongJournalError where the next pass would, by the same plan; StoreError where nothing can be read. None
    is a journal that is still to be made."""
    check_journal(next_plan(config, make_store(config).read(), journal, clock))


def next_plan(config: Config, snapshot: Snapshot, journal: Journal | None, clock: Clock) -> Plan:
    """The plan of a pass over that register now."""
    all_texts = {language: load_texts(language) for language in LANGUAGES}
    lists = build_vocabulary(all_texts[config.language], tuple(all_texts.values()))
    view = healed_view(journal, snapshot) if journal else JournalView("")
    return plan_of(config.folder, config.settings(), all_texts, lists, snapshot, view, clock.now())
