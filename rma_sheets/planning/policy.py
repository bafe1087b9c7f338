"""Deciding a request by the shop's rules: in their order, the first that matches wins.

A rule that needs something nobody knows (no delivery date, no country) and a rule with an unreadable cell are
never stepped over: a request they could have matched goes to a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from rma_sheets.model.policy import Decision, RequestFacts, Rule, Verdict
from rma_sheets.model.vocabulary import fold, matches
from rma_sheets.rules.moments import later

Test = Callable[[Rule, RequestFacts], bool | None]
"""True, False, or None where the request does not hold what the rule asks."""


def _among(wanted: frozenset[str], found: str) -> bool | None:
    if not wanted:
        return True
    return None if not found else found in wanted


def _between(low: Decimal | int | None, high: Decimal | int | None, value: Decimal | int | None) -> bool | None:
    if low is None and high is None:
        return True
    if value is None:
        return None
    return (low is None or value >= low) and (high is None or value <= high)


def _sku(rule: Rule, asked: RequestFacts) -> bool:
    return not rule.skus or any(matches(asked.sku, pattern) for pattern in rule.skus)


def _optional(wanted: frozenset[str], found: Iterable[str]) -> bool:
    """A customer need not give a reason: a blank one matches no rule that asks for one."""
    return not wanted or not wanted.isdisjoint(found)


TESTS: tuple[tuple[str, Test], ...] = (
    ("sku", _sku),
    ("category", lambda rule, asked: _optional(rule.categories, {fold(asked.category)})),
    ("reason", lambda rule, asked: _optional(rule.reasons, asked.reasons)),
    ("condition", lambda rule, asked: _optional(rule.conditions, {asked.condition})),
    ("country", lambda rule, asked: _among(rule.countries, asked.country)),
    ("days_from", lambda rule, asked: _between(rule.days_from, rule.days_to, asked.days)),
    ("value_from", lambda rule, asked: _between(rule.value_from, rule.value_to, asked.value)),
    ("window_days", lambda rule, asked: _between(None, rule.window_days, asked.days)),
)
"""The column whose header explains an unknown, and the test. Tests that cannot be unknown come first."""


def decide(rules: Iterable[Rule], asked: RequestFacts) -> Decision:
    """The verdict of the first active rule that matches; without one a person decides."""
    for rule in rules:
        if not rule.active:
            continue
        answers = [(column, test(rule, asked)) for column, test in TESTS]
        if any(answer is False for _, answer in answers):
            continue
        if rule.broken:
            return Decision(Verdict.REVIEW, "rule-broken", rule, unknown=", ".join(rule.broken))
        unknown = next((column for column, answer in answers if answer is None), "")
        if unknown:
            return Decision(Verdict.REVIEW, "unknown", rule, unknown=unknown)
        return _apply(rule, asked)
    return Decision(Verdict.REVIEW, "no-rule")


def _apply(rule: Rule, asked: RequestFacts) -> Decision:
    end = None
    if rule.window_days is not None and asked.counted_from is not None:
        end = later(asked.counted_from, rule.window_days)
    wanted = asked.requested_resolution
    if rule.verdict is Verdict.APPROVE and rule.resolutions and wanted and wanted not in rule.resolutions:
        return Decision(Verdict.REVIEW, "resolution-not-allowed", rule, end)
    ground = rule.verdict.value if end is None else f"{rule.verdict.value}-window"
    return Decision(rule.verdict, ground, rule, end)
