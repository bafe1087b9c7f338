"""The parts of an app, each from the configuration alone: a check of `doctor` may want one without the others."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rma_sheets.adapters.excel.beside import beside
from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.adapters.journal import SqlJournal, remove_staged
from rma_sheets.adapters.journal.place import check_place
from rma_sheets.adapters.mail import EmlMailer, SmtpMailer
from rma_sheets.adapters.passlock import pass_lock
from rma_sheets.config import Config
from rma_sheets.effects import label_context
from rma_sheets.errors import RmaSheetsError
from rma_sheets.model.texts import Texts
from rma_sheets.ports import Clock, Journal, Mailer, Store, StoredMail
from rma_sheets.render.codes import qr_png
from rma_sheets.render.documents import Documents
from rma_sheets.render.mail import compose
from rma_sheets.render.signature import sign_number
from rma_sheets.render.templates import Templates
from rma_sheets.shipped import shipped


def open_journal(config: Config, clock: Clock, path: Path | None = None) -> Journal:
    """The journal that the configuration names, or the one at `path`; made on first use. Raises JournalError."""
    check_journal_place(config)
    return SqlJournal.open(path or config.journal_path, register=register_name(config), alone=True, now=clock.now(),
                           domain=config.sender.address.partition("@")[2])


def check_journal_place(config: Config) -> None:
    """Raise JournalError where the journal must not live, unless the shop says that it may live anywhere."""
    if not config.journal.anywhere:
        check_place(config.journal_path)


def register_name(config: Config) -> str:
    """What the journal calls the register: the same after the folder was moved, and after a renaming that was told."""
    return f"{config.register.kind}:{config.register.renamed_from or config.register.path.name}"


def lock_names(config: Config) -> tuple[str, str]:
    """Who this process is, for people; and the lock that guards it, so that whoever has the lock knows it is gone."""
    machine = platform.node()
    return f"{machine} ({os.getpid()})", f"{machine}:{config.pass_lock_path.resolve()}"


TEMPLATE_SUFFIXES = (".j2", ".typ")


def template_folders(config: Config) -> tuple[Path, Path]:
    """The shop's own templates, then the shipped ones. Raises RmaSheetsError for what could only be passed over."""
    own = config.resolve(config.templates)
    if own.exists() and not own.is_dir():
        raise RmaSheetsError("files.templates-no-folder", path=own)
    for path in own.rglob("*"):
        if path.suffix in TEMPLATE_SUFFIXES and not path.is_file():
            raise RmaSheetsError("files.template-no-file", path=path)
    return own, shipped("templates")


def make_documents(config: Config, all_texts: Mapping[str, Texts], key: bytes) -> Documents:
    """Labels and forms, signed with that key."""
    return Documents(template_folders(config), all_texts, config.shop_facts(), partial(sign_number, key=key))


def make_templates(config: Config, all_texts: Mapping[str, Texts]) -> Templates:
    """The mails' templates."""
    return Templates(tuple(folder / "email" for folder in template_folders(config)), all_texts)


def make_store(config: Config) -> Store:
    """The register's store."""
    return ExcelStore(config.register_path, own_headers=config.own_headers, own_titles=config.tab_titles,
                      language=config.language, backups=config.resolve(config.backups.folder),
                      keep=config.backups.keep, keep_days=config.backups.keep_days)


def beside_register(config: Config) -> list[str]:
    """The names of copies and leftover notes beside the register; the same as long as the same ones are there."""
    return [str(value) for finding in beside(config.register_path.resolve()) for value in finding.facts.values()]


@contextmanager
def register_lock(config: Config, store: Store) -> Iterator[None]:
    """One pass at a time; whoever gets in finishes first what a killed one left beside the register or the journal."""
    with pass_lock(config.pass_lock_path):
        store.recover()
        remove_staged(config.journal_path)
        yield


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
