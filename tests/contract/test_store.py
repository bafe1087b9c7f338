"""What every store promises: reading by header, writing all at once, and only what was read."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from rma_sheets.adapters.memory import register_grids
from rma_sheets.errors import RegisterChanged, StoreError
from rma_sheets.model.plan import CellWrite
from rma_sheets.model.snapshot import RowRef
from rma_sheets.model.values import CellValue

from .conftest import Register

TWO_ROWS = register_grids(returns=[{"order_no": "00123", "sku": "1E10", "qty": 1, "email": "anna@example.org"},
                                   {"order_no": "10024", "sku": "85123A", "qty": 2, "email": "ben@example.com"}])

MIDNIGHT = datetime(2026, 11, 20)  # a cell knows no zone


def write(position: int, column: str, after: CellValue, before: CellValue = None) -> CellWrite:
    """One cell of Returns."""
    return CellWrite(RowRef("returns", position), column, before, after)


def test_identifiers_survive_reading(register: Register) -> None:
    returns = register.make(TWO_ROWS).read().tab("returns")
    assert [(returns.cell(row, "order_no"), returns.cell(row, "sku")) for row in (0, 1)] == [
        ("00123", "1E10"), ("10024", "85123A")]


def test_values_are_canonical(register: Register) -> None:
    grids = register_grids(returns=[{"order_no": "1", "sku": "A", "qty": 2.0, "customer": "",
                                     "requested_on": MIDNIGHT, "received_on": date(2026, 11, 22)}])
    returns = register.make(grids).read().tab("returns")
    assert [returns.cell(0, column) for column in ("qty", "customer", "requested_on", "received_on")] == [
        2, None, date(2026, 11, 20), date(2026, 11, 22)]


def test_rows_carry_the_number_people_see_and_blank_ones_at_the_end_are_left_out(register: Register) -> None:
    grids = register_grids(returns=[{"order_no": "1"}, {}, {"order_no": "3"}, {}, {}])
    grids["returns"][:0] = [["Our returns 2026"], []]
    returns = register.make(grids).read().tab("returns")
    assert (returns.first_row, len(returns.rows), returns.sheet_row(2)) == (4, 3, 6)


def test_columns_are_found_by_header_wherever_they_stand_and_in_either_language(register: Register) -> None:
    grids = register_grids("fr", returns=[{"order_no": "7", "sku": "A"}])
    grids["returns"] = [["Notre colonne", *reversed(row)] for row in grids["returns"]]
    returns = register.make(grids).read().tab("returns")
    assert (returns.cell(0, "order_no"), returns.headers["order_no"]) == ("7", "N° commande")


def test_a_header_may_have_other_case_and_stray_spaces(register: Register) -> None:
    grids = register_grids(returns=[{"order_no": "7"}])
    grids["returns"][0] = [" order\u00a0 NO " if header == "Order no" else header for header in grids["returns"][0]]
    assert register.make(grids).read().tab("returns").cell(0, "order_no") == "7"


@pytest.mark.parametrize("change", [{"Status": None}, {"Customer": "Status"}, {"Row key": "Something"}])
def test_a_needed_header_that_is_missing_or_doubled_stops_the_reading(register: Register,
                                                                      change: dict[str, str | None]) -> None:
    grids = register_grids()
    grids["returns"][0] = [change.get(str(header), header) for header in grids["returns"][0]]
    with pytest.raises(StoreError):
        register.make(grids).read()


def test_a_column_that_a_shop_did_without_is_told_and_nothing_more(register: Register) -> None:
    grids = register_grids(returns=[{"order_no": "7"}])
    grids["returns"][0] = ["Our column" if header == "Photos" else header for header in grids["returns"][0]]
    snapshot = register.make(grids).read()
    assert [(finding.code, finding.tab, finding.column) for finding in snapshot.findings] == [
        ("header-missing", "returns", "photos")]
    assert snapshot.tab("returns").cell(0, "photos") is None


def test_a_register_without_the_tab_returns_is_refused(register: Register) -> None:
    grids = register_grids()
    del grids["returns"]
    with pytest.raises(StoreError):
        register.make(grids).read()


def test_reading_twice_gives_the_same_version(register: Register) -> None:
    store = register.make(TWO_ROWS)
    assert store.read().version == store.read().version


def test_what_was_written_is_read_back_with_the_version_that_write_returned(register: Register) -> None:
    store = register.make(TWO_ROWS)
    version = store.write(store.read(), [write(0, "rma_number", "RMA-26-00042-2"), write(1, "rev", 3),
                                         write(1, "due", date(2026, 12, 6)), write(0, "messages", "=1+1 <b>é</b>")])
    after = store.read()
    cells = [after.tab("returns").cell(*place) for place in ((0, "rma_number"), (1, "rev"), (1, "due"),
                                                             (0, "messages"))]
    assert cells == ["RMA-26-00042-2", 3, date(2026, 12, 6), "=1+1 <b>é</b>"]
    assert after.version == version


def test_a_cell_is_cleared_by_writing_nothing(register: Register) -> None:
    store = register.make(TWO_ROWS)
    store.write(store.read(), [write(0, "customer", "Anna")])
    store.write(store.read(), [write(0, "customer", None)])
    assert store.read().tab("returns").cell(0, "customer") is None


def test_cells_that_were_not_written_stay_as_they_were(register: Register) -> None:
    store = register.make(TWO_ROWS)
    before = store.read().tab("returns")
    store.write(store.read(), [write(0, "rma_number", "RMA-1")])
    after = store.read().tab("returns")
    assert after.rows[1] == before.rows[1]
    assert [after.cell(0, key) for key in ("order_no", "sku", "qty")] == ["00123", "1E10", 1]


def test_a_register_that_changed_meanwhile_is_not_written(register: Register) -> None:
    store = register.make(TWO_ROWS)
    snapshot = store.read()
    register.type(store, 0, "customer", "Anna")
    with pytest.raises(RegisterChanged):
        store.write(snapshot, [write(0, "rma_number", "RMA-1")])
    returns = store.read().tab("returns")
    assert (returns.cell(0, "customer"), returns.cell(0, "rma_number")) == ("Anna", None)


def test_a_write_beside_the_rows_is_refused_and_nothing_is_half_written(register: Register) -> None:
    store = register.make(TWO_ROWS)
    before = store.read()
    with pytest.raises(StoreError):
        store.write(before, [write(0, "rma_number", "RMA-1"), write(99, "rma_number", "RMA-2")])
    assert store.read() == before


def test_appended_rows_stand_under_the_last_one(register: Register) -> None:
    store = register.make(TWO_ROWS)
    version = store.append(store.read(), "orders", [{"order_no": "00123", "sku": "1E10", "qty": 1},
                                                    {"order_no": "10024", "sku": "85123A", "qty": 2}])
    store.append(store.read(), "returns", [{"order_no": "10025", "sku": "C"}])
    after = store.read()
    assert [after.tab("orders").cell(row, "order_no") for row in (0, 1)] == ["00123", "10024"]
    assert after.tab("returns").cell(2, "order_no") == "10025"
    assert after.version != version


def test_appending_to_a_register_that_changed_meanwhile_is_refused(register: Register) -> None:
    store = register.make(TWO_ROWS)
    snapshot = store.read()
    register.type(store, 0, "customer", "Anna")
    with pytest.raises(RegisterChanged):
        store.append(snapshot, "orders", [{"order_no": "1"}])
    assert store.read().tab("orders").rows == ()


def test_a_change_shows_without_reading(register: Register) -> None:
    store = register.make(TWO_ROWS)
    before = store.changed_at()
    assert store.changed_at() == before
    register.type(store, 1, "tracking_no", "1Z999")
    assert store.changed_at() != before


def test_the_version_is_known_without_reading(register: Register) -> None:
    store = register.make(TWO_ROWS)
    snapshot = store.read()
    assert store.version() == snapshot.version
    assert store.write(snapshot, [write(0, "why", "x")]) == store.version() != snapshot.version
