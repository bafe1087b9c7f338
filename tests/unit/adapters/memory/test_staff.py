"""The hands of staff in a MemoryStore."""

from __future__ import annotations

import pytest

from rma_sheets.adapters.memory import MemoryStore, register_grids
from rma_sheets.errors import RegisterBusy, RegisterChanged, StoreError
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import RowRef

NUMBER = CellWrite(RowRef("returns", 0), "rma_number", None, "RMA-1")


def store(*orders: str) -> MemoryStore:
    """A register with one row for each order number."""
    return MemoryStore(register_grids(returns=[{"order_no": order, "row_key": f"K{order}"} for order in orders]))


def orders(register: MemoryStore) -> list[object]:
    """The order numbers from top to bottom."""
    returns = register.read().tab("returns")
    return [returns.cell(row, "order_no") for row in range(len(returns.rows))]


def test_rows_are_inserted_added_deleted_and_sorted() -> None:
    register = store("2", "3")
    register.insert(0, {"order_no": "9"})
    assert register.add({"order_no": "1"}) == 3
    register.delete(1)
    assert orders(register) == ["9", "3", "1"]
    register.sort("order_no")
    assert orders(register) == ["1", "3", "9"]


def test_a_copied_row_brings_its_hidden_key_along() -> None:
    register = store("1", "2")
    register.copy_row(0)
    register.copy_row(1, to=0)
    assert [register.cell(row, "row_key") for row in range(4)] == ["K2", "K1", "K2", "K1"]


def test_typing_beside_the_rows_is_refused() -> None:
    with pytest.raises(StoreError):
        store("1").type(5, "customer", "Anna")


def test_staff_may_be_faster_than_the_engine() -> None:
    register = store("1")
    register.before_write = lambda: register.type(0, "customer", "Anna")
    with pytest.raises(RegisterChanged):
        register.write(register.read(), [NUMBER])
    assert register.cell(0, "rma_number") is None


def test_a_process_may_die_after_the_write() -> None:
    def die() -> None:
        raise KeyboardInterrupt
    register = store("1")
    register.after_write = die
    with pytest.raises(KeyboardInterrupt):
        register.write(register.read(), [NUMBER])
    assert register.cell(0, "rma_number") == "RMA-1"


def test_a_register_that_is_open_elsewhere_waits() -> None:
    register = store("1")
    register.opened_by = "Anna"
    with pytest.raises(RegisterBusy):
        register.write(register.read(), [NUMBER])


def test_a_write_with_a_value_no_cell_can_hold_changes_nothing() -> None:
    register = store("1")
    before = register.read()
    with pytest.raises(TypeError):
        register.write(before, [NUMBER, CellWrite(RowRef("returns", 0), "why", None, ["list"])])  # type: ignore[arg-type]
    assert register.read() == before
