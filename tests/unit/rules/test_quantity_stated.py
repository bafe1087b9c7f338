"""How many come back must be said."""

import pytest

from rma_sheets.rules.quantity_stated import check
from tests.rows import context, row


def test_one_piece_is_fine_and_zero_may_have_arrived():
    assert list(check(row(qty=1, qty_received=0), context())) == []


def test_a_blank_quantity_is_told():
    assert [finding.code for finding in check(row(qty=None), context())] == ["quantity-missing"]


def test_a_quantity_that_could_not_be_read_is_not_called_empty():
    assert list(check(row(qty=None), context(unread=frozenset({"qty"})))) == []


@pytest.mark.parametrize("qty", [0, -2])
def test_zero_and_less_are_told(qty: int):
    [finding] = check(row(qty=qty), context())
    assert (finding.code, finding.column, finding.facts) == ("quantity-not-positive", "qty", {"typed": str(qty)})


def test_less_than_nothing_cannot_arrive():
    assert [finding.column for finding in check(row(qty_received=-1), context())] == ["qty_received"]
