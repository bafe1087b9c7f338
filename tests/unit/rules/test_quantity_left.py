"""Enough was bought, but other returns took it."""

from rma_sheets.rules.quantity_left import check
from tests.rows import context, order_line, row


def test_a_second_partial_return_of_a_line_is_legal_while_enough_is_left():
    assert list(check(row(qty=1), context([order_line(qty=2)], taken={"10023/1": 1}))) == []


def test_what_others_took_is_told_with_what_is_left():
    rma = row(qty=2)
    [finding] = check(rma, context([order_line(qty=2)], rma=rma, taken={"10023/1": 1}))
    assert (finding.code, finding.column) == ("quantity-already-returned", "qty")
    assert finding.facts == {"qty": 2, "bought": 2, "left": 1, "orders": "10023"}


def test_more_than_was_ever_bought_is_told_by_the_other_rule():
    rma = row(qty=3)
    assert list(check(rma, context([order_line(qty=2)], rma=rma))) == []


def test_an_exact_copy_is_not_told_twice():
    rma = row(qty=2)
    copy = context([order_line(qty=2)], rma=rma, taken={"10023/1": 2}, duplicate_of="RMA-26-00001-K")
    assert list(check(rma, copy)) == []


def test_a_row_without_quantity_or_order_line_is_told_elsewhere():
    assert list(check(row(qty=None), context(units=()))) == []
    assert list(check(row(), context([]))) == []
