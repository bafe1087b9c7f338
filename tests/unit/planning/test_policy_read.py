"""The tab Policy as staff write it, read into rules; what cannot be read breaks its rule and no other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rma_sheets.model.findings import Finding
from rma_sheets.model.policy import Rule, Verdict
from rma_sheets.model.reason import Reason
from rma_sheets.model.tab_columns import POLICY
from rma_sheets.model.values import CellError, CellValue, Formula
from rma_sheets.planning.policy_read import read_policy
from rma_sheets.texts import load_texts
from tests.rows import REASONS_LIST, tab, vocabulary

LISTS = vocabulary("en", REASONS_LIST)


def read(*rows: dict[str, CellValue]) -> tuple[tuple[Rule, ...], tuple[Finding, ...]]:
    """The rules of a tab with these rows; a verdict is filled in."""
    return read_policy(tab(POLICY, [{"order": 1, "rule": "one", "verdict": "approve"} | row for row in rows]), LISTS)


def test_a_rule_with_nothing_but_a_verdict_asks_nothing() -> None:
    assert read({}) == ((Rule(2, "one", Decimal(1), verdict=Verdict.APPROVE),), ())


@pytest.mark.parametrize(("column", "typed", "field", "meant"), [
    ("country", "FR, Germany", "countries", frozenset({"FR", "DE"})),
    ("category", "Mugs, Gift cards", "categories", frozenset({"mugs", "gift cards"})),
    ("sku", "MUG-01, lmp-*", "skus", ("mug 01", "lmp *")),
    ("sku", 10023, "skus", ("10023",)),
    ("reason", "Too small, gift", "reasons", frozenset({"too_small", "gift"})),
    ("reason", "Trop petit", "reasons", frozenset({"too_small"})),
    ("condition", "new, sealed", "conditions", frozenset({"new_sealed"})),
    ("condition", "damaged, new, sealed , used, worn", "conditions", frozenset({"damaged", "new_sealed", "used"})),
    ("days_from", 3, "days_from", 3),
    ("days_to", "30", "days_to", 30),
    ("value_from", "12,50", "value_from", Decimal("12.50")),
    ("value_to", 100, "value_to", Decimal(100)),
    ("verdict", "Decline", "verdict", Verdict.DECLINE),
    ("window_days", 14, "window_days", 14),
    ("resolutions", "exchange, store credit", "resolutions", ("exchange", "store_credit")),
    ("who_pays", "shop", "who_pays", "shop"),
    ("restocking_fee", 12.5, "restocking_fee", Decimal("12.5")),
    ("message", " Please send it\n back ", "message", "Please send it back"),
    ("active", "no", "active", False),
    ("order", 1.5, "order", Decimal("1.5")),
])
def test_each_cell_is_read_as_it_was_meant(column: str, typed: CellValue, field: str, meant: object) -> None:
    (rule,), findings = read({column: typed})
    assert (getattr(rule, field), rule.broken, findings) == (meant, (), ())


@pytest.mark.parametrize(("column", "typed"), [
    ("verdict", "maybe"), ("verdict", None), ("verdict", "approve, decline"), ("verdict", Formula("approve")),
    ("country", "France, Atlantis"), ("country", CellError("#N/A")), ("reason", "no such reason"),
    ("condition", "new, opened"), ("days_from", "soon"), ("days_from", -1), ("days_to", 1.5),
    ("window_days", "14 days?"), ("value_from", "cheap"), ("value_to", True), ("restocking_fee", 101),
    ("restocking_fee", "a lot"), ("restocking_fee", 0.1),
    ("resolutions", "cash"), ("who_pays", "nobody"), ("active", "perhaps"), ("active", Formula(True)),
    ("order", "first"), ("order", Formula(3)), ("sku", Formula("A")), ("category", CellError("#REF!")),
    ("message", Formula("x")),
])
def test_a_cell_that_cannot_be_read_breaks_its_rule_and_is_told(column: str, typed: CellValue) -> None:
    (rule,), (finding,) = read({column: typed})
    assert rule.broken == (POLICY.column(column).en,)
    assert (finding.code, finding.tab, finding.row, finding.column) == ("rule-broken", "policy", 2, column)


@pytest.mark.parametrize(("low", "high"), [("days_from", "days_to"), ("value_from", "value_to")])
def test_a_range_that_ends_before_it_begins_breaks_its_rule(low: str, high: str) -> None:
    (rule,), findings = read({low: 9, high: 3})
    assert (rule.broken, [finding.column for finding in findings]) == ((POLICY.column(low).en,), [low])


def test_a_range_of_one_day_is_a_range() -> None:
    assert read({"days_from": 3, "days_to": 3})[1] == ()


def test_rules_are_tried_in_their_order_and_not_in_that_of_the_sheet() -> None:
    rules, _ = read({"order": 3, "rule": "c"}, {"order": None, "rule": "last"}, {"order": 1, "rule": "a"},
                    {"order": 2, "rule": "b"})
    assert [rule.name for rule in rules] == ["a", "b", "c", "last"]


def test_a_rule_whose_place_cannot_be_read_comes_first_so_that_no_other_decides_before_it() -> None:
    rules, _ = read({"order": 1, "rule": "a"}, {"order": "?", "rule": "sick"})
    assert [rule.name for rule in rules] == ["sick", "a"]


def test_rules_of_one_order_are_tried_as_they_stand() -> None:
    rules, _ = read({"rule": "upper"}, {"rule": "lower"})
    assert [rule.name for rule in rules] == ["upper", "lower"]


def test_a_blank_row_and_one_that_only_the_program_wrote_are_no_rules() -> None:
    rows = [{"check": "OK", "messages": "old"}, {}, {"order": 1, "rule": "one", "verdict": "approve"}]
    rules, _ = read_policy(tab(POLICY, rows), LISTS)
    assert [rule.sheet_row for rule in rules] == [4]


@pytest.mark.parametrize(("typed", "name"), [(None, "#2"), (14, "14"), (" 14 days ", "14 days"), (Formula("x"), "#2")])
def test_a_rule_without_a_readable_name_goes_by_its_row(typed: CellValue, name: str) -> None:
    assert read({"rule": typed})[0][0].name == name


def test_a_label_of_the_shops_own_may_hold_several_commas() -> None:
    reasons = {"parts": Reason("parts", "Parts missing, loose, or broken"), **REASONS_LIST}
    row = {"order": 1, "rule": "one", "verdict": "review", "reason": "Too small, parts missing, loose, or broken, gift"}
    (rule,), _ = read_policy(tab(POLICY, [row]), vocabulary("en", reasons))
    assert rule.reasons == {"too_small", "parts", "gift"}


@pytest.mark.parametrize(("column", "typed", "said"), [
    ("reason", "Too small, gfit, other", "“gfit” cannot be read in rule “one”; nearest: Gift"),
    ("resolutions", "refund, exchnge", "“exchnge” cannot be read in rule “one”; nearest: exchange"),
    ("country", "France, Atlantis", "“Atlantis” cannot be read in rule “one”"),
    ("who_pays", "shopp", "“shopp” cannot be read in rule “one”; nearest: shop"),
    ("verdict", None, "cannot be read in rule “one”"),
    ("restocking_fee", 0.1, "“0.1” cannot be read in rule “one”; allowed: 1 to 100"),
    ("restocking_fee", "-5", "“-5” cannot be read in rule “one”; allowed: 1 to 100"),
    ("days_from", "soon", "“soon” cannot be read in rule “one”"),
])
def test_a_rule_says_which_word_cannot_be_read_and_what_would_do(column: str, typed: CellValue, said: str) -> None:
    (finding,) = read({column: typed})[1]
    assert load_texts("en").say("findings.rule-broken.message", **finding.facts) == said


def test_no_fee_is_a_fee() -> None:
    assert read({"restocking_fee": 0})[1] == ()
