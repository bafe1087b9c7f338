"""What arrived against what was announced."""

import pytest

from rma_sheets.rules.quantity_received import check
from tests.rows import context, row


@pytest.mark.parametrize(("qty", "received"), [(2, 2), (2, None), (None, 2), (2, -1)])
def test_all_that_was_announced_or_nothing_to_compare_is_fine(qty: int | None, received: int | None):
    assert list(check(row(qty=qty, qty_received=received), context())) == []


def test_more_than_announced_is_told_with_the_extra_pieces():
    [finding] = check(row(qty=2, qty_received=5), context())
    assert finding.code == "quantity-received-above"
    assert finding.facts == {"qty": 2, "received": 5, "extra": 3}


@pytest.mark.parametrize("received", [0, 1])
def test_less_than_announced_is_told_as_partial(received: int):
    assert [finding.code for finding in check(row(qty=2, qty_received=received), context())] == ["quantity-partial"]
