"""Whose order it is."""

from rma_sheets.rules.order_owner import check
from tests.rows import context, order_line, row


def test_the_address_of_the_order_is_fine_in_any_case():
    assert list(check(row(email="Anna@Example.org"), context([order_line(email="anna@example.org")]))) == []


def test_another_address_is_told():
    [finding] = check(row(email="eve@example.com"), context())
    assert (finding.code, finding.column) == ("email-differs", "email")
    assert finding.facts == {"typed": "eve@example.com", "known": "anna@example.org", "orders": "10023"}


def test_an_order_without_an_address_proves_nothing():
    assert list(check(row(email="eve@example.com"), context([order_line(email="")]))) == []
