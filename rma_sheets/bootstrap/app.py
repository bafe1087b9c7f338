"""One app: every part that a command may need, put together from the configuration."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from rma_sheets import __version__
from rma_sheets.adapters.files import write_file
from rma_sheets.brakes import Limits
from rma_sheets.config import Config, load_config
from rma_sheets.effects import Effects
from rma_sheets.healing import healed_view
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.plan import Plan
from rma_sheets.model.record import JournalView
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Snapshot
from rma_sheets.model.texts import Texts
from rma_sheets.model.vocabulary import Vocabulary, build_vocabulary
from rma_sheets.planning.build import build_plan
from rma_sheets.planning.labels import awaited_labels, lost_labels
from rma_sheets.planning.world import World
from rma_sheets.ports import Clock, Journal, Store
from rma_sheets.quiet import Quiet
from rma_sheets.render.documents import Documents
from rma_sheets.render.explain import explain
from rma_sheets.sync import Parts
from rma_sheets.terminal import Terminal
from rma_sheets.texts import load_texts

from .parts import (
    beside_register,
    compose_stored,
    lock_names,
    make_documents,
    make_mailer,
    make_store,
    make_templates,
    open_journal,
    register_lock,
)
from .signing import signing_key


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's time in the shop's zone."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """Now, aware."""
        return datetime.now(self.zone)


@dataclass(frozen=True)
class App:
    """Everything a command may need. `all_texts` holds every language, `texts` the register's."""

    config: Config
    settings: Settings
    all_texts: Mapping[str, Texts]
    lists: Vocabulary
    clock: Clock
    store: Store
    journal: Journal
    documents: Documents
    label_key: bytes = field(repr=False)
    parts: Parts
    limits: Limits

    @property
    def texts(self) -> Texts:
        """The language of the register, and so of what staff read on the terminal."""
        return self.all_texts[self.settings.language]

    @property
    def folder(self) -> Path:
        """The shop's folder: where its configuration lies."""
        return self.config.folder

    @property
    def zone(self) -> ZoneInfo:
        """The shop's own time."""
        return ZoneInfo(self.config.timezone)

    def save(self, path: Path, content: bytes) -> None:
        """Write a whole file or none of it. Raises RmaSheetsError."""
        write_file(path, content)

    def world(self) -> World:
        """The register and the journal as they stand, for commands that only look."""
        return self.world_of(self.store.read())

    def world_of(self, snapshot: Snapshot) -> World:
        """That register with the journal as it stands."""
        return World(snapshot, healed_view(self.journal, snapshot), self.settings, self.all_texts, self.lists,
                     self.clock.now())


@contextmanager
def open_app(config_path: str | Path, terminal: Terminal, *,
             clock: Callable[[ZoneInfo], Clock] = SystemClock, journal_path: Path | None = None) -> Iterator[App]:
    """The app of that configuration, with its journal, which is closed at the end; or with a backup at that path, which
    is yet to be the journal, and whose key signs nothing yet. Raises RmaSheetsError kinds."""
    config = load_config(Path(config_path), os.environ)
    all_texts = {language: load_texts(language) for language in LANGUAGES}
    terminal.texts = all_texts[config.language]
    now = clock(ZoneInfo(config.timezone))
    journal = open_journal(config, now, journal_path)
    try:
        key = journal.label_key() if journal_path else signing_key(config.label_key_path, journal)
        yield build_app(config, all_texts, journal, key, terminal, now)
    finally:
        journal.close()


def build_app(config: Config, all_texts: Mapping[str, Texts], journal: Journal, key: bytes, terminal: Terminal,
              clock: Clock) -> App:
    """Put the parts together; `key` signs labels."""
    settings = config.settings()
    lists = build_vocabulary(all_texts[settings.language], tuple(all_texts.values()))
    documents, templates = make_documents(config, all_texts, key), make_templates(config, all_texts)
    store, mailer = make_store(config), make_mailer(config, all_texts[settings.language])
    effects = Effects(journal, mailer, clock, config.sender.address,
                      partial(compose_stored, config, documents, templates, key),
                      partial(documents.label, size=config.labels.size),
                      lambda path, content: write_file(config.folder / path, content),
                      lambda error: " ".join(explain(error, all_texts[settings.language])).strip(),
                      config.brakes.max_mails_per_day, config.mail.resend_unknown)
    quiet = Quiet(store, journal, clock, f"{__version__} {config.model_dump_json()}",
                  lambda: sorted(awaited_labels(journal.view(), settings).values()),
                  lambda path: (config.folder / path).is_file(), partial(beside_register, config))
    planned = partial(plan_of, config.folder, settings, all_texts, lists)
    parts = Parts(store, journal, clock, partial(work_alone, config, store, journal, clock),
                  lambda snapshot, view, now: planned(snapshot, effects.limited(view), now), effects,
                  terminal.progress, quiet, config.mail.resend_unknown)
    limits = Limits(config.brakes.max_mails_per_run, config.brakes.max_missing_share)
    return App(config, settings, all_texts, lists, clock, store, journal, documents, key, parts, limits)


@contextmanager
def work_alone(config: Config, store: Store, journal: Journal, clock: Clock) -> Iterator[None]:
    """One pass at a time: on this machine by a lock that dies with its process, between machines by a lease."""
    with register_lock(config, store), journal.held(*lock_names(config), clock.now):
        yield


def plan_of(folder: Path, settings: Settings, texts: Mapping[str, Texts], lists: Vocabulary, snapshot: Snapshot,
            view: JournalView, now: datetime) -> Plan:
    """`build_plan` with the shop's settings and what lies in its folder."""
    lost = lost_labels(view, settings, lambda path: (folder / path).is_file())
    return build_plan(snapshot, view, settings=settings, texts=texts, lists=lists, now=now, lost_labels=lost)

