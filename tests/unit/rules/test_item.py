"""What comes back."""

from rma_sheets.rules.item import check
from tests.rows import context, row


def test_a_blank_sku_is_told():
    [finding] = check(row(sku=""), context())
    assert (finding.code, finding.column) == ("sku-missing", "sku")


def test_a_sku_is_fine_and_one_that_could_not_be_read_is_told_elsewhere():
    assert list(check(row(), context())) == []
    assert list(check(row(sku=""), context(unread=frozenset({"sku"})))) == []
