"""The checks of `doctor`, in the order in which one depends on the other. Each says in one line what it found.

A check raises RmaSheetsError where its part fails. Checks that need the configuration are left out without one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .bootstrap import SystemClock, make_mailer, make_store, open_journal
from .config import Config, load_config
from .errors import RmaSheetsError
from .model.column import LANGUAGES
from .model.notices import NOTICES
from .model.tab_columns import TABS
from .model.texts import Texts
from .terminal import Terminal
from .texts import load_texts

Check = tuple[str, Callable[[], str]]


def checkup(config_path: str | Path, terminal: Terminal) -> Iterator[Check]:
    """Name and check of each part."""
    try:
        config = load_config(Path(config_path), os.environ)
    except RmaSheetsError as error:
        yield "config", _failing(error)
        return
    terminal.texts = load_texts(config.language)
    say = terminal.texts.say
    yield "config", lambda: say("doctor.config", path=config.path, count=len(config.lines))
    yield "register", lambda: _register(config, say)
    yield "templates", lambda: _templates(config, say)
    yield "documents", lambda: _documents(config, say)
    yield "mail", lambda: _mail(config, terminal.texts)
    yield "journal", lambda: _journal(config, say)


def _failing(error: RmaSheetsError) -> Callable[[], str]:
    def check() -> str:
        raise error
    return check


def _register(config: Config, say: Callable[..., str]) -> str:
    snapshot = make_store(config).read()
    counts = ", ".join(f"{snapshot.tabs[spec.key].title} {len(snapshot.tabs[spec.key].rows)}" for spec in TABS)
    return say("doctor.register", path=config.resolve(config.register.path), counts=counts)


def _templates(config: Config, say: Callable[..., str]) -> str:
    from .preview import sample_mail

    for language in LANGUAGES:
        for notice in NOTICES:
            sample_mail(config, notice, language)
    own = config.resolve(config.templates)
    changed = sum(1 for path in own.rglob("*") if path.is_file()) if own.is_dir() else 0
    return say("doctor.templates", notices=len(NOTICES), languages=len(LANGUAGES), own=changed)


def _documents(config: Config, say: Callable[..., str]) -> str:
    from .preview import sample_documents

    return say("doctor.documents", sizes=", ".join(sample_documents(config)))


def _mail(config: Config, texts: Texts) -> str:
    smtp, say = config.mail.smtp, texts.say
    reason = make_mailer(config, texts).check()
    if reason:
        raise RmaSheetsError("doctor.mail-fails", where=smtp.host if smtp else config.mail.outbox, reason=reason)
    if smtp is None:
        return say("doctor.mail-files", folder=config.resolve(config.mail.outbox))
    return say("doctor.mail-smtp", host=smtp.host, port=smtp.own_port, user=smtp.user or "-")


def _journal(config: Config, say: Callable[..., str]) -> str:
    path = config.resolve(config.journal.path)
    if not path.exists():
        return say("doctor.journal-new", path=path)
    zone = ZoneInfo(config.timezone)
    journal = open_journal(config, SystemClock(zone))
    try:
        view = journal.view()
        problem = journal.check()
    finally:
        journal.close()
    if problem:
        raise RmaSheetsError("doctor.journal-damaged", path=path, reason=problem)
    live = sum(1 for record in view.rows.values() if not record.deleted)
    return say("doctor.journal", path=path, rows=live, troubles=len(view.troubles), today=datetime.now(zone).date())
