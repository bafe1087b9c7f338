"""The whole register in French: headers, labels, sentences, and what staff type."""

from __future__ import annotations

from dataclasses import replace

from tests.simulate import SETTINGS, Shop, asks, asks_lamp

FRENCH = replace(SETTINGS, language="fr")


def test_a_french_register_speaks_french() -> None:
    shop = Shop(asks(), asks_lamp(qty=3), settings=FRENCH,
                policy=({"order": 1, "rule": "14 jours", "verdict": "approuver", "window_days": 14},))
    shop.settle()
    assert shop.column("status") == ["approuvé", "à examiner"]
    assert str(shop.cell(0, "why")).startswith("La règle « 14 jours »")
    assert str(shop.cell(1, "messages")).startswith("Qté : ")


def test_staff_may_type_english_into_it() -> None:
    shop = Shop(asks(status="Approved", return_reason="Wrong size", hold="no"), settings=FRENCH, policy=())
    shop.settle()
    assert (shop.cell(0, "status"), shop.check()) == ("approuvé", "ok")


def test_a_second_pass_changes_nothing_there_either() -> None:
    shop = Shop(asks(), asks(), asks(order_no="99999"), asks_lamp(hold="oui"), settings=FRENCH)
    shop.sync()
    assert shop.plan().empty


def test_a_register_that_changes_its_language_is_written_anew_without_a_mail_or_number() -> None:
    shop = Shop(asks(), asks_lamp(qty=3))
    shop.settle()
    shop.settings = FRENCH
    shop.store.type(0, "tags", "x")
    plan = shop.sync()
    assert (plan.mails, plan.new_numbers, shop.cell(0, "status")) == ((), 0, "approuvé")
