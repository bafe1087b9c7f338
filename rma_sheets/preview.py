"""Mails and documents with sample data, or with the data of one return: for `preview` and for the checks of `doctor`.

Nothing made here is sent or remembered.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from .bootstrap import App
from .bootstrap.parts import compose_stored, make_documents, make_templates
from .config import Config
from .documents import row_context
from .lookup import find_record
from .model.column import LANGUAGES
from .model.notices import NOTICES
from .model.plan import Mail
from .model.settings import LABEL_SIZES
from .ports import StoredMail
from .render import sample
from .texts import load_texts

SAMPLE_KEY = b"sample" * 6
"""Signs sample labels: a code printed by a preview must not pass for a real one."""


class Preview:
    """What a shop's templates make of samples, or of one return; made once, used for many."""

    def __init__(self, config: Config) -> None:
        texts = {language: load_texts(language) for language in LANGUAGES}
        self._config = config
        self._documents, self._templates = make_documents(config, texts, SAMPLE_KEY), make_templates(config, texts)

    def sample(self, notice: str, language: str) -> bytes:
        """The mail of that notice with sample data. Raises TemplateError where a template does not render."""
        return self._compose(sample.sample_mail(notice, language))

    def row(self, app: App, notice: str, typed: str, language: str = "") -> bytes:
        """The mail of that notice with the data of one return, in the customer's language where none is given.

        Raises UsageError for an unknown number, TemplateError.
        """
        world = app.world()
        record = find_record(world.view, typed, app.settings, app.label_key, app.journal)
        context = row_context(world, record, typed, language)
        customer = context["customer"]
        assert isinstance(customer, Mapping)  # noqa: S101  (made by planning.context)
        return self._compose(Mail(
            f"{record.key}:{notice}:preview", notice, str(customer["email"]) or app.config.shop.email,
            str(context["language"]), (), context, NOTICES[notice].attach_label and bool(record.rma_number)))

    def documents(self) -> tuple[str, ...]:
        """Make a label of each size and a form, in each language; returns the sizes. Raises TemplateError."""
        for language in LANGUAGES:
            context = sample.sample_context("approved", language)
            for size in LABEL_SIZES:
                self._documents.label(context, size)
            self._documents.form({"order_no": "10023", "order_date": "2026-11-01", "customer": "",
                                  "language": language, "lines": [{"line": "1", "sku": "MUG-01", "item": "Mug",
                                                                   "qty": 1}]}, [("other", "other")])
        return LABEL_SIZES

    def _compose(self, mail: Mail) -> bytes:
        stored = StoredMail(mail, "<preview@localhost>", datetime.now(UTC))
        return compose_stored(self._config, self._documents, self._templates, SAMPLE_KEY, stored)


def html_of(content: bytes) -> bytes:
    """The HTML of a mail with its pictures inside it, so that a browser shows it as a mail program would."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  (policy.default makes this class)
    body = message.get_body(("html",))
    html = body.get_content() if body else ""
    for part in message.walk():
        name = str(part.get("Content-ID", "")).strip("<>")
        if name and part.get_content_maintype() == "image":
            data = base64.b64encode(part.get_payload(decode=True) or b"").decode("ascii")  # type: ignore[arg-type]
            html = html.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{data}")
    return str(html).encode("utf-8")
