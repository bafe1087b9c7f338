"""The bytes of a mail: headers, parts, pictures, the label; the same every time."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from rma_sheets.errors import TemplateError
from rma_sheets.model.mailaddress import ascii_address
from rma_sheets.render.sample import sample_mail
from rma_sheets.render.templates import Templates

from .conftest import PNG, composed


def opened(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_headers_say_who_when_and_that_a_machine_wrote(templates: Templates) -> None:
    message = opened(composed(templates))
    assert {name: str(value) for name, value in message.items() if name != "Content-Type"} == {
        "From": "Example Goods <returns@example.com>", "To": "customer@example.com", "Reply-To": "help@example.com",
        "Subject": "Your return is approved: RMA-26-00042-2", "Content-Language": "en",
        "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All",
        "Date": "Sun, 22 Nov 2026 09:14:00 +0000", "Message-ID": "<1@example.com>", "MIME-Version": "1.0"}


def test_the_parts_are_text_html_with_its_codes_and_the_label(templates: Templates) -> None:
    message = opened(composed(templates))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "image/png", "application/pdf"]


def test_the_label_is_attached_under_the_first_number(templates: Templates) -> None:
    label = next(opened(composed(templates)).iter_attachments())
    assert (label.get_filename(), label.get_content()) == ("RMA-26-00042-2.pdf", b"%PDF-1.7 label")


def test_every_code_in_the_html_stands_in_the_mail_under_its_id(templates: Templates) -> None:
    message = opened(composed(templates))
    html = message.get_body(("html",))
    assert html is not None
    pictures = [part for part in message.walk() if part.get_content_type() == "image/png"]
    ids = [part["Content-ID"].strip("<>") for part in pictures]
    assert [html.get_content().count(f'src="cid:{each}"') for each in ids] == [1, 1]
    assert all("@" in each for each in ids)
    assert [part.get_content() for part in pictures] == [PNG, PNG]


def test_a_mail_without_a_label_has_two_parts_and_speaks_of_none(templates: Templates) -> None:
    message = opened(composed(templates, sample_mail("received", "en")))
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_an_approval_without_its_label_does_not_promise_one(templates: Templates) -> None:
    body = opened(composed(templates, label_pdf=None)).get_body(("plain",))
    assert body is not None
    assert "attached" not in body.get_content()


def test_the_same_mail_has_the_same_bytes_and_another_key_other_boundaries(templates: Templates) -> None:
    mail = sample_mail("approved", "fr")
    assert composed(templates, mail) == composed(templates, mail)
    assert composed(templates, mail) != composed(templates, replace(mail, key="other:approved:1"))


def test_a_mail_travels_as_short_ascii_lines_ended_by_cr_lf(templates: Templates) -> None:
    content = composed(templates, sample_mail("approved", "fr"))
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 998


def test_accents_arrive(templates: Templates) -> None:
    body = opened(composed(templates, sample_mail("approved", "fr"), sender="Été à Étretat <a@example.fr>"))
    assert body["From"] == "Été à Étretat <a@example.fr>"
    assert body["Subject"] == "Votre retour est approuvé : RMA-26-00042-2"
    plain = body.get_body(("plain",))
    assert plain is not None
    assert "Gardez la preuve de dépôt jusqu'à ce que" in plain.get_content()


def test_a_subject_of_many_words_with_accents_keeps_its_spaces(templates: Templates) -> None:
    subject = opened(composed(templates, sample_mail("reminder", "fr")))["Subject"]
    assert subject == "Votre retour est à expédier au plus tard le 6 décembre 2026 : RMA-26-00042-2"


def test_a_comma_in_the_name_of_the_sender_does_not_make_two(templates: Templates) -> None:
    sender = opened(composed(templates, sender='"Smith, Sons & Co" <a@example.org>'))["From"]
    assert [address.display_name for address in sender.addresses] == ["Smith, Sons & Co"]


def test_an_international_domain_travels_as_punycode(templates: Templates) -> None:
    mail = replace(sample_mail("received", "fr"), to="client@café.example")
    message = opened(composed(templates, mail, sender="retours@théière.example", message_id="<1@théière.example>"))
    assert (message["To"], message["Message-ID"]) == ("client@xn--caf-dma.example", "<1@xn--thire-6raf.example>")


def test_a_sender_without_a_name_gets_the_shop_s(templates: Templates) -> None:
    assert opened(composed(templates, sender="returns@example.com"))["From"] == "Example Goods <returns@example.com>"


@pytest.mark.parametrize("to", [
    "a@example.org\n", "a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org",
    "a@example.org;b@example.org",
    "a b@example.org", "Ada <a@example.org>", "", "a", "@example.org", "a@", "a@exa mple.org", "pelé@example.org",
    "a@@example.org", "a" * 250 + "@example.org", "a@-example.org"])
def test_what_is_not_one_address_holds_the_mail(templates: Templates, to: str) -> None:
    with pytest.raises(TemplateError) as caught:
        composed(templates, replace(sample_mail("received", "en"), to=to))
    assert caught.value.reference == "mail.address-refused"


@pytest.mark.parametrize("address", ["o'neil+returns@example.org", "a.b@sub.example.org", "x@xn--caf-dma.example"])
def test_unusual_addresses_are_fine(address: str) -> None:
    assert ascii_address(address) == address


def test_an_approval_without_a_number_is_held(templates: Templates) -> None:
    mail = sample_mail("approved", "en")
    items = [{**item, "rma_number": ""} for item in mail.context["items"]]  # type: ignore[attr-defined]
    with pytest.raises(TemplateError) as caught:
        composed(templates, replace(mail, context={**mail.context, "items": items}))
    assert (caught.value.reference, caught.value.facts["field"]) == ("mail.field-missing", "rma_number")
