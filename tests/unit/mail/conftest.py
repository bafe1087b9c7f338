"""The shipped templates, and a shop's own folder before them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.plan import Mail
from rma_sheets.render.mail import compose
from rma_sheets.render.sample import sample_mail, sample_shop
from rma_sheets.render.templates import Templates
from rma_sheets.texts import load_texts

SHIPPED = Path(__file__).parents[3] / "templates" / "email"
TEXTS = {language: load_texts(language) for language in LANGUAGES}
PNG = b"\x89PNG\r\n\x1a\nnot looked into"

OwnTemplates = Callable[..., Templates]


@pytest.fixture(scope="session")
def templates() -> Templates:
    """What comes with the program."""
    return Templates((SHIPPED,), TEXTS)


@pytest.fixture
def own(tmp_path: Path) -> OwnTemplates:
    """`own(received_txt="...")`: the shop's own English files, ours for the rest."""
    def make(**files: str) -> Templates:
        folder = tmp_path / "email" / "en"
        folder.mkdir(parents=True)
        for name, source in files.items():
            notice, _, kind = name.rpartition("_")
            (folder / f"{notice}.{kind}.j2").write_text(source, encoding="utf-8")
        return Templates((folder.parent, SHIPPED), TEXTS)
    return make


def composed(templates: Templates, mail: Mail | None = None, **changes: object) -> bytes:
    """The bytes of a mail, by default of the sample of `approved` in English."""
    mail = mail or sample_mail("approved", "en")
    settings: dict[str, object] = {
        "shop": sample_shop(mail.language), "sender": "Example Goods <returns@example.com>",
        "reply_to": "help@example.com", "message_id": "<1@example.com>", "qr_png": lambda number: PNG,
        "date": datetime(2026, 11, 22, 9, 14, tzinfo=UTC),
        "label_pdf": b"%PDF-1.7 label" if mail.attach_label else None,
    }
    return compose(mail, templates=templates, **settings | changes)  # type: ignore[arg-type]
