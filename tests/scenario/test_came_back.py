"""Rows that were gone and stand there again: their neighbours are judged with them in sight."""

from __future__ import annotations

import pytest

from tests.scenario.test_any_register import at_rest
from tests.simulate import Shop, asks


@pytest.mark.parametrize("tags", [None, "fragile"])
def test_a_copy_knows_its_original_again_that_was_out_of_reach_for_a_while(tags: str | None) -> None:
    shop = Shop(asks(), asks(), policy=())
    shop.settle()
    shop.seal(0, "row_key")
    shop.settle()
    shop.store.sealed.clear()
    shop.store.type(1, "tags", tags)
    shop.settle()
    assert "REQ-26-00001-A" in str(shop.cell(1, "messages"))
    at_rest(shop)
