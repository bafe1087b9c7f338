"""Somebody to write to."""

from rma_sheets.rules.customer import check
from tests.rows import context, order_line, row


def test_a_row_with_an_address_is_fine():
    assert list(check(row(), context())) == []


def test_a_blank_address_is_told_and_the_address_of_the_order_is_offered():
    [finding] = check(row(email=""), context([order_line(email="anna@example.org")]))
    assert (finding.code, finding.column, finding.facts) == ("customer-missing", "email", {"known": "anna@example.org"})


def test_nobody_is_missed_where_the_shop_speaks_with_the_customer_itself():
    assert list(check(row(email="", do_not_notify=True), context())) == []


def test_an_address_that_could_not_be_read_is_not_called_empty():
    assert list(check(row(email=""), context(unread=frozenset({"email"})))) == []
