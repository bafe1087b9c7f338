"""The tab Policy decides what is open, and nothing that was decided."""

from __future__ import annotations

import pytest

from rma_sheets.model.values import CellValue
from tests.simulate import Shop, asks, asks_lamp

NOTHING = ({"order": 1, "rule": "ask us", "verdict": "review"},)


def test_a_new_rule_judges_open_rows_again_and_leaves_the_decided_alone() -> None:
    shop = Shop(asks(), asks_lamp(requested_on="2026-12-25"))
    shop.later(40).settle()
    assert shop.statuses() == ["approved", "in_review"]
    shop.store.type(0, "window_days", 60, tab="policy")
    plan = shop.sync()
    assert (shop.statuses(), {write.row.position for write in plan.writes if write.row.tab == "returns"}) == (
        ["approved", "approved"], {1})


def test_a_stricter_rule_takes_nothing_back() -> None:
    shop = Shop(asks())
    shop.settle()
    shop.store.type(0, "verdict", "decline", tab="policy")
    assert shop.sync().mails == ()
    assert shop.status() == "approved"


def test_the_row_says_which_rule_decided_and_why() -> None:
    shop = Shop(asks())
    shop.settle()
    assert [shop.cell(0, column) for column in ("eligibility", "matched_rule", "why", "window_end")] == [
        "yes", "14 days", "Rule “14 days” approves it: requested 7 days after delivery on 13 November 2026; accepted "
        "until 27 November 2026.", Shop().now.date().replace(day=27)]


def test_without_a_rule_that_matches_a_person_decides() -> None:
    shop = Shop(asks(requested_on="2026-11-22"), policy=({"order": 1, "rule": "one day", "verdict": "approve",
                                                          "window_days": 1},))
    shop.settle()
    assert (shop.status(), shop.cell(0, "next_step")) == ("in_review", "Decide: approved or declined")


@pytest.mark.parametrize(("column", "typed"), [
    ("verdict", "maybe"), ("country", "Atlantis"), ("reason", "whim"), ("active", "perhaps"), ("days_from", "soon"),
    ("window_days", "two weeks"), ("restocking_fee", 200), ("order", "first"), ("who_pays", "nobody")])
def test_a_rule_that_cannot_be_read_is_told_in_its_row_and_decides_nothing(column: str, typed: CellValue) -> None:
    sick = {"order": 1, "rule": "sick", "verdict": "decline", column: typed}
    shop = Shop(asks(), policy=(sick, {"order": 2, "rule": "all", "verdict": "approve"}))
    shop.settle()
    assert (shop.status(), "“sick” cannot be read" in str(shop.cell(0, "why"))) == ("in_review", True)
    assert [shop.store.cell(0, "check", "policy"), shop.store.cell(1, "check", "policy")] == ["Error", "OK"]
    assert "cannot be read" in str(shop.store.cell(0, "messages", "policy"))


def test_a_mended_rule_decides_what_waited_for_it() -> None:
    shop = Shop(asks(), policy=({"order": 1, "rule": "one", "verdict": "aprove"},))
    shop.settle()
    shop.store.type(0, "verdict", "approve", tab="policy")
    shop.settle()
    assert (shop.status(), shop.store.cell(0, "messages", "policy")) == ("approved", None)


def test_a_broken_rule_does_not_matter_to_rows_it_cannot_match() -> None:
    sick = {"order": 1, "rule": "sick", "verdict": "decline", "country": "Atlantis", "sku": "LMP*"}
    shop = Shop(asks(), asks_lamp(), policy=(sick, {"order": 2, "rule": "all", "verdict": "approve"}))
    shop.settle()
    assert shop.statuses() == ["approved", "in_review"]


def test_the_order_of_the_rules_in_the_sheet_does_not_matter() -> None:
    first, second = {"order": 1, "rule": "a", "verdict": "decline"}, {"order": 2, "rule": "b", "verdict": "approve"}
    rules = [(first, second), (second, first)]
    assert [Shop(asks(), policy=policy).plan().records[0].status for policy in rules] == ["declined", "declined"]


def test_sorting_the_rules_is_nothing() -> None:
    shop = Shop(asks(), policy=({"order": 2, "rule": "b", "verdict": "approve"},
                                {"order": 1, "rule": "a", "verdict": "review", "sku": "LMP*"}))
    shop.settle()
    shop.store.sort("rule", tab="policy")
    assert shop.sync().writes == ()


def test_a_fact_that_a_rule_asks_and_nobody_knows_is_named() -> None:
    orders = [{"order_no": "10023", "line": "1", "sku": "MUG-01", "qty": 2, "email": "anna@example.org"}]
    shop = Shop(asks(), orders=orders, policy=({"order": 1, "rule": "France", "verdict": "approve", "country": "FR"},))
    shop.settle()
    assert (shop.status(), "“Country” and nobody knows it" in str(shop.cell(0, "why"))) == ("in_review", True)


def test_a_wish_that_the_rule_does_not_offer_is_named() -> None:
    policy = ({"order": 1, "rule": "swap", "verdict": "approve", "resolutions": "exchange, store credit"},)
    shop = Shop(asks(requested_resolution="refund"), policy=policy)
    shop.settle()
    assert shop.cell(0, "why") == "Rule “swap” does not offer “refund”, only exchange, store credit; a person decides."


def test_a_new_reason_and_a_new_order_are_new_grounds_too() -> None:
    shop = Shop(asks(return_reason="whim"), asks(order_no="10030", sku="CUP-04"))
    shop.settle()
    assert shop.statuses() == ["in_review", "needs_info"]
    shop.store.add({"code": "whim", "label_en": "Whim", "label_fr": "Caprice"}, tab="reasons")
    shop.store.add({"order_no": "10030", "line": "1", "sku": "CUP-04", "qty": 1, "delivered_on": "2026-11-15",
                    "email": "anna@example.org"}, tab="orders")
    shop.settle()
    assert shop.statuses() == ["approved", "approved"]
