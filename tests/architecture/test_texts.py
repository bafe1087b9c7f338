"""The catalogue of texts: every language has the same sentences with the same fields."""

from __future__ import annotations

import html
import re
import string
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.findings import FINDING_KINDS
from rma_sheets.model.lists import LISTS
from rma_sheets.model.texts import Texts
from rma_sheets.texts import load_texts

PACKAGE = Path(__file__).parents[2] / "rma_sheets"
FRENCH_MAILS = PACKAGE.parent / "templates" / "email" / "fr"
NO_SPACE = re.compile(r"[^\s:;?!][:;?!](?=[\s\]]|$)|«\S|[^\s]»")
NOT_PROSE = re.compile(r"\{\{.*?\}\}|\{[%#].*?[%#]\}|clé: valeur|<[^>]*>|(?:Exemple|Marché); ", re.S)
"""Fields and tags of templates, YAML, and addresses whose lines are parted by semicolons as in the English ones."""
REFERENCE = re.compile(r'(?:Error|Busy|Changed)\(\s*"([a-z]+\.[a-z-]+)"')


def fields(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_languages_have_the_same_sentences_with_the_same_fields(language: str) -> None:
    english, other = load_texts("en").entries, load_texts(language).entries
    assert set(english) == set(other)
    assert [key for key in english if fields(english[key]) != fields(other[key])] == []


@pytest.mark.parametrize("code", FINDING_KINDS)
def test_every_finding_can_be_said(code: str) -> None:
    assert load_texts("en").has(f"findings.{code}.message")
    assert load_texts("en").has(f"findings.{code}.hint")


def test_every_key_of_a_list_has_its_label() -> None:
    english = load_texts("en")
    assert [f"{name}.{key}" for name, keys in LISTS.items() for key in keys
            if not english.has(f"lists.{name}.{key}")] == []


def test_every_error_that_is_raised_can_be_said() -> None:
    english = load_texts("en")
    raised = {found for path in PACKAGE.rglob("*.py") for found in REFERENCE.findall(path.read_text(encoding="utf-8"))}
    assert raised
    messages = {key.removesuffix(".one") for key in english.entries}
    assert sorted(name for name in raised if not {f"{name}.message", f"{name}.hint"} <= messages) == []


def test_french_leaves_a_space_before_high_signs_and_inside_its_quotation_marks() -> None:
    said = {key: NOT_PROSE.sub("x", text) for key, text in load_texts("fr").entries.items()}
    assert [key for key, text in said.items() if NO_SPACE.search(text)] == []


@pytest.mark.parametrize("template", sorted(FRENCH_MAILS.iterdir()), ids=lambda path: path.name)
def test_french_mails_do_too(template: Path) -> None:
    assert NO_SPACE.findall(NOT_PROSE.sub("x", html.unescape(template.read_text(encoding="utf-8")))) == []


def test_french_says_e_mail() -> None:
    said = [*load_texts("fr").entries.values(), *(path.read_text(encoding="utf-8") for path in FRENCH_MAILS.iterdir())]
    assert [text for text in said if "courriel" in text.lower()] == []


@pytest.mark.parametrize(("language", "said"), [("en", "1 November 2026"), ("fr", "1er novembre 2026")])
def test_the_first_of_a_month(language: str, said: str) -> None:
    assert load_texts(language).day(date(2026, 11, 1)) == said


@pytest.mark.parametrize(("language", "said"), [("en", "30 November 2026 15:17"), ("fr", "30 novembre 2026 à 15:17")])
def test_a_moment(language: str, said: str) -> None:
    texts = Texts(language, {**load_texts(language).entries, "x": "{at}"})
    assert texts.say("x", at=datetime(2026, 11, 30, 15, 17, tzinfo=UTC)) == said
