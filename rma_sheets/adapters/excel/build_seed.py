"""What a new register starts with: a few rules that a small shop recognises, and the usual reasons.

Only a start: the shop changes both in its own sheet, and nothing of the program depends on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rma_sheets.model.texts import Texts
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import Vocabulary

REASONS = ("too_small", "too_large", "colour", "style", "changed_mind", "ordered_by_mistake", "ordered_several",
           "better_price", "late", "not_as_described", "not_as_pictured", "wrong_item_sent", "missing_part",
           "damaged_parcel", "damaged_item", "defective_on_arrival", "defect_in_use", "quality", "recall", "gift", "other")
OUR_FAULT = ("wrong_item_sent", "missing_part", "damaged_parcel", "damaged_item", "defective_on_arrival",
             "not_as_described")

# name, conditions and what follows; keys of lists become labels, texts come from the catalogue
RULES: tuple[Mapping[str, str | int], ...] = (
    {"rule": "fault", "reason": ",".join(OUR_FAULT), "verdict": "approve", "window_days": 60, "who_pays": "shop",
     "message": "fault"},
    {"rule": "personalised", "category": "personalised", "verdict": "review"},
    {"rule": "expensive", "value_from": 200, "verdict": "review"},
    {"rule": "withdrawal", "verdict": "approve", "window_days": 14, "who_pays": "customer"},
    {"rule": "goodwill", "verdict": "approve", "window_days": 30, "resolutions": "exchange,store_credit",
     "who_pays": "customer", "message": "goodwill"},
)

Rows = Sequence[Mapping[str, CellValue]]


def seed_reasons(languages: Mapping[str, Texts]) -> Rows:
    """The tab Reasons, with the labels of each language."""
    return [{"code": code.replace("_", "-"),
             **{f"label_{language}": texts.say(f"seed.reason.{code}") for language, texts in languages.items()}}
            for code in REASONS]


def seed_policy(texts: Texts, vocabulary: Vocabulary) -> Rows:
    """The tab Policy, in the register's language."""
    return [{"order": 10 * number, **{column: _cell(column, value, texts, vocabulary) for column, value in rule.items()}}
            for number, rule in enumerate(RULES, start=1)]


def _cell(column: str, value: str | int, texts: Texts, vocabulary: Vocabulary) -> CellValue:
    lists = {"verdict": "verdict", "who_pays": "payer", "resolutions": "resolution"}
    if isinstance(value, int):
        return value
    if column == "reason":
        return ", ".join(texts.say(f"seed.reason.{code}") for code in value.split(","))
    if column in lists:
        return ", ".join(vocabulary.label(lists[column], key) for key in value.split(","))
    return texts.say(f"seed.{column}.{value}")
