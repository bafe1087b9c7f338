"""Rows that were dragged down: the spreadsheet counts up what ends in digits, hidden keys too."""

from __future__ import annotations

import pytest

from rma_sheets.brakes import check_journal
from rma_sheets.errors import WrongJournalError
from rma_sheets.healing import heal
from rma_sheets.model.values import CellValue
from rma_sheets.planning.adopt import adopt_plan
from rma_sheets.planning.world import World
from tests.simulate import Shop, asks, catalogue, lists

from .test_identity import shop_of_two


def dragged(shop: Shop, key: str = "T-000003", **cells: CellValue) -> Shop:
    """The lamp's row (1) dragged to the row below it, its key counted up, and two of its cells typed over."""
    shop.store.copy_row(1)
    for column, value in {"row_key": key, "order_no": "10025", "sku": "BOX-03", **cells}.items():
        shop.store.type(2, column, value)
    return shop


@pytest.mark.parametrize("counted_up", [{}, {"request_ref": "REQ-26-00002-8"}, {"rma_number": "RMA-26-00002-8"},
                                        {"request_ref": "REQ-26-00003-7", "rma_number": "RMA-26-00002-8"},
                                        {"request_ref": None, "rma_number": None}, {"rma_number": None}])
def test_a_row_with_a_counted_up_key_is_a_return_of_its_own(counted_up: dict[str, CellValue]) -> None:
    shop = dragged(shop_of_two(), **counted_up)
    before = [shop.store.read().tab("returns").rows[position] for position in (0, 1)]
    plan = shop.sync()
    check_journal(plan)
    assert "row-copied" in shop.codes(plan)
    assert [shop.store.read().tab("returns").rows[position] for position in (0, 1)] == before
    assert (shop.cell(2, "request_ref"), shop.status(2)) == ("REQ-26-00003-4", "in_review")
    assert shop.plan().empty


def test_a_key_that_stands_in_a_dragged_row_is_given_to_no_other_row() -> None:
    shop = shop_of_two()
    shop.store.add(asks(order_no="10025", sku="BOX-03"))
    shop.store.copy_row(1)
    shop.store.type(3, "row_key", "T-000003")
    shop.settle()
    assert shop.column("row_key") == ["T-000001", "T-000002", "T-000004", "T-000005"]


def test_a_counted_up_key_does_not_prove_that_a_pass_wrote_the_row_it_meant() -> None:
    """The pass had taken that key for another row when somebody saved the dragged one."""
    shop = shop_of_two()
    shop.store.add(asks(order_no="10025", sku="BOX-03"))
    plan = shop.plan()
    shop.journal.reserve(plan, shop.now)
    shop.store.copy_row(1)
    shop.store.type(3, "row_key", plan.records[0].key)
    heal(shop.journal, shop.store.read(), shop.now)
    assert (plan.records[0].key, list(shop.journal.view().rows)) == ("T-000003", ["T-000001", "T-000002"])


def test_a_key_counted_up_to_that_of_a_deleted_row_brings_nothing_of_it() -> None:
    shop = Shop(asks(), asks(order_no="10025", sku="BOX-03", qty=1), asks(order_no="10024", sku="LMP-02"))
    shop.settle()
    shop.store.delete(2)
    shop.settle()
    plan = dragged(shop).sync()
    assert "row-copied" in shop.codes(plan)
    assert shop.column("row_key") == ["T-000001", "T-000002", "T-000004"]
    assert shop.journal.view().rows["T-000003"].deleted


def test_a_number_that_is_right_and_given_to_nobody_says_that_the_journal_is_older() -> None:
    shop = dragged(shop_of_two(), request_ref="REQ-26-00003-4", rma_number=None)
    with pytest.raises(WrongJournalError, match="journal-older"):
        check_journal(shop.plan())
    assert shop.plan().ahead_rows == (4,)


def test_putting_a_journal_back_takes_no_dragged_row_for_one_it_has_forgotten() -> None:
    shop = dragged(shop_of_two())
    world = World(shop.store.read(), shop.journal.view(), shop.settings, catalogue(), lists("en"), shop.now)
    assert adopt_plan(world, ()).records == ()
