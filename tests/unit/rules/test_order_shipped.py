"""What was never sent cannot come back."""

import pytest

from rma_sheets.rules.order_shipped import check
from tests.rows import context, order_line, row


@pytest.mark.parametrize("status", ["shipped", "delivered", ""])
def test_an_order_that_went_out_or_has_no_status_is_fine(status: str):
    assert list(check(row(), context([order_line(order_status=status)]))) == []


@pytest.mark.parametrize("status", ["paid", "cancelled"])
def test_an_order_that_never_went_out_is_told(status: str):
    [finding] = check(row(), context([order_line(order_status=status)]))
    assert (finding.code, finding.column, finding.facts) == ("order-not-shipped", "order_no", {"orders": "10023"})
