"""Rows that were gone and stand there again: their neighbours are judged with them in sight."""

from __future__ import annotations

from tests.scenario.test_any_register import at_rest
from tests.simulate import Shop, asks


def test_a_copy_knows_its_original_again_that_was_out_of_reach_for_a_while() -> None:
    shop = Shop(asks(), asks(), policy=())
    shop.settle()
    shop.seal(0, "row_key")
    shop.settle()
    shop.store.sealed.clear()
    shop.settle()
    assert "REQ-26-00001-A" in str(shop.cell(1, "messages"))
    at_rest(shop)


def test_a_row_edited_meanwhile_is_held_against_the_original_that_comes_back() -> None:
    shop = Shop(asks(), asks(), policy=())
    shop.settle()
    shop.seal(0, "row_key")
    shop.settle()
    shop.store.sealed.clear()
    shop.store.type(1, "tags", "fragile")
    shop.settle()
    assert "REQ-26-00001-A" in str(shop.cell(1, "messages"))
    at_rest(shop)
