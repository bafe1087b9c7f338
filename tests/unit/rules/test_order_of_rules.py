"""The first finding decides where an open request goes: who, what, which order, how many."""

from rma_sheets.model.settings import Settings
from rma_sheets.rules import RULES
from rma_sheets.rules.context import Match, RuleContext
from tests.rows import context, order_line, row


def codes(rma, seen: RuleContext) -> list[str]:
    return [finding.code for rule in RULES for finding in rule(rma, seen)]


def test_a_row_without_faults_has_no_findings():
    assert codes(row(), context()) == []


def test_nobody_to_write_to_comes_before_what_is_no_goods():
    settings = Settings(not_goods=("POST",))
    found = codes(row(email="", sku="POST"), context([], settings=settings))
    assert found[:2] == ["customer-missing", "not-returnable"]


def test_no_order_comes_before_no_quantity():
    missing = Match(problem="order-not-found", facts={})
    assert codes(row(qty=None), context(match=missing, units=())) == ["order-not-found", "quantity-missing"]


def test_more_than_bought_comes_before_a_copy():
    rma = row(qty=3)
    found = codes(rma, context([order_line(qty=2)], rma=rma, duplicate_of="REQ-26-00001-K"))
    assert found == ["quantity-above-bought", "duplicate-return"]
