"""Whatever people type into a cell, the mail stays a mail: escaped, on its line, of a bearable length."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from email import message_from_bytes, policy
from typing import Any

import pytest

from rma_sheets.model.notices import NOTICES
from rma_sheets.model.plan import Mail
from rma_sheets.render.plain import plain
from rma_sheets.render.sample import sample_mail
from rma_sheets.render.templates import Templates

from .conftest import composed

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{7*7}}{% for x in y %}{{ shop }}",
    "newlines": "Ada\r\nBcc: all@example.org\r\n\r\n<h1>x</h1>",
    "long": "x" * 40_000,
    "long-words": "word " * 8_000,
    "emoji": "🧦👩‍👩‍👧 ünïcode",
    "right-to-left": "שלום \u202emoc.elpmaxe\u202c عربى",
    "controls": "a\x00b\x1b[31mc\u2028d\ufeffe",
    "surrogate": "half \ud83d pair",
    "quotes": "\"'><a href='javascript:x'>&lt;&amp;",
    "boundary": "\n--=_00000000\nContent-Type: text/html\n\n.\n..\nFrom me",
    "formula": "=HYPERLINK(\"http://example.org\")",
}
KEPT = frozenset({"qty", "row", "currency", "refund_amount", "unit_price", "ship_by", "requested_on", "received_at",
                  "window_end", "restocking_fee", "return_cost", "language", "status"})


def poisoned(value: Any, text: str, name: str = "") -> Any:
    """The same data with every free text replaced."""
    if isinstance(value, Mapping):
        return {key: poisoned(each, text, key) for key, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each, text, name) for each in value]
    return text if isinstance(value, str) and name not in KEPT and value else value


def hostile_mail(notice: str, language: str, name: str) -> Mail:
    mail = sample_mail(notice, language)
    return replace(mail, context=poisoned(mail.context, HOSTILE[name]))


def parts(content: bytes) -> tuple[str, str, str]:
    message: Any = message_from_bytes(content, policy=policy.default)
    text, html = (message.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))
    return message["Subject"], text, html


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("name", HOSTILE)
def test_every_mail_is_made_and_stays_whole(templates: Templates, notice: str, name: str) -> None:
    content = composed(templates, hostile_mail(notice, "fr", name))
    message: Any = message_from_bytes(content, policy=policy.default)
    assert message.defects == []
    assert message["Bcc"] is None
    assert message["To"] == sample_mail(notice, "fr").to
    assert len(content) < 300_000


@pytest.mark.parametrize("notice", NOTICES)
def test_markup_is_shown_not_obeyed(templates: Templates, notice: str) -> None:
    html = parts(composed(templates, hostile_mail(notice, "en", "script")))[2]
    assert "<script" not in html
    assert "onerror=alert(1)&gt;" in html
    assert "<img src=x" not in html.replace("&lt;img", "")


@pytest.mark.parametrize("notice", NOTICES)
def test_quotes_do_not_leave_an_attribute(templates: Templates, notice: str) -> None:
    assert "href='javascript" not in parts(composed(templates, hostile_mail(notice, "en", "quotes")))[2].replace(
        "&lt;a href='javascript", "")


def test_braces_are_text(templates: Templates) -> None:
    subject, text, html = parts(composed(templates, hostile_mail("received", "en", "template")))
    assert subject == "Your return has arrived: {{7*7}}{% for x in y %}{{ shop }}"
    assert "{{7*7}}" in text
    assert "{{7*7}}" in html


def test_a_name_of_several_lines_is_one_line(templates: Templates) -> None:
    subject, text, _ = parts(composed(templates, hostile_mail("received", "en", "newlines")))
    assert subject == "Your return has arrived: Ada Bcc: all@example.org <h1>x</h1>"
    assert text.startswith("Hello Ada Bcc: all@example.org <h1>x</h1>,\n")


def test_a_long_name_is_cut(templates: Templates) -> None:
    subject, text, html = parts(composed(templates, hostile_mail("received", "en", "long")))
    assert (len(subject), subject[-1]) == (200, "…")
    assert text.startswith(f"Hello {'x' * 299}…,")
    assert "x" * 300 not in html


def test_emoji_and_letters_of_the_world_arrive(templates: Templates) -> None:
    subject, text, html = parts(composed(templates, hostile_mail("received", "en", "emoji")))
    assert all("🧦👩‍👩‍👧 ünïcode" in each for each in (subject, text, html))


def test_text_from_right_to_left_stays_in_its_place(templates: Templates) -> None:
    _, text, html = parts(composed(templates, hostile_mail("received", "en", "right-to-left")))
    assert "\u202e" not in text + html
    assert "<bdi>שלום moc.elpmaxe عربى</bdi>" in html


def test_signs_nobody_sees_are_dropped(templates: Templates) -> None:
    assert "Hello ab[31mc de," in parts(composed(templates, hostile_mail("received", "en", "controls")))[1]


def test_a_note_of_the_shop_keeps_its_lines_and_is_cut_at_3000() -> None:
    assert plain({"message": "a \r\n\r\n\r\n\r\nb  c"}) == {"message": "a\n\nb c"}
    assert len(str(plain("x" * 40_000, "decision_note"))) == 3000


def test_only_plain_values_reach_a_template() -> None:
    with pytest.raises(TypeError, match="cannot hold a set"):
        plain({"file": {1}})
    assert plain({"amount": Decimal("1.50"), "none": None, "lines": ("a", "b")}) == {
        "amount": "1.50", "none": "", "lines": ["a", "b"]}
