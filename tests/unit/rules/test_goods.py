"""What is no goods does not come back."""

import pytest

from rma_sheets.model.settings import Settings
from rma_sheets.rules.goods import check
from tests.rows import context, row

NOT_GOODS = Settings(not_goods=("POST", "BANK CHARGES", "FEE-*"))


@pytest.mark.parametrize("sku", ["POST", "post", "bank charges", "Bank  Charges", "FEE-12", "fee-xmas"])
def test_a_code_of_the_list_is_told_whatever_its_case(sku: str):
    [finding] = check(row(sku=sku), context(settings=NOT_GOODS))
    assert (finding.code, finding.column, finding.facts) == ("not-returnable", "sku", {"sku": sku})


@pytest.mark.parametrize("sku", ["POSTCARD-1", "85123A", ""])
def test_other_codes_are_goods(sku: str):
    assert list(check(row(sku=sku), context(settings=NOT_GOODS))) == []
