"""Templates of the shop's: found, merged, and told in one line where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from rma_sheets.errors import TemplateError
from rma_sheets.render.mail import render_mail
from rma_sheets.render.sample import sample_mail, sample_shop
from rma_sheets.render.templates import Rendered, Templates

from .conftest import SHIPPED, TEXTS, OwnTemplates

HEAD = '{% extends "base.txt.j2" %}{% block subject %}Hi{% endblock %}'


def rendered(templates: Templates, notice: str = "received", language: str = "en") -> Rendered:
    return render_mail(sample_mail(notice, language), shop=sample_shop(language), templates=templates, images={},
                       label_attached=False)


def told(templates: Templates) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        rendered(templates)
    return caught.value


def test_a_file_of_the_shop_stands_in_for_ours_and_the_rest_stays(own: OwnTemplates) -> None:
    words = rendered(own(received_txt=HEAD + "{% block body %}It is here, {{ customer.name }}!{% endblock %}"))
    assert words.text.startswith("Hello Ada Example,\n\nIt is here, Ada Example!")
    assert "Your parcel has arrived" in words.html


def test_a_part_that_mails_share_can_be_replaced_alone(own: OwnTemplates) -> None:
    assert rendered(own(_greeting_txt="Good day,")).text.startswith("Good day,\n\nYour parcel")


def test_an_unknown_language_is_served_in_english(templates: Templates) -> None:
    assert rendered(templates, language="nl").subject == "Your return has arrived: RMA-26-00042-2"


def test_a_field_that_does_not_exist_holds_the_mail(own: OwnTemplates) -> None:
    error = told(own(received_txt=HEAD + "\n\n{% block body %}{{ customer.nickname }}{% endblock %}"))
    assert error.reference == "mail.field-missing"
    assert error.facts == {"template": "en/received.txt.j2", "line": 3, "field": "nickname"}


def test_a_field_that_does_not_exist_in_a_loop_or_a_condition_holds_it_too(own: OwnTemplates) -> None:
    error = told(own(received_html="{% for item in items %}{% if item.colour %}x{% endif %}{% endfor %}"))
    assert (error.reference, error.facts["field"]) == ("mail.field-missing", "colour")


def test_a_default_makes_a_field_optional(own: OwnTemplates) -> None:
    source = HEAD + '{% block body %}{{ customer.nickname|default("friend") }}{% endblock %}'
    assert "friend" in rendered(own(received_txt=source)).text


def test_a_syntax_error_is_told_with_its_line(own: OwnTemplates) -> None:
    error = told(own(received_txt="Hi\n\n{% if customer.name == %}x{% endif %}\n"))
    assert error.reference == "mail.template-broken"
    assert (error.facts["template"], error.facts["line"]) == ("en/received.txt.j2", 3)


def test_a_missing_part_is_told_by_its_name(own: OwnTemplates) -> None:
    error = told(own(received_txt='{% include "_terms.txt.j2" %}'))
    assert (error.reference, error.facts["template"]) == ("mail.template-missing", "en/_terms.txt.j2")


def test_an_unknown_notice_is_a_missing_template(templates: Templates) -> None:
    with pytest.raises(TemplateError, match="template-missing"):
        templates.render("birthday", "en", {})


def test_a_file_outside_the_folders_is_not_reached(own: OwnTemplates) -> None:
    assert told(own(received_txt='{% include "../../secret.txt" %}')).reference == "mail.template-missing"


def test_a_template_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "received.txt.j2").write_bytes(b"\xff\xfe\x00")
    error = told(Templates((tmp_path, SHIPPED), TEXTS))
    assert (error.reference, error.facts["template"]) == ("mail.template-broken", "en/received.txt.j2")


def test_a_value_that_cannot_be_written_as_asked_holds_the_mail(own: OwnTemplates) -> None:
    error = told(own(received_txt="{{ customer.name|money('EUR') }}"))
    assert (error.reference, error.facts["what"]) == ("mail.template-broken", "not a number: Ada Example")


@pytest.mark.parametrize("source", ['<a href={{ shop.url }}>', '<td class="a" width={{ items|length }}>'])
def test_an_attribute_without_quotes_is_refused(own: OwnTemplates, source: str) -> None:
    assert told(own(received_html=source)).reference == "mail.template-quotes"


def test_a_text_part_cannot_be_put_into_html_where_nothing_would_escape_it(own: OwnTemplates) -> None:
    error = told(own(received_html='{% include "_items.txt.j2" %}'))
    assert (error.reference, error.facts["what"]) == ("mail.template-refused", "_items.txt.j2")


@pytest.mark.parametrize("reference", ["field-missing", "template-broken", "template-refused", "template-endless",
                                       "template-missing", "address-refused"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_fault_is_one_line_and_a_hint(reference: str, language: str) -> None:
    facts = {"template": "en/received.txt.j2", "line": 3, "field": "x", "what": "y", "address": "z"}
    message = TEXTS[language].say(f"mail.{reference}.message", **facts)
    assert "\n" not in message
    assert TEXTS[language].say(f"mail.{reference}.hint", **facts)


def test_the_first_line_of_the_text_is_the_subject_cut_at_200_characters(own: OwnTemplates) -> None:
    words = rendered(own(received_txt="{{ 'ab ' ~ items[0].name }} {% for n in range(99) %}long {% endfor %}!\nBody"))
    assert words.subject.startswith("ab Mug, blue long")
    assert (len(words.subject), words.subject[-1], words.text) == (200, "…", "Body\n")


def test_a_style_sheet_from_elsewhere_is_not_fetched(own: OwnTemplates, tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("p { color: red }", encoding="utf-8")
    source = f'<link rel="stylesheet" href="{tmp_path}/secret.css"><p>Hi</p>'
    assert "red" not in rendered(own(received_html=source)).html
