"""From a configuration to a working app: the only module that names concrete adapters. No logic, only wiring."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from .adapters.excel.store import ExcelStore
from .adapters.files import pass_lock, write_file
from .adapters.journal import SqlJournal
from .adapters.keys import label_key
from .adapters.mail import EmlMailer, SmtpMailer
from .config import Config, load_config
from .effects import Effects, label_context
from .model.column import LANGUAGES
from .model.plan import Plan
from .model.record import JournalView
from .model.settings import Settings
from .model.snapshot import Snapshot
from .model.tab_columns import RETURNS
from .model.texts import Texts
from .model.vocabulary import Vocabulary, build_vocabulary
from .planning.build import build_plan
from .planning.world import World
from .ports import Clock, Journal, Mailer, Store, StoredMail
from .render.codes import qr_png
from .render.documents import Documents
from .render.explain import explain
from .render.mail import compose
from .render.signature import sign_number
from .render.templates import Templates
from .shipped import shipped
from .sync import Limits, Parts, healed_view
from .terminal import Terminal
from .texts import load_texts


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
    zone: ZoneInfo
    clock: Clock
    store: Store
    journal: Journal
    mailer: Mailer
    documents: Documents
    templates: Templates
    label_key: bytes
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
    def returns_title(self) -> str:
        """The name of the tab Returns."""
        return self.config.tab_titles.get("returns") or RETURNS.title(self.settings.language)

    def world(self) -> World:
        """The register and the journal as they stand, for commands that only look."""
        return self.world_of(self.store.read())

    def world_of(self, snapshot: Snapshot) -> World:
        """That register with the journal as it stands."""
        return World(snapshot, healed_view(self.journal, snapshot), self.settings, self.all_texts, self.lists,
                     self.clock.now())


@contextmanager
def open_app(config_path: str | Path, terminal: Terminal, *,
             clock: Callable[[ZoneInfo], Clock] = SystemClock) -> Iterator[App]:
    """The app of that configuration; the journal is closed at the end. Raises RmaSheetsError kinds."""
    config = load_config(Path(config_path), os.environ)
    all_texts = {language: load_texts(language) for language in LANGUAGES}
    terminal.texts = all_texts[config.language]
    now = clock(ZoneInfo(config.timezone))
    journal = open_journal(config, now)
    try:
        yield build_app(config, all_texts, journal, terminal, now)
    finally:
        journal.close()


def open_journal(config: Config, clock: Clock) -> SqlJournal:
    """The journal that the configuration names, made on first use."""
    path = config.resolve(config.journal.path)
    return SqlJournal.open(path, register=register_name(config), now=clock.now(),
                           domain=config.sender.address.partition("@")[2])


def register_name(config: Config) -> str:
    """What the journal calls the register: the same after the folder was moved."""
    return f"{config.register.kind}:{config.register.path.name}"


def build_app(config: Config, all_texts: Mapping[str, Texts], journal: Journal, terminal: Terminal,
              clock: Clock) -> App:
    """Put the parts together."""
    settings = config.settings()
    lists = build_vocabulary(all_texts[settings.language], tuple(all_texts.values()))
    key = label_key(config.resolve(config.journal.path).with_name("label.key"))
    documents, templates = make_documents(config, all_texts, key), make_templates(config, all_texts)
    store, mailer = make_store(config), make_mailer(config, all_texts[settings.language])
    effects = Effects(journal, mailer, clock, config.sender.address,
                      partial(compose_stored, config, documents, templates, key),
                      partial(documents.label, size=config.labels.size),
                      lambda path, content: write_file(config.folder / path, content),
                      lambda error: " ".join(explain(error, all_texts[settings.language])).strip(),
                      settings.labels_folder, lambda path: (config.folder / path).is_file())
    parts = Parts(store, journal, clock,
                  partial(pass_lock, config.resolve(config.journal.path).with_name("pass.lock")),
                  partial(plan_of, settings, all_texts, lists), effects, terminal.progress)
    return App(config, settings, all_texts, lists, ZoneInfo(config.timezone), clock, store, journal, mailer, documents,
               templates, key, parts, Limits(settings.max_mails_per_run, settings.max_missing_share))


def plan_of(settings: Settings, texts: Mapping[str, Texts], lists: Vocabulary, snapshot: Snapshot, view: JournalView,
            now: datetime) -> Plan:
    """`build_plan` with the shop's settings."""
    return build_plan(snapshot, view, settings=settings, texts=texts, lists=lists, now=now)


def template_folders(config: Config) -> tuple[Path, Path]:
    """The shop's own templates, then the shipped ones."""
    return config.resolve(config.templates), shipped("templates")


def make_documents(config: Config, all_texts: Mapping[str, Texts], key: bytes) -> Documents:
    """Labels and forms, signed with that key."""
    return Documents(template_folders(config), all_texts, config.shop_facts(), partial(sign_number, key=key))


def make_templates(config: Config, all_texts: Mapping[str, Texts]) -> Templates:
    """The mails' templates."""
    return Templates(tuple(folder / "email" for folder in template_folders(config)), all_texts)


def make_store(config: Config) -> Store:
    """The register's store."""
    return ExcelStore(config.resolve(config.register.path), own_headers=config.own_headers,
                      own_titles=config.tab_titles, language=config.language,
                      backups=config.resolve(config.backups.folder), keep=config.backups.keep)


def make_mailer(config: Config, texts: Texts) -> Mailer:
    """SMTP where it is configured, else a folder of .eml files."""
    smtp = config.mail.smtp
    if smtp is None:
        return EmlMailer(config.resolve(config.mail.outbox), texts)
    return SmtpMailer(smtp.host, smtp.own_port, smtp.security, smtp.user,
                      smtp.password.reveal() if smtp.password else "", timeout=smtp.timeout,
                      ca_file=config.resolve(smtp.ca_file) if smtp.ca_file else None, texts=texts)


def compose_stored(config: Config, documents: Documents, templates: Templates, key: bytes, stored: StoredMail) -> bytes:
    """The exact bytes of a mail of the outbox, its label included."""
    mail, label = stored.mail, None
    if mail.attach_label:
        label = documents.label(label_context(mail), config.labels.size)
    return compose(mail, shop=config.shop_facts(), sender=str(config.sender),
                   reply_to=config.mail.reply_to or "", message_id=stored.message_id, date=stored.date,
                   qr_png=lambda number: qr_png(sign_number(number, key)), label_pdf=label, templates=templates)
