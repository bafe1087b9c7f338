"""`preview`: every mail can be looked at before anybody gets one."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from rma_sheets.model.notices import NOTICES

from .shell import content_of, rma_sheets, type_in


def opened(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("notice", NOTICES)
def test_every_notice_can_be_seen_in_every_language(shop: Path, notice: str, language: str) -> None:
    done = rma_sheets(shop, "preview", notice, "--language", language, "--json")
    assert (done.code, len(done.json["files"])) == (0, 2)
    message = opened(shop / "preview" / f"{notice}.eml")
    assert message["Subject"]
    assert text_of(message)


def test_the_languages_differ(shop: Path) -> None:
    rma_sheets(shop, "preview", "received", "-o", "en")
    rma_sheets(shop, "preview", "received", "--language", "fr", "-o", "fr")
    assert opened(shop / "en" / "received.eml")["Subject"] != opened(shop / "fr" / "received.eml")["Subject"]


def test_without_a_language_it_is_the_registers(french_demo: Path) -> None:
    rma_sheets(french_demo, "preview", "received")
    assert "Bonjour" in text_of(opened(french_demo / "preview" / "received.eml"))


def test_the_page_shows_its_pictures_without_the_mail(shop: Path) -> None:
    rma_sheets(shop, "preview", "approved")
    page = (shop / "preview" / "approved.html").read_text(encoding="utf-8")
    assert "cid:" not in page
    assert len(re.findall(r"data:image/png;base64,[A-Za-z0-9+/]{100}", page)) >= 1


def test_the_label_is_attached(shop: Path) -> None:
    rma_sheets(shop, "preview", "approved")
    names = [part.get_content_type() for part in opened(shop / "preview" / "approved.eml").iter_attachments()]
    assert "application/pdf" in names


def test_a_preview_with_the_data_of_a_row(demo: Path) -> None:
    assert rma_sheets(demo, "preview", "received", "--row", "rma 26 4 z").code == 0
    message = opened(demo / "preview" / "received.eml")
    assert message["To"] == "dubois@example.fr"
    assert "RMA-26-00004-Z" in text_of(message)


def test_what_is_missing_is_what_that_row_lacks(demo: Path) -> None:
    rma_sheets(demo, "preview", "needs_info", "--row", "REQ-26-00013-T")
    assert "10062" in text_of(opened(demo / "preview" / "needs_info.eml"))


def test_a_row_that_was_mended_has_nothing_missing(demo: Path) -> None:
    type_in(demo / "returns.xlsx", 14, "order_no", "10042")
    type_in(demo / "returns.xlsx", 14, "sku", "CHR-20")
    rma_sheets(demo, "preview", "needs_info", "--row", "REQ-26-00013-T")
    assert "cannot find" not in text_of(opened(demo / "preview" / "needs_info.eml"))


def test_the_language_of_a_row_can_be_chosen(demo: Path) -> None:
    rma_sheets(demo, "preview", "received", "--row", "RMA-26-00004-Z", "--language", "en")
    assert "Hello" in text_of(opened(demo / "preview" / "received.eml"))


def test_a_preview_sends_and_remembers_nothing(demo: Path) -> None:
    before = content_of(demo)
    rma_sheets(demo, "preview", "approved", "--row", "RMA-26-00001-A", "-o", "../elsewhere")
    assert content_of(demo).keys() == before.keys()
    assert (demo / "returns.xlsx").read_bytes() == before["returns.xlsx"]


def test_an_unknown_row_is_one_clear_line(demo: Path) -> None:
    done = rma_sheets(demo, "preview", "approved", "--row", "nonsense")
    assert (done.code, "[lookup.unknown-number]" in done.err) == (2, True)


def test_a_template_of_the_shops_own_that_is_broken_is_told(shop: Path) -> None:
    (shop / "templates" / "email" / "en").mkdir(parents=True)
    (shop / "templates" / "email" / "en" / "received.txt.j2").write_text("{{ nonsense }}", encoding="utf-8")
    done = rma_sheets(shop, "preview", "received")
    assert (done.code, "received.txt.j2" in done.err) == (1, True)
