"""A row that repeats another letter by letter."""

from rma_sheets.model.settings import Settings
from rma_sheets.rules.duplicate import check
from tests.rows import context, row


def test_the_first_of_its_kind_is_fine():
    assert list(check(row(), context())) == []


def test_a_copy_is_told_with_the_reference_of_the_first():
    [finding] = check(row(), context(duplicate_of="REQ-26-00001-K"))
    assert (finding.code, finding.facts) == ("duplicate-return", {"reference": "REQ-26-00001-K"})


def test_fees_may_stand_twice():
    settings = Settings(not_goods=("FEE",))
    assert list(check(row(sku="FEE"), context(duplicate_of="REQ-26-00001-K", settings=settings))) == []
