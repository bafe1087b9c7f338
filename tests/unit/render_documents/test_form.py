from __future__ import annotations

import pytest

from .helper import REASONS, documents, ink_in_mm, order, pages_in_mm, scanned, sign, text_of


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_codes_of_a_form_can_be_scanned(language: str) -> None:
    pdf = documents().form(order(language=language), REASONS)
    assert scanned(pdf) == {("qr", sign("10023")), ("bars", "10023")}


def test_a_form_of_one_line_is_one_page() -> None:
    pdf = documents().form(order(lines=1), REASONS)
    assert pages_in_mm(pdf) == [(210.0, 297.0)]
    assert min(ink_in_mm(pdf)) >= 5


def test_a_long_order_goes_on_with_its_header_repeated() -> None:
    pdf = documents().form(order(lines=120), REASONS)
    text, pages = text_of(pdf), len(pages_in_mm(pdf))
    assert all(f"SKU-{n:04}" in text for n in range(1, 121))
    assert text.count("Item Bought Sent back Reason Wish") >= pages - 1 >= 4
    assert f"page {pages} of {pages}" in text


def test_a_form_says_what_the_customer_needs() -> None:
    text = text_of(documents().form(order(), REASONS))
    for part in ("Order 10023", "Ordered on 10 November 2026", "Customer: Zoë Müller", "Thing 1", "A Too small",
                 "C Changed my mind", "1 Refund", "4 Repair", "I withdraw from the contract", "Signature",
                 "12 Long Street", "returns@example.org"):
        assert part in text


def test_a_french_form_is_french() -> None:
    text = text_of(documents().form(order(language="fr"), [("taille", "Trop petit")]))
    assert "Commandé le 10 novembre 2026" in text
    assert "A Trop petit" in text


def test_short_reason_codes_are_printed_as_the_shop_has_them() -> None:
    assert "R1 Too small" in text_of(documents().form(order(), [("R1", "Too small"), ("R2", "Too large")]))


def test_an_order_number_that_bars_cannot_hold_keeps_its_qr_code() -> None:
    assert scanned(documents().form(order(order_no="Commande É 7"), REASONS)) == {("qr", sign("Commande É 7"))}


def test_an_order_without_customer_date_and_reasons_still_makes_a_form() -> None:
    assert "Return form" in text_of(documents().form(order(customer="", order_date=""), []))


def test_the_same_order_gives_the_same_bytes() -> None:
    assert documents().form(order(), REASONS) == documents().form(order(), REASONS)
