"""Deciding by rules: each condition by itself, the order, what nobody knows, and what cannot be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest

from rma_sheets.model.policy import RequestFacts, Rule, Verdict
from rma_sheets.planning.policy import decide

ASKED = RequestFacts(date(2026, 11, 20), date(2026, 11, 13), "FR", "Mugs", "MUG-01",
                     frozenset({"too_small", "size"}), "used", Decimal("24.90"), "refund")


def rule(name: str = "one", **values: Any) -> Rule:
    """A rule that matches everything and approves."""
    return Rule(**{"sheet_row": 2, "name": name, "order": Decimal(1), "verdict": Verdict.APPROVE} | values)


CONDITIONS = [
    ("countries", frozenset({"FR", "DE"}), frozenset({"DE"})),
    ("categories", frozenset({"mugs"}), frozenset({"lamps"})),
    ("skus", ("mug 01",), ("mug 02",)),
    ("skus", ("lmp*", "mug*"), ("lmp*",)),
    ("skus", ("*",), ("mug ?1",)),
    ("reasons", frozenset({"too_small"}), frozenset({"too_large"})),
    ("reasons", frozenset({"size"}), frozenset({"broken"})),
    ("conditions", frozenset({"used"}), frozenset({"new_sealed"})),
    ("days_from", 7, 8),
    ("days_to", 7, 6),
    ("value_from", Decimal("24.90"), Decimal("24.91")),
    ("value_to", Decimal("24.90"), Decimal("24.89")),
    ("window_days", 7, 6),
]


@pytest.mark.parametrize(("field", "fits", "fits_not"), CONDITIONS)
def test_each_condition_alone_decides_whether_a_rule_matches(field: str, fits: object, fits_not: object) -> None:
    assert decide([rule(**{field: fits})], ASKED).verdict is Verdict.APPROVE
    assert decide([rule(**{field: fits_not})], ASKED).ground == "no-rule"


def test_a_rule_without_conditions_matches_everything() -> None:
    assert decide([rule()], RequestFacts(date(2026, 11, 20))).verdict is Verdict.APPROVE


def test_without_any_rule_a_person_decides() -> None:
    decision = decide([], ASKED)
    assert (decision.verdict, decision.ground, decision.rule) == (Verdict.REVIEW, "no-rule", None)


def test_the_first_rule_that_matches_wins() -> None:
    rules = [rule("lamps", skus=("lmp*",)), rule("mugs", verdict=Verdict.DECLINE), rule("all")]
    decision = decide(rules, ASKED)
    assert (decision.rule and decision.rule.name, decision.verdict) == ("mugs", Verdict.DECLINE)


def test_a_rule_that_is_switched_off_does_not_count() -> None:
    decision = decide([rule("off", active=False), rule("on")], ASKED)
    assert decision.rule is not None
    assert decision.rule.name == "on"


def test_a_broken_rule_that_could_match_puts_the_request_before_a_person() -> None:
    decision = decide([rule("sick", broken=("Country",), categories=frozenset({"mugs"})), rule("well")], ASKED)
    assert (decision.verdict, decision.ground, decision.unknown) == (Verdict.REVIEW, "rule-broken", "Country")


def test_a_broken_rule_that_could_not_match_is_stepped_over() -> None:
    decision = decide([rule("sick", broken=("Country",), categories=frozenset({"lamps"})), rule("well")], ASKED)
    assert decision.verdict is Verdict.APPROVE


def test_a_broken_rule_that_is_switched_off_is_stepped_over() -> None:
    assert decide([rule("sick", broken=("Country",), active=False), rule("well")], ASKED).verdict is Verdict.APPROVE


@pytest.mark.parametrize(("unknown", "values", "case"), [
    ("country", {"countries": frozenset({"FR"})}, replace(ASKED, country="")),
    ("days_from", {"days_to": 14}, replace(ASKED, counted_from=None)),
    ("value_from", {"value_to": Decimal(100)}, replace(ASKED, value=None)),
    ("window_days", {"window_days": 14}, replace(ASKED, counted_from=None)),
])
def test_what_a_rule_asks_and_nobody_knows_goes_to_a_person(unknown: str, values: Any, case: RequestFacts) -> None:
    decision = decide([rule(**values), rule("next")], case)
    assert (decision.verdict, decision.ground, decision.unknown) == (Verdict.REVIEW, "unknown", unknown)


def test_an_unknown_does_not_matter_where_another_condition_fails_anyway() -> None:
    case = replace(ASKED, country="", counted_from=None)
    rules = [rule("far", countries=frozenset({"FR"}), window_days=14, skus=("lmp*",)), rule("any")]
    assert decide(rules, case).rule == rules[1]


@pytest.mark.parametrize("values", [{"reasons": frozenset({"size"})}, {"conditions": frozenset({"used"})}])
def test_a_reason_or_condition_that_is_not_given_matches_no_rule_that_asks_for_one(values: Any) -> None:
    case = replace(ASKED, reasons=frozenset(), condition="")
    assert decide([rule("asks", **values), rule("any")], case).rule == rule("any")


def test_the_window_ends_so_many_days_after_delivery_and_its_last_day_counts() -> None:
    last = replace(ASKED, requested_on=date(2026, 11, 27))
    late = replace(ASKED, requested_on=date(2026, 11, 28))
    decision = decide([rule(window_days=14)], last)
    assert (decision.verdict, decision.window_end) == (Verdict.APPROVE, date(2026, 11, 27))
    assert decide([rule(window_days=14)], late).ground == "no-rule"


def test_a_request_before_delivery_is_within_the_window() -> None:
    assert decide([rule(window_days=14)], replace(ASKED, requested_on=date(2026, 11, 12))).verdict is Verdict.APPROVE


def test_a_wish_that_the_rule_does_not_offer_goes_to_a_person() -> None:
    decision = decide([rule(resolutions=("exchange", "store_credit"))], ASKED)
    assert (decision.verdict, decision.ground) == (Verdict.REVIEW, "resolution-not-allowed")


@pytest.mark.parametrize("wanted", ["", "exchange"])
def test_no_wish_or_an_offered_one_is_fine(wanted: str) -> None:
    case = replace(ASKED, requested_resolution=wanted)
    assert decide([rule(resolutions=("exchange",))], case).verdict is Verdict.APPROVE


def test_a_rule_that_declines_need_not_offer_the_wish() -> None:
    assert decide([rule(verdict=Verdict.DECLINE, resolutions=("exchange",))], ASKED).verdict is Verdict.DECLINE


@pytest.mark.parametrize(("sku", "pattern"), [("A[1]", "a[1]"), ("WHAT?", "what?"), ("A[1]-XL", "a[1]*")])
def test_only_the_star_is_a_wildcard_in_a_sku(sku: str, pattern: str) -> None:
    assert decide([rule(skus=(pattern,))], replace(ASKED, sku=sku)).verdict is Verdict.APPROVE


def test_rules_of_different_reach_give_one_verdict_whatever_row_they_stand_in() -> None:
    rules = [rule("lamps", order=Decimal(1), skus=("lmp*",)),
             rule("France", order=Decimal(2), countries=frozenset({"FR"})),
             rule("rest", order=Decimal(3), verdict=Verdict.DECLINE)]
    names = {decide(sorted(mixed, key=lambda each: each.order), ASKED).rule for mixed in permutations(rules)}
    assert names == {rules[1]}
