"""Nobody returns more than was ever bought."""

from rma_sheets.rules.quantity_bought import check
from tests.rows import context, order_line, row


def test_as_many_as_were_bought_may_come_back():
    assert list(check(row(qty=2), context([order_line(qty=2)]))) == []


def test_several_lines_count_together():
    assert list(check(row(qty=5), context([order_line(qty=2), order_line(line="2", qty=3)]))) == []


def test_more_than_was_bought_is_told_even_if_nothing_was_returned_yet():
    [finding] = check(row(qty=3), context([order_line(qty=2)]))
    assert (finding.code, finding.column) == ("quantity-above-bought", "qty")
    assert finding.facts == {"qty": 3, "bought": 2, "orders": "10023"}


def test_without_an_order_line_there_is_nothing_to_compare_with():
    assert list(check(row(qty=99), context([]))) == []
