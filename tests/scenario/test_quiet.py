"""The most important promise: a second pass over a sheet that nobody changed does nothing."""

from __future__ import annotations

from rma_sheets.adapters.memory import MemoryStore
from tests.simulate import Shop, asks, asks_lamp, columns_reversed


def busy_shop() -> Shop:
    """A bit of everything: approved, in review, asked back, received, on hold."""
    return Shop(asks(), asks(), asks_lamp(received_on="2026-11-21", condition="used"), asks(order_no="99999"),
                asks(order_no="10025", sku="BOX-03", hold="yes"), asks(order_no="10025", sku="BOX-03", qty=9))


def test_a_second_pass_changes_nothing() -> None:
    shop = busy_shop()
    shop.sync()
    assert shop.plan().empty


def test_the_same_sheet_journal_and_moment_give_the_same_plan() -> None:
    shop = busy_shop()
    assert shop.plan() == shop.plan()


def test_a_row_that_was_not_touched_is_left_alone_when_another_changes() -> None:
    shop = busy_shop()
    shop.sync()
    shop.store.type(2, "payment_ref", "P1")
    assert {write.row.position for write in shop.plan().writes} <= {2}


def test_sorting_an_unchanged_sheet_is_nothing() -> None:
    shop = busy_shop()
    shop.sync()
    for column in ("order_no", "status", "row_key"):
        shop.store.sort(column, reverse=True)
        assert shop.plan().empty


def test_moving_the_columns_is_nothing() -> None:
    shop = busy_shop()
    shop.sync()
    shop.put_back(shop.store.read(), columns_reversed)
    assert shop.plan().empty


def test_columns_of_the_shops_own_are_nothing_and_never_touched() -> None:
    shop = busy_shop()
    shop.sync()
    snapshot = shop.store.read()
    grids = {key: [["Our own note", *tab.headers.values()], *(["keep me", *row] for row in tab.rows)]
             for key, tab in snapshot.tabs.items()}
    shop.store = MemoryStore(grids)
    assert shop.plan().empty


def test_blank_rows_between_the_others_are_nothing() -> None:
    shop = busy_shop()
    shop.sync()
    shop.store.insert(2, {})
    shop.store.insert(0, {})
    assert shop.plan().empty


def test_an_empty_register_is_nothing() -> None:
    plan = Shop(policy=()).plan()
    assert (plan.empty, plan.rows, plan.people) == (True, 0, 0)


def test_a_note_of_staff_is_remembered_without_any_write_of_other_cells() -> None:
    shop = busy_shop()
    shop.sync()
    shop.store.type(0, "tags", "urgent")
    plan = shop.plan()
    assert (plan.writes, [record.key for record in plan.records]) == ((), ["T-000001"])


def test_a_day_on_which_nothing_is_due_is_quiet() -> None:
    shop = busy_shop()
    shop.settle()
    assert shop.later(1).plan().empty


def test_a_register_without_the_columns_that_are_not_needed_is_worked_too() -> None:
    shop = busy_shop()
    tab = shop.store.read().tab("returns")
    needed = {"request_ref", "rma_number", "status", "check", "messages", "order_no", "sku", "qty", "email", "row_key",
              "rev", "synced_status", "requested_on"}
    keep = [key for key in tab.columns if key in needed]
    grid = [[tab.headers[key] for key in keep], *([row[tab.columns[key]] for key in keep] for row in tab.rows)]
    others = {key: [[*other.headers.values()], *map(list, other.rows)]
              for key, other in shop.store.read().tabs.items() if key != "returns"}
    shop.store = MemoryStore({**others, "returns": grid})
    shop.settle()
    assert shop.cell(0, "rma_number") == "RMA-26-00001-A"
