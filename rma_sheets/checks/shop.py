"""The shop's own settings, templates, documents and way of mailing, tried out with what they would make."""

from __future__ import annotations

from rma_sheets.bootstrap.parts import make_mailer
from rma_sheets.bootstrap.signing import check_label_key
from rma_sheets.config import Config
from rma_sheets.errors import RmaSheetsError
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.notices import NOTICES
from rma_sheets.model.texts import Texts
from rma_sheets.preview import Preview

from .found import Found, clock_of

EXAMPLE_DOMAINS = frozenset({"example.com", "example.net", "example.org", "example.fr"})
"""Reserved for examples (RFC 2606), and that of our French one: mail to them reaches nobody of yours."""


def settings(config: Config, texts: Texts) -> Found:
    """Whose shop it is; whoever still mails from an example's address is told."""
    sender = config.sender.address
    if sender.rpartition("@")[2].lower() in EXAMPLE_DOMAINS:
        return (texts.say("doctor.example-email.message", path=config.path, email=sender),
                texts.say("doctor.example-email.hint", path=config.path))
    return texts.say("doctor.config", path=config.path, shop=config.shop.name, email=sender, zone=config.timezone)


def templates(config: Config, texts: Texts) -> Found:
    """Every notice in every language, rendered with samples. Raises TemplateError."""
    preview = Preview(config)
    for language in LANGUAGES:
        for notice in NOTICES:
            preview.sample(notice, language)
    own = config.resolve(config.templates)
    changed = sum(1 for path in own.rglob("*") if path.is_file()) if own.is_dir() else 0
    return texts.count("doctor.templates", changed, notices=len(NOTICES), languages=len(LANGUAGES))


def documents(config: Config, texts: Texts) -> Found:
    """A label of each size and a form in each language, made and thrown away, and the key that signs them. Raises
    RmaSheetsError."""
    gone = check_label_key(config, clock_of(config))
    made = texts.say("doctor.documents", sizes=", ".join(Preview(config).documents()))
    if gone:
        return texts.say("doctor.key-gone", path=config.label_key_path), texts.say("doctor.key-gone-hint")
    return made


def mail(config: Config, texts: Texts) -> Found:
    """A login at the mail server, or a folder to write into; nothing is sent. Raises RmaSheetsError."""
    smtp = config.mail.smtp
    reason = make_mailer(config, texts).check()
    if reason and smtp is None:
        raise RmaSheetsError("doctor.outbox-fails", reason=reason)
    if reason:
        raise RmaSheetsError("doctor.mail-fails", reason=reason)
    if smtp is None:
        return texts.say("doctor.mail-files", folder=config.resolve(config.mail.outbox))
    return texts.say("doctor.mail-smtp", host=smtp.host, port=smtp.own_port, user=smtp.user)
