"""Every finding speaks, in every language, and only of facts it has."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.findings import FINDING_KINDS, Finding
from rma_sheets.model.settings import Settings
from rma_sheets.model.tab_columns import RETURNS
from rma_sheets.model.values import CellError, Formula
from rma_sheets.planning.orders import match
from rma_sheets.planning.parse import parse_row
from rma_sheets.rules import RULES
from rma_sheets.texts import load_texts
from tests.rows import context, order_book, order_line, returns_tab, row, vocabulary

TEXTS = {language: load_texts(language, ("calendar", "findings")) for language in LANGUAGES}

PLANNING: Mapping[str, Mapping[str, object]] = {  # raised beside the rules, by what sees more than one row
    "duplicate-row-key": {"other": "", "others": "4", "last": "9"},
    "row-sealed": {"columns": "Status, Check", "why": "merged cells"},
    "row-copied": {},
    "row-restored": {},
    "row-older": {},
    "row-strayed": {},
    "row-deleted": {"reference": "RMA-26-00042-2"},
    "status-not-legal": {"wanted": "closed", "now": "requested"},
    "status-needs-column": {"wanted": "settled", "now": "accepted", "needs": "Payment reference"},
    "engine-cell-edited": {"typed": "x", "kept": "y"},
    "on-hold": {},
    "mail-held": {"notice": "approved", "reply": ""},
    "mail-failed": {"notice": "approved", "reply": "550 no such user", "number": "27"},
    "mail-unknown": {"notice": "approved", "reply": "", "number": "27"},
    "rule-broken": {"typed": "soon", "rule": "14 days", "nearest": "", "low": "", "high": ""},
    "header-missing": {},
    "conflict-copy": {"copy": "returns (1).xlsx", "name": "returns.xlsx"},
    "note-left": {"name": "returns.xlsx", "who": "", "since": "2026-11-20", "note": "~$returns.xlsx"},
    "order-line-repeated": {"typed": "1"},
    "received-date-missing": {},
    "customer-unreachable": {},
    "goods-changed": {"approved": "1 x #5001/1"},
    "email-of-another": {"typed": "ben@example.com", "whose": "RMA-26-00002-7"},
    "facts-wait": {},
    "undo-changed-later": {"reference": "RMA-26-00001-A"},
    "undo-row-gone": {"reference": "RMA-26-00001-A"},
    "undo-row-waits": {"reference": "RMA-26-00001-A"},
    "undo-status-picked": {"reference": "RMA-26-00001-A"},
    "undo-again": {"reference": "RMA-26-00001-A"},
    "undo-taken-in": {"reference": "REQ-26-00001-A"},
    "undo-cell-typed": {},
    "undo-mail-out": {"notice": "approved", "to": "a***@example.org"},
    "undo-mail-withdrawn": {"notice": "approved", "to": "a***@example.org"},
    "undo-mail-shortened": {"notice": "approved", "to": "a***@example.org"},
    "row-reused": {"number": "RMA-26-00001-A"},
    "taken-back": {"day": "30 November 2026", "run": "4"},
    "taken-back-under-way": {"day": "30 November 2026", "run": "4"},
}


def raised() -> list[Finding]:
    """One finding at least of every code that rules and readers raise, from real rows."""
    book = order_book({}, {"order_no": "#a1"}, {"order_no": "a 1"}, {"order_date": "soon"}, {"qty": "many"})
    later, undelivered = date(2027, 1, 1), order_line(delivered_on=None, order_status="paid")
    cells = [{"qty": "x", "refund_amount": "1.234", "requested_on": "soon", "received_on": "03/04/2026",
              "order_no": "4E+12", "email": "a@", "country": "Atlantis", "return_reason": "?", "status": "?",
              "sku": CellError("#N/A"), "item": Formula(1), "reason_note": "x" * 6000, "qty_received": 1.5,
              "rma_number": "X-1", "hold": "perhaps"},
             {"email": "a@example.org b@example.org", "status": Formula("approved")}]
    tab = returns_tab(cells)
    found = [finding for position in range(len(cells)) for finding in parse_row(
        tab, position, spec=RETURNS, vocabulary=vocabulary(), settings=Settings())[1]]
    asked = [row(order_no="", email=""), row(order_no="99"), row(order_no="", sku="PLATE"), row(sku="PLATE"),
             row(order_no="A1"), row(order_line="77")]
    pairs = [(rma, context(match=match(rma, book))) for rma in asked] + [
        (row(sku="", qty=None, email=""), context()),
        (row(qty=0, sku="POST"), context(settings=Settings(not_goods=("POST",)))),
        (row(qty=3, qty_received=4), context(rma=row(qty=3))),
        (row(qty=2, qty_received=1), context(rma=row(qty=2), taken={"10023/1": 1})),
        (row(), context(duplicate_of="REQ-1")),
        (row(return_reason="gift"), context(already_open="REQ-1")),
        (row(email="eve@example.com", return_reason="size", requested_on=later, received_on=later),
         context([undelivered])),
        (row(requested_on=date(2026, 1, 1), received_on=date(2025, 1, 1)),
         context([order_line(delivered_on=date(2026, 1, 1))])),
        (row(), context([order_line(order_date=None, delivered_on=None)])),
        (row(refund_amount=Decimal(0)), context()),
        (row(refund_amount=Decimal(99)), context()),
    ]
    return [*found, *book.findings, *(finding for rma, seen in pairs for rule in RULES for finding in rule(rma, seen))]


ALL = [*raised(), *(Finding(code, facts=facts) for code, facts in PLANNING.items())]


def test_every_finding_of_the_catalogue_is_raised_here():
    assert {finding.code for finding in ALL} == set(FINDING_KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_its_sentences_and_no_sentence_is_left_over(language: str):
    wanted = {f"findings.{code}.{part}" for code, kind in FINDING_KINDS.items()
              for part in ("message", "hint", *(["customer"] if kind.leads_to == "needs_info" else []))}
    found = {key for key in TEXTS[language].entries if key.startswith("findings.")}
    assert found == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_of_every_finding(language: str):
    for finding in ALL:
        parts = ["message", "hint"] + (["customer"] if finding.kind.leads_to == "needs_info" else [])
        for part in parts:
            sentence = TEXTS[language].say(f"findings.{finding.code}.{part}", **finding.facts)
            assert sentence.strip() == sentence != ""
            assert not set("[]{}") & set(sentence.replace("#N/A", "")), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_and_hints_end_without_a_dot_and_questions_with_one(language: str):
    for key, sentence in TEXTS[language].entries.items():
        if key.startswith("findings."):
            assert sentence.rstrip("]").endswith(".") == key.endswith(".customer"), key


def test_all_languages_speak_of_the_same_facts():
    fields = {language: {key: {name for _, name, _, _ in string.Formatter().parse(text) if name}
                         for key, text in TEXTS[language].entries.items()} for language in LANGUAGES}
    assert all(fields[language] == fields["en"] for language in LANGUAGES)


@pytest.mark.parametrize("code", sorted(FINDING_KINDS))
def test_a_customer_never_reads_the_order_numbers_of_others(code: str):
    sentence = TEXTS["en"].entries.get(f"findings.{code}.customer", "")
    assert not any(f"{{{name}}}" in sentence for name in ("nearest", "candidates", "known", "orders", "on_order"))


def test_the_message_of_an_unknown_order_reads_as_the_design_shows_it():
    book = order_book({"order_no": "10023"})
    found = match(row(order_no="10032", email=""), book)
    said = {language: TEXTS[language].say("findings.order-not-found.message", **found.facts) for language in LANGUAGES}
    assert said["en"] == "10032 was not found; nearest: 10023"
    assert said["fr"] == "10032 est introuvable ; proche de : 10023"


@pytest.mark.parametrize("qty", [1, 2])
def test_a_quantity_that_others_took_agrees_in_french_whatever_the_number(qty: int) -> None:
    said = load_texts("fr").say("findings.quantity-already-returned.message", qty=qty, bought=2, left=1, orders="10032")
    assert said == (f"retour de {qty} impossible : quantité achetée 2 (commande 10032), "
                    "quantité restante 1 après les autres retours")
