"""The row must lead to an order line."""

import pytest

from rma_sheets.model.settings import Settings
from rma_sheets.rules.context import Match
from rma_sheets.rules.order import check
from tests.rows import context, row

NOT_FOUND = Match(problem="order-not-found", facts={"typed": "10032"})


def test_a_row_that_leads_to_its_line_is_fine():
    assert list(check(row(), context())) == []


@pytest.mark.parametrize(("problem", "column"), [
    ("order-number-missing", "order_no"), ("order-not-found", "order_no"), ("order-ambiguous", "order_no"),
    ("sku-not-on-order", "sku")])
def test_the_problem_of_the_match_is_told_at_its_cell(problem: str, column: str):
    [finding] = check(row(), context(match=Match(problem=problem, facts={"a": "b"})))
    assert (finding.code, finding.column, finding.facts) == (problem, column, {"a": "b"})


def test_nobody_looks_for_the_order_of_what_is_no_goods():
    settings = Settings(not_goods=("POST",))
    assert list(check(row(sku="POST"), context(match=NOT_FOUND, settings=settings))) == []


@pytest.mark.parametrize("column", ["order_no", "sku", "email"])
def test_while_a_cell_cannot_be_read_not_finding_the_order_says_nothing_new(column: str):
    assert list(check(row(), context(match=NOT_FOUND, unread=frozenset({column})))) == []
