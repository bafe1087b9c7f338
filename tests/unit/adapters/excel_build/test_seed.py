"""The rules and reasons of a new register, as the engine reads them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.policy import RequestFacts, Rule
from rma_sheets.planning.policy import decide
from rma_sheets.planning.policy_read import read_policy
from rma_sheets.planning.reasons import read_reasons, with_reasons
from rma_sheets.texts import load_texts

from .helper import build, vocabulary

DAY = date(2026, 11, 1)


def rules(folder: Path, language: str) -> tuple[Rule, ...]:
    register = ExcelStore(build(folder, language), backups=folder, language=language).read()
    reasons = read_reasons(register.tab("reasons"))
    found, problems = read_policy(register.tab("policy"), with_reasons(vocabulary(language), reasons, language))
    assert not problems
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("days", "value", "reason", "category", "verdict", "payer"), [
    (10, 50, "changed_mind", "kitchen", "approve", "customer"),
    (25, 50, "too_small", "kitchen", "approve", "customer"),
    (40, 50, "changed_mind", "kitchen", "review", ""),
    (40, 50, "damaged_item", "kitchen", "approve", "shop"),
    (70, 50, "damaged_item", "kitchen", "review", ""),
    (10, 250, "changed_mind", "kitchen", "review", ""),
    (10, 50, "changed_mind", "{personalised}", "review", ""),
])
def test_the_rules_decide_as_a_small_shop_would(tmp_path: Path, language: str, days: int, value: int, reason: str,
                                                category: str, verdict: str, payer: str) -> None:
    category = category.format(personalised=load_texts(language).say("seed.category.personalised"))
    asked = RequestFacts(DAY + timedelta(days=days), DAY, reasons=frozenset({reason}), category=category,
                         value=Decimal(value))
    decision = decide(rules(tmp_path, language), asked)
    assert (decision.verdict, decision.rule and decision.rule.who_pays) == (verdict, payer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_label_in_every_language(tmp_path: Path, language: str) -> None:
    tab = ExcelStore(build(tmp_path, language), backups=tmp_path, language=language).read().tab("reasons")
    reasons = read_reasons(tab)
    assert {key: (reason.label_en, reason.label_fr) for key, reason in reasons.items()} == {
        key: tuple(load_texts(each).say(f"seed.reason.{key}") for each in ("en", "fr")) for key in reasons}
    assert len(reasons) == 21


def test_rows_that_are_given_replace_the_seed(tmp_path: Path) -> None:
    path = build(tmp_path, reasons=[{"code": "broken", "label_en": "broken"}], policy=[])
    register = ExcelStore(path, backups=tmp_path).read()
    assert (len(register.tab("reasons").rows), len(register.tab("policy").rows)) == (1, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_speaks_to_customers_who_may_read_another_language(tmp_path: Path, language: str) -> None:
    assert {rule.message for rule in rules(tmp_path, language)} == {""}
