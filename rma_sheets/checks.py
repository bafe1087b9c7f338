"""What `doctor` checks, part by part. Each says in one line what it found, with what to do where something should be.

A check raises RmaSheetsError where its part fails. Nothing is changed: no register and no journal is made.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from .bootstrap import SystemClock
from .bootstrap.desk import STALE_HOURS, check_free, check_label_key, register_copies, register_holder
from .bootstrap.parts import check_journal_place, lock_names, make_mailer, make_store, open_journal
from .config import Config
from .errors import JournalError, RegisterBusy, RmaSheetsError, StoreError
from .model.column import LANGUAGES
from .model.notices import NOTICES
from .model.tab_columns import TABS
from .model.texts import Texts
from .planning.promises import broken_promises
from .planning.replay import differences, rows_at
from .preview import Preview

EXAMPLE_DOMAINS = frozenset({"example.com", "example.net", "example.org"})
"""Reserved for examples (RFC 2606): mail to them reaches nobody."""

Found = str | tuple[str, str]
"""A sentence; where something should be done, with what to do."""


def _config(config: Config, texts: Texts) -> Found:
    sender = config.sender.address
    if sender.rpartition("@")[2].lower() in EXAMPLE_DOMAINS:
        return (texts.say("doctor.example-email.message", path=config.path, email=sender),
                texts.say("doctor.example-email.hint", path=config.path))
    return texts.say("doctor.config", path=config.path, shop=config.shop.name, email=sender, zone=config.timezone)


def _register(config: Config, texts: Texts) -> Found:
    snapshot = make_store(config).read()
    counts = ", ".join(f"{snapshot.tabs[spec.key].title} {len(snapshot.tabs[spec.key].rows)}" for spec in TABS)
    facts = {"path": config.register_path, "counts": counts}
    if copies := register_copies(config):
        facts["copies"] = ", ".join(copies)
        return texts.say("doctor.copies.message", **facts), texts.say("doctor.copies.hint")
    return texts.say("doctor.register", **facts)


def _in_use(config: Config, texts: Texts) -> Found:
    """Who has the workbook open, and whether a pass is running."""
    path, holder = config.register_path, register_holder(config)
    if holder is not None:
        kind = "open-stale" if holder.hours >= STALE_HOURS else "open"
        facts = {"name": path.name, "who": holder.who, "note": holder.note.name, "hours": holder.hours}
        return texts.say(f"doctor.{kind}.message", **facts), texts.say(f"doctor.{kind}.hint", **facts)
    try:
        check_free(config)
    except RegisterBusy as error:
        return texts.say("doctor.running.message", **error.facts), texts.say("doctor.running.hint", **error.facts)
    return _leased(config, texts) or texts.say("doctor.free")


def _leased(config: Config, texts: Texts) -> Found | None:
    """Who holds the lease in the journal; a machine that died holds it until it runs out.

    A journal that cannot be read is told by the check of the journal.
    """
    if not config.journal_path.exists():
        return None
    clock = SystemClock(ZoneInfo(config.timezone))
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


def _templates(config: Config, texts: Texts) -> Found:
    preview = Preview(config)
    for language in LANGUAGES:
        for notice in NOTICES:
            preview.sample(notice, language)
    own = config.resolve(config.templates)
    changed = sum(1 for path in own.rglob("*") if path.is_file()) if own.is_dir() else 0
    return texts.count("doctor.templates", changed, notices=len(NOTICES), languages=len(LANGUAGES))


def _documents(config: Config, texts: Texts) -> Found:
    check_label_key(config)
    return texts.say("doctor.documents", sizes=", ".join(Preview(config).documents()))


def _mail(config: Config, texts: Texts) -> Found:
    smtp = config.mail.smtp
    reason = make_mailer(config, texts).check()
    if reason and smtp is None:
        raise RmaSheetsError("doctor.outbox-fails", reason=reason)
    if reason:
        raise RmaSheetsError("doctor.mail-fails", reason=reason)
    if smtp is None:
        return texts.say("doctor.mail-files", folder=config.resolve(config.mail.outbox))
    return texts.say("doctor.mail-smtp", host=smtp.host, port=smtp.own_port, user=smtp.user)


def _journal(config: Config, texts: Texts) -> Found:
    check_journal_place(config)
    path = config.journal_path
    if not path.exists():
        strangers = _keyed_rows(config)
        if strangers:
            raise RmaSheetsError("sync.journal-empty", rows=strangers)
        return texts.say("doctor.journal-new", path=path)
    with closing(open_journal(config, SystemClock(ZoneInfo(config.timezone)))) as journal:
        view, problem, place = journal.view(), journal.check(), journal.broken_history()
        told = differences(rows_at(journal.history()), view.rows, journal.cells(list(view.rows)))
        odd = [view.rows[key].rma_number or view.rows[key].request_ref for key, _ in told if key in view.rows]
    if problem:
        raise RmaSheetsError("doctor.journal-damaged", path=path, reason=problem)
    if place:
        raise RmaSheetsError("doctor.history-broken", path=path, place=place)
    if odd:
        raise RmaSheetsError("doctor.history-differs", path=path, number=odd[0], rows=len(set(odd)))
    live = sum(1 for record in view.rows.values() if not record.deleted)
    if view.troubles:
        return (texts.count("doctor.troubles", len(view.troubles), path=path), texts.say("doctor.troubles-hint"))
    kept = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone(ZoneInfo(config.timezone))
    return texts.count("doctor.journal", live, path=path, changed=kept)


def _promises(config: Config, texts: Texts) -> Found:
    """Whether register and journal still agree on the numbers; where one of them cannot be read, its own check says so.
    """
    if not config.journal_path.exists():
        return texts.say("doctor.promises")
    try:
        tab = make_store(config).read().tab("returns")
        with closing(open_journal(config, SystemClock(ZoneInfo(config.timezone)))) as journal:
            broken = list(broken_promises(tab, journal.given_numbers()))
    except (StoreError, JournalError):
        return texts.say("doctor.promises-unread")
    if not broken:
        return texts.say("doctor.promises")
    name, facts = broken[0]
    return texts.say(f"doctor.promise.{name}", **facts), texts.say("doctor.promises-hint")


def _keyed_rows(config: Config) -> int:
    """Rows of the register that some journal has given a key; 0 where the register cannot be read."""
    try:
        tab = make_store(config).read().tab("returns")
    except StoreError:
        return 0
    return sum(1 for position in range(len(tab.rows)) if tab.cell(position, "row_key") is not None)


CHECKS: dict[str, Callable[[Config, Texts], Found]] = {
    "config": _config, "register": _register, "in-use": _in_use, "templates": _templates, "documents": _documents,
    "mail": _mail, "journal": _journal, "promises": _promises}
"""In this order; the names stand in `doctor.part.<name>`."""
