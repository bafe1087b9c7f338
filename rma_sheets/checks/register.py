"""The workbook: whether it can be read, what lies beside it, and who is at work on it."""

from __future__ import annotations

from contextlib import closing

from rma_sheets.bootstrap.desk import STALE_HOURS, check_no_pass, register_copies, register_holder
from rma_sheets.bootstrap.parts import lock_names, make_store, open_journal
from rma_sheets.config import Config
from rma_sheets.errors import JournalError, RegisterBusy
from rma_sheets.model.tab_columns import TABS
from rma_sheets.model.texts import Texts

from .found import Found, clock_of


def content(config: Config, texts: Texts) -> Found:
    """How many rows each tab has, and which files look like copies. Raises StoreError where it cannot be read."""
    snapshot = make_store(config).read()
    counts = ", ".join(f"{snapshot.tabs[spec.key].title} {len(snapshot.tabs[spec.key].rows)}" for spec in TABS)
    facts = {"path": config.register_path, "counts": counts}
    if copies := register_copies(config):
        facts["copies"] = ", ".join(copies)
        return texts.say("doctor.copies.message", **facts), texts.say("doctor.copies.hint")
    return texts.say("doctor.register", **facts)


def in_use(config: Config, texts: Texts) -> Found:
    """Who has the workbook open, and whether a pass is running."""
    path, holder = config.register_path, register_holder(config)
    if holder is not None:
        kind = "open-stale" if holder.hours >= STALE_HOURS else "open"
        facts = {"name": path.name, "who": holder.who, "note": holder.note.name, "hours": holder.hours}
        return texts.say(f"doctor.{kind}.message", **facts), texts.say(f"doctor.{kind}.hint", **facts)
    try:
        check_no_pass(config)
    except RegisterBusy as error:
        return texts.say("doctor.running.message", **error.facts), texts.say("doctor.running.hint", **error.facts)
    return _leased(config, texts) or texts.say("doctor.free")


def _leased(config: Config, texts: Texts) -> Found | None:
    """Who holds the lease in the journal; a machine that died holds it until it runs out.

    A journal that cannot be read is told by the check of the journal.
    """
    if not config.journal_path.exists():
        return None
    clock = clock_of(config)
    try:
        with closing(open_journal(config, clock)) as journal:
            lease = journal.lease()
    except JournalError:
        return None
    if lease is None or not lease.binds(lock_names(config)[1], clock.now()):
        return None
    facts = {"holder": lease.holder, "since": lease.since, "lease": lease.lease,
             "until": lease.until.astimezone(lease.since.tzinfo)}
    return texts.say("doctor.leased.message", **facts), texts.say("doctor.leased.hint", **facts)
