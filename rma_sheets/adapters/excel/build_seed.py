"""What a new register holds before anybody types: a small shop's return reasons and rules, to be changed at will.

The rules never decline: what they do not approve a person looks at. The days come from EU law where they have to: 14
days to withdraw from a distance sale (directive 2011/83, article 9); the rest is what shops commonly offer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rma_sheets.model.tab_columns import TABS_BY_KEY
from rma_sheets.model.texts import Texts
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import Vocabulary

REASONS = (
    "too_small", "too_large", "colour", "style", "changed_mind", "ordered_by_mistake", "ordered_several_sizes",
    "better_price", "late", "not_as_described", "not_as_pictured", "wrong_item_sent", "missing_part", "damaged_parcel",
    "damaged_item", "defective_on_arrival", "defect_in_use", "quality", "recall", "gift", "other",
)
"""Codes of the reasons; their labels stand in the texts under `seed.reason.<code>`."""


@dataclass(frozen=True, slots=True)
class SeedRule:
    """One rule of the tab Policy; its name stands in the texts under `seed.rule.<key>`. None has a message: that
    would go to customers of every language as it is typed."""

    key: str
    verdict: str
    reasons: tuple[str, ...] = ()
    category: str = ""
    days_to: int | None = None
    value_from: int | None = None
    window_days: int | None = None
    resolutions: tuple[str, ...] = ()
    who_pays: str = ""


RULES: tuple[SeedRule, ...] = (
    SeedRule("fault", "approve", window_days=60, who_pays="shop",
             reasons=("wrong_item_sent", "missing_part", "damaged_parcel", "damaged_item", "defective_on_arrival",
                      "not_as_described", "recall"),
             resolutions=("refund", "exchange", "replacement", "repair", "store_credit")),
    SeedRule("personalised", "review", category="personalised"),
    SeedRule("expensive", "review", value_from=200),
    SeedRule("withdrawal", "approve", days_to=14, window_days=14, who_pays="customer",
             resolutions=("refund", "exchange", "store_credit")),
    SeedRule("goodwill", "approve", days_to=30, window_days=30, who_pays="customer",
             resolutions=("exchange", "store_credit")),
    SeedRule("rest", "review"),
)


def seed_reasons(vocabulary: Vocabulary, languages: Mapping[str, Texts]) -> list[dict[str, CellValue]]:
    """The rows of Reasons, with a label in each of those languages."""
    columns = {column.key for column in TABS_BY_KEY["reasons"].columns}
    return [{"code": code, "active": vocabulary.label("flag", "yes"),
             **{f"label_{language}": texts.say(f"seed.reason.{code}") for language, texts in languages.items()
                if f"label_{language}" in columns}} for code in REASONS]


def seed_rules(texts: Texts, vocabulary: Vocabulary) -> list[dict[str, CellValue]]:
    """The rows of Policy, in steps of ten, so that a rule can be put between two."""
    return [{"order": 10 * place, "rule": texts.say(f"seed.rule.{rule.key}"),
             "active": vocabulary.label("flag", "yes"),
             "category": texts.say(f"seed.category.{rule.category}") if rule.category else None,
             "reason": ", ".join(texts.say(f"seed.reason.{reason}") for reason in rule.reasons),
             "days_to": rule.days_to, "value_from": rule.value_from,
             "verdict": vocabulary.label("verdict", rule.verdict), "window_days": rule.window_days,
             "resolutions": ", ".join(vocabulary.label("resolution", key) for key in rule.resolutions),
             "who_pays": vocabulary.label("payer", rule.who_pays) if rule.who_pays else None}
            for place, rule in enumerate(RULES, 1)]
