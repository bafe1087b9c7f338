"""Staff sort their own columns and leave the engine's behind: each row gets its number and its key back."""

from __future__ import annotations

from rma_sheets.model.column import Owner
from rma_sheets.model.returns_columns import RETURNS_COLUMNS
from tests.simulate import Shop, asks, asks_lamp

BOX = {"order_no": "10025", "sku": "BOX-03"}
STAFF = [column.key for column in RETURNS_COLUMNS if column.owner is Owner.STAFF]


def shop_of_three() -> Shop:
    """A mug, a lamp and a box, worked and mailed."""
    shop = Shop(asks(), asks_lamp(), asks(**BOX))
    shop.settle()
    return shop


def put_white(shop: Shop, order: list[int]) -> None:
    """The white cells of the rows in that order; the grey ones stay."""
    there = [{column: shop.cell(row, column) for column in STAFF} for row in range(len(order))]
    for row, source in enumerate(order):
        for column, value in there[source].items():
            shop.store.type(row, column, value)


def numbers(shop: Shop) -> dict[object, object]:
    """SKU -> number."""
    return dict(zip(shop.column("sku"), shop.column("rma_number"), strict=True))


def test_numbers_follow_the_words_of_their_rows_and_nobody_is_mailed() -> None:
    shop = shop_of_three()
    before, mails = numbers(shop), len(shop.mails)
    put_white(shop, [2, 0, 1])
    plan = shop.sync()
    assert (numbers(shop), len(shop.mails)) == (before, mails)
    assert shop.codes(plan) == ["row-strayed"] * 3
    shop.settle()
    assert shop.plan().empty


def test_a_row_that_was_edited_too_is_known_by_what_it_asks_for() -> None:
    shop = shop_of_three()
    before = numbers(shop)
    put_white(shop, [2, 0, 1])
    shop.store.type(1, "tags", "fragile")
    shop.settle()
    assert numbers(shop) == before


def test_a_new_row_among_them_is_new_where_it_came_to_stand() -> None:
    shop = shop_of_three()
    before = numbers(shop)
    shop.store.add(asks(qty=1, requested_on="2026-11-21"))
    put_white(shop, [3, 0, 1, 2])
    shop.settle()
    assert shop.column("sku") == ["MUG-01", "MUG-01", "LMP-02", "BOX-03"]
    assert shop.column("rma_number")[1:] == [before["MUG-01"], before["LMP-02"], before["BOX-03"]]
    assert shop.column("row_key") == ["T-000004", "T-000001", "T-000002", "T-000003"]


def test_a_copy_of_the_words_and_an_edit_are_no_exchange() -> None:
    shop = shop_of_three()
    before = shop.column("rma_number")
    shop.store.add({column: shop.cell(0, column) for column in STAFF})
    shop.store.type(0, "tags", "fragile")
    shop.settle()
    assert shop.column("rma_number")[:3] == before


def test_edits_of_several_rows_are_no_exchange() -> None:
    shop = shop_of_three()
    before = shop.column("rma_number")
    for row in range(3):
        shop.store.type(row, "tags", f"shelf {row}")
    shop.settle()
    assert shop.column("rma_number") == before


def over_the_first(shop: Shop) -> None:
    """The white cells of the second row come to stand in the first."""
    for column in STAFF:
        shop.store.type(0, column, shop.cell(1, column))


def test_white_cells_that_moved_up_keep_their_number() -> None:
    shop = Shop(asks(qty=9), asks(**BOX))
    shop.settle()
    mails = len(shop.mails)
    over_the_first(shop)
    for column in STAFF:
        shop.store.type(1, column, None)
    shop.settle()
    assert (shop.cell(0, "rma_number"), shop.cell(1, "rma_number"), len(shop.mails)) == ("RMA-26-00001-A", None, mails)


def test_white_cells_that_were_pasted_before_their_row_was_deleted_keep_their_number() -> None:
    shop = Shop(asks(qty=9), asks(**BOX))
    shop.settle()
    mails = len(shop.mails)
    over_the_first(shop)
    shop.store.delete(1)
    plan = shop.sync()
    assert (shop.column("rma_number"), len(shop.mails)) == (["RMA-26-00001-A"], mails)
    assert shop.codes(plan) == ["row-strayed", "row-deleted"]


def test_a_whole_column_of_white_cells_that_moved_up_is_led_back() -> None:
    shop = shop_of_three()
    before = shop.column("rma_number")
    for row in range(3):
        for column in STAFF:
            shop.store.type(row, column, shop.cell(row + 1, column) if row < 2 else None)
    shop.settle()
    assert shop.column("rma_number") == [*before[1:], before[0]]


def test_a_row_that_is_corrected_into_the_words_of_one_that_is_deleted_stays_itself() -> None:
    shop = Shop(asks(), asks(requested_on="2026-11-21"))
    shop.settle()
    before = shop.column("rma_number")
    shop.store.type(1, "requested_on", shop.cell(0, "requested_on"))
    shop.store.delete(0)
    shop.settle()
    assert shop.column("rma_number") == [before[1]]


def test_a_row_beside_one_that_was_emptied_keeps_its_number() -> None:
    shop = Shop(asks(), asks(**BOX, order_line=None, do_not_notify="yes"))
    shop.settle()
    before = shop.column("rma_number")
    for column in STAFF:
        shop.store.type(0, column, None)
    shop.store.type(1, "order_no", "10023")
    shop.store.type(1, "qty", 2)
    shop.settle()
    assert shop.column("rma_number") == before


def test_one_blank_row_is_not_another() -> None:
    shop = Shop(asks(), asks_lamp())
    shop.settle()
    before = shop.column("rma_number")
    for column in STAFF:
        shop.store.type(0, column, None)
    shop.settle()
    lamp = {column: shop.cell(1, column) for column in STAFF}
    for column in STAFF:
        shop.store.type(1, column, None)
    shop.store.delete(0)
    shop.settle()
    for column, value in lamp.items():
        shop.store.type(0, column, value)
    shop.settle()
    assert shop.column("rma_number") == [before[1]]
