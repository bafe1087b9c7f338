"""Every mail as it reads, in both languages. `RENEW_GOLDEN=1 pytest tests/unit/mail/test_golden.py` writes them anew;
read the difference like prose before it is kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.notices import NOTICES
from rma_sheets.render.mail import render_mail
from rma_sheets.render.sample import sample_mail, sample_shop
from rma_sheets.render.templates import Rendered, Templates

GOLDEN = Path(__file__).parents[2] / "golden" / "mail"
every_mail = pytest.mark.parametrize(("notice", "language"), [(n, each) for n in NOTICES for each in LANGUAGES])


def rendered(templates: Templates, notice: str, language: str) -> Rendered:
    mail = sample_mail(notice, language)
    images = {number: f"cid:{number}@example.org" for number in ("RMA-26-00042-2", "RMA-26-00043-X")}
    return render_mail(mail, shop=sample_shop(language), templates=templates, images=images,
                       label_attached=mail.attach_label)


@every_mail
def test_a_mail_reads_as_it_was_approved(notice: str, language: str, templates: Templates) -> None:
    words = rendered(templates, notice, language)
    now = {"txt": f"{words.subject}\n\n{words.text}", "html": words.html}
    for kind, text in now.items():
        path = GOLDEN / language / f"{notice}.{kind}"
        if os.environ.get("RENEW_GOLDEN") == "1":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), path


@every_mail
def test_text_and_html_name_every_item(notice: str, language: str, templates: Templates) -> None:
    words = rendered(templates, notice, language)
    numbers = ["REQ-26-00042-2", "REQ-26-00043-X"] if "RMA" not in words.text else ["RMA-26-00042-2", "RMA-26-00043-X"]
    assert [number for number in numbers if number not in words.text or number not in words.html] == []


@pytest.mark.parametrize("notice", ["requested", "needs_info", "approved", "declined"])
def test_the_first_mail_says_when_the_request_came_in(notice: str, templates: Templates) -> None:
    sentence = "We received your request REQ-26-00042-2 on 22 November 2026 at 09:14."
    assert sentence in rendered(templates, notice, "en").text
    assert "le 22 novembre 2026 à 09h14." in rendered(templates, notice, "fr").text


@every_mail
def test_nothing_in_a_mail_comes_from_elsewhere(notice: str, language: str, templates: Templates) -> None:
    html = rendered(templates, notice, language).html
    assert "src=\"http" not in html
    assert "url(" not in html


@pytest.mark.parametrize("resolution", ["refund", "exchange", "store_credit", "repair", "replacement", "keep_item", ""])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_end_of_a_return_is_worded_by_its_resolution(resolution: str, language: str, templates: Templates) -> None:
    mail = sample_mail("settled", language)
    item = {**mail.context["items"][0], "resolution": resolution}  # type: ignore[index]
    words = templates.render("settled", language, {**mail.context, "items": [item], "shop": sample_shop(language),
                                                   "notice": "settled"})
    assert f"{words.subject}\n\n{words.text}".replace("\xa0", " ") == SETTLED[language, resolution] + _tail(words.text)


def _tail(text: str) -> str:
    start = text.index("Vous n'avez plus rien" if "Vous n'avez plus rien" in text else "There is nothing left")
    return text[start:].replace("\xa0", " ")


def _settled(subject: str, hello: str, head: str, item: str, sentence: str) -> str:
    return f"{subject}: RMA-26-00042-2\n\n{hello}\n\n{head}\n\n{item}\n{sentence}\n\n"


_EN = ("Hello Ada Example,", "Here is the result of your return:", "Mug, blue")
_FR = ("Bonjour Ada Exemple,", "Voici le résultat de votre retour :", "Tasse bleue")
SETTLED = {
    ("en", "refund"): _settled("Your refund", *_EN, "We have refunded €24.90 (reference PAY-7781). Depending on your "
                               "bank, it takes a few days to show."),
    ("en", "exchange"): _settled("Your exchange", *_EN, "Your exchange is on its way to you, reference PAY-7781."),
    ("en", "store_credit"): _settled("Your store credit", *_EN, "Your store credit of €24.90 is ready: PAY-7781."),
    ("en", "repair"): _settled("Your repair", *_EN, "It is repaired and on its way back to you, reference PAY-7781."),
    ("en", "replacement"): _settled("Your replacement", *_EN, "A new one is on its way to you, reference PAY-7781."),
    ("en", "keep_item"): _settled("Your return is settled", *_EN,
                                  "We have refunded €24.90 (reference PAY-7781), and you may keep the item."),
    ("en", ""): _settled("Your return is settled", *_EN, "Your return is complete (reference PAY-7781)."),
    ("fr", "refund"): _settled("Votre remboursement ", *_FR, "Nous vous avons remboursé 24,90 € (référence PAY-7781). "
                               "Selon votre banque, cela peut prendre quelques jours."),
    ("fr", "exchange"): _settled("Votre échange ", *_FR, "Votre article d'échange est en route, référence PAY-7781."),
    ("fr", "store_credit"): _settled("Votre avoir ", *_FR, "Votre avoir de 24,90 € est disponible : PAY-7781."),
    ("fr", "repair"): _settled("Votre réparation ", *_FR,
                               "Votre article est réparé et vous est renvoyé, référence PAY-7781."),
    ("fr", "replacement"): _settled("Votre remplacement ", *_FR,
                                    "Un article neuf est en route vers vous, référence PAY-7781."),
    ("fr", "keep_item"): _settled("Votre retour est réglé ", *_FR, "Nous vous avons remboursé 24,90 € (référence "
                                  "PAY-7781), et vous pouvez garder l'article."),
    ("fr", ""): _settled("Votre retour est réglé ", *_FR, "Votre retour est terminé (référence PAY-7781)."),
}
