"""Rows typed over, emptied, and their words moved elsewhere, in one save or over several: who keeps which number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rma_sheets.model.column import Owner
from rma_sheets.model.record import Detail
from rma_sheets.model.returns_columns import RETURNS_COLUMNS
from tests.scenario.passes import Machine
from tests.simulate import ORDERS, Cells, Shop, asks, asks_lamp

WHITE = [column.key for column in RETURNS_COLUMNS if column.owner is Owner.STAFF and column.key != "status"]
"""What people write, but for Status, which the engine writes too."""
EVES = (*ORDERS[:2], {**ORDERS[2], "email": "eve@example.org"})
CUP = {**ORDERS[2], "order_no": "10026", "sku": "CUP-04", "email": "dora@example.fr"}
OF_FOUR = (*EVES, CUP)
WITHOUT_ADDRESSES = [{**line, "email": None} for line in OF_FOUR]


def eve(**cells: object) -> Cells:
    """A box of hers."""
    return asks(order_no="10025", sku="BOX-03", email="eve@example.org") | cells  # type: ignore[operator]


def dora(**cells: object) -> Cells:
    """A cup of hers."""
    return asks(order_no="10026", sku="CUP-04", email="dora@example.fr") | cells  # type: ignore[operator]


def words(machine: Machine, row: int) -> dict[str, object]:
    """What is white in a row."""
    return {column: machine.shop.cell(row, column) for column in WHITE}


def put(machine: Machine, row: int, cells: Cells | None = None) -> None:
    """All that is white in a row becomes that; empty without."""
    for column in WHITE:
        machine.shop.store.type(row, column, (cells or {}).get(column))


def typed(machine: Machine, row: int, **cells: object) -> None:
    """Cells of one row, and a pass."""
    for column, value in cells.items():
        machine.shop.store.type(row, column, value)
    machine.sync()


def begun(*rows: Cells, orders: object = OF_FOUR) -> Machine:
    """A shop after its first pass."""
    machine = Machine(Shop(*rows, orders=orders))  # type: ignore[arg-type]
    machine.sync()
    return machine


def rested(machine: Machine) -> list[str]:
    """The codes that the rows show once nothing is left to do."""
    machine.sync()
    machine.sync()      # what became of a mail
    plan = machine.plan()
    assert plan.empty
    return [finding.code for finding in plan.findings]


def approvals(machine: Machine) -> list[str]:
    """Who was told that a return is approved."""
    return [mail.removeprefix("approved ") for mail in machine.arrived() if mail.startswith("approved")]


def numbers(machine: Machine) -> dict[object, object]:
    """Address -> number."""
    return dict(zip(machine.shop.column("email"), machine.shop.column("rma_number"), strict=True))


def test_a_number_does_not_pass_to_a_request_that_names_no_order() -> None:
    for orders in (WITHOUT_ADDRESSES, EVES):
        for news in ({"received_on": date(2026, 11, 22)}, {"status": "cancelled"}):
            machine = begun(asks(), asks_lamp(), orders=orders)
            put(machine, 0, dora(order_no=None))
            machine.sync()
            typed(machine, 0, **news)
            assert "row-reused" in rested(machine)
            assert [mail for mail in machine.arrived() if "dora" in mail] == []


def test_nor_from_one_that_named_none() -> None:
    machine = begun(asks(order_no=None, email="xavier@example.net"), asks_lamp())
    typed(machine, 0, status="approved", decision_note="known by phone")
    put(machine, 0, eve())
    machine.sync()
    typed(machine, 0, received_on=date(2026, 11, 22))
    assert "row-reused" in rested(machine)
    assert [mail for mail in machine.arrived() if "eve" in mail] == []


def test_nor_where_a_request_of_the_same_goods_names_none() -> None:
    machine = begun(asks(), orders=WITHOUT_ADDRESSES)
    put(machine, 0, asks(order_no=None, email="yves@example.org"))
    machine.sync()
    assert rested(machine) == ["row-reused"]


@pytest.mark.parametrize("late", [False, True])
def test_cells_cut_and_pasted_below_take_their_number_along(late: bool) -> None:
    machine = begun(asks(), asks_lamp(), dora())
    ben = words(machine, 1)
    put(machine, 1)
    if late:
        machine.sync()
        machine.sync()
    machine.shop.store.add(ben)
    rested(machine)
    assert numbers(machine)["ben@example.com"] == "RMA-26-00002-7"
    assert machine.shop.cell(1, "rma_number") is None
    assert approvals(machine).count("ben@example.com") == 1


def test_nor_do_they_lose_it_where_the_emptied_row_is_deleted_meanwhile() -> None:
    machine = begun(asks(), asks_lamp())
    ben = words(machine, 1)
    put(machine, 1)
    machine.sync()
    machine.shop.store.delete(1)
    machine.sync()
    machine.shop.store.add(ben)
    rested(machine)
    assert numbers(machine)["ben@example.com"] == "RMA-26-00002-7"
    assert approvals(machine).count("ben@example.com") == 1


def test_words_moved_over_an_open_request_take_their_number_along_and_what_is_typed_in_their_place_is_new() -> None:
    machine = begun(asks(), asks_lamp(qty=9))
    put(machine, 1, words(machine, 0))
    put(machine, 0, eve())
    rested(machine)
    assert numbers(machine) == {"anna@example.org": "RMA-26-00001-A", "eve@example.org": "RMA-26-00002-7"}
    assert approvals(machine) == ["anna@example.org", "eve@example.org"]


def test_what_the_row_asks_for_puts_it_right() -> None:
    machine = begun(asks(), asks_lamp())
    anna = words(machine, 0)
    put(machine, 0, eve())
    machine.sync()
    assert rested(machine) == ["row-reused"]
    machine.shop.store.add(eve())
    put(machine, 0, anna)
    assert rested(machine) == []
    assert numbers(machine)["anna@example.org"] == "RMA-26-00001-A"
    assert approvals(machine) == ["anna@example.org", "ben@example.com", "eve@example.org"]


def test_the_other_return_may_be_entered_first() -> None:
    machine = begun(asks(), asks_lamp())
    put(machine, 0, eve())
    machine.sync()
    machine.shop.store.add(eve())
    machine.sync()
    assert approvals(machine)[-1] == "eve@example.org"
    assert numbers(machine)["eve@example.org"] == "RMA-26-00003-4"


def test_rows_exchanged_over_two_saves_and_put_right_in_one() -> None:
    machine = begun(asks(), asks_lamp())
    anna, ben = words(machine, 0), words(machine, 1)
    put(machine, 0, ben)
    machine.sync()
    put(machine, 1, anna)
    machine.sync()
    put(machine, 0, anna)
    put(machine, 1, ben)
    assert "row-reused" not in rested(machine)
    assert numbers(machine) == {"anna@example.org": "RMA-26-00001-A", "ben@example.com": "RMA-26-00002-7"}


def test_a_request_that_stood_over_another_row_can_come_in_of_its_own() -> None:
    machine = begun(asks(), asks_lamp())
    put(machine, 0, eve())
    machine.sync()
    machine.shop.store.delete(0)
    machine.sync()
    machine.shop.store.add(eve())
    machine.sync()
    assert approvals(machine)[-1] == "eve@example.org"
    assert machine.shop.cell(1, "rma_number") == "RMA-26-00003-4"


@pytest.mark.parametrize("down", [False, True])
def test_a_request_typed_over_one_without_a_number_is_a_new_one(down: bool) -> None:
    machine = begun(asks(qty=9), asks_lamp())
    machine.mailer.unreachable = "no network" if down else ""
    put(machine, 0, eve(qty=9))
    machine.sync()
    machine.mailer.unreachable = ""
    machine.shop.now += timedelta(hours=1)
    rested(machine)
    assert machine.shop.column("request_ref")[0] == "REQ-26-00003-4"
    assert [mail for mail in machine.arrived() if "requested" in mail] == [
        "requested anna@example.org", "requested eve@example.org"]


def test_a_question_that_waits_is_not_put_to_another_customer() -> None:
    machine = Machine(Shop(asks(order_no=None, email="xavier@example.net"), asks_lamp(), orders=OF_FOUR))
    machine.mailer.unreachable = "no network"
    machine.sync()
    put(machine, 0, eve(order_no=None))
    machine.sync()
    machine.mailer.unreachable = ""
    machine.shop.now += timedelta(hours=1)
    rested(machine)
    assert [mail for mail in machine.arrived() if "eve" in mail] == ["approved eve@example.org"]
    assert "needs_info xavier@example.net" in machine.arrived()


@pytest.mark.parametrize("status", ["declined", "cancelled"])
def test_a_request_typed_over_one_that_is_over_says_so(status: str) -> None:
    machine = begun(asks(qty=9), asks_lamp())
    typed(machine, 0, status=status, decision_note="no")
    there = words(machine, 0)
    put(machine, 0, eve())
    assert rested(machine) == ["row-reused"]
    machine.shop.store.add(eve())
    put(machine, 0, there)
    assert rested(machine) == []
    assert approvals(machine)[-1] == "eve@example.org"
    assert [mail for mail in machine.arrived() if mail.startswith(status)] == [f"{status} anna@example.org"]


def test_another_order_of_the_same_customer_in_a_finished_row_is_told() -> None:
    machine = begun(asks(), asks_lamp(), orders=ORDERS)
    typed(machine, 0, status="cancelled")
    put(machine, 0, asks(order_no="10025", sku="BOX-03"))
    assert rested(machine) == ["row-reused"]


def test_a_finished_row_whose_order_number_is_corrected_or_that_is_emptied_says_nothing() -> None:
    machine = begun(asks(order_no="10032"), asks_lamp())
    typed(machine, 0, status="cancelled")
    typed(machine, 0, order_no="10023")
    assert rested(machine) == []
    put(machine, 0)
    assert rested(machine) == []


@pytest.mark.parametrize("status", ["cancelled", ""])
def test_the_next_request_of_a_customer_is_not_the_one_whose_cells_were_emptied(status: str) -> None:
    machine = begun(asks(), asks_lamp())
    if status:
        typed(machine, 0, status=status)
    put(machine, 0)
    machine.sync()
    machine.shop.store.add(asks(requested_on=date(2026, 11, 22)))
    rested(machine)
    assert machine.shop.column("rma_number") == ["RMA-26-00001-A", "RMA-26-00002-7", "RMA-26-00003-4"]
    assert approvals(machine).count("anna@example.org") == 2


def test_nor_is_one_that_is_typed_in_the_same_save() -> None:
    machine = begun(asks(), asks_lamp(), orders=[*ORDERS, {**ORDERS[0], "line": "2", "sku": "PEN-05"}])
    put(machine, 0)
    machine.shop.store.add(asks(sku="PEN-05"))
    rested(machine)
    assert machine.shop.column("rma_number") == ["RMA-26-00001-A", "RMA-26-00002-7", "RMA-26-00003-4"]


def test_a_row_that_is_emptied_keeps_its_parcel_and_its_label() -> None:
    machine = begun(asks(), asks(do_not_notify="yes", qty=9), dora())
    assert machine.shop.column("parcel_id")[:2] == ["P-26-00001"] * 2
    put(machine, 0)
    machine.sync()
    put(machine, 1, eve())
    machine.sync()
    assert machine.shop.column("parcel_id")[1] != "P-26-00001"
    machine.labels.clear()
    rested(machine)
    assert "P-26-00001" not in str(machine.labels)


def test_an_emptied_row_owes_nobody_anything() -> None:
    machine = begun(asks(qty=9), asks_lamp())
    there = words(machine, 0)
    put(machine, 0)
    machine.sync()
    put(machine, 0, there)
    rested(machine)
    assert [mail for mail in machine.arrived() if "needs_info" in mail] == []


@pytest.mark.parametrize("kept", [(), ("order", "to")])
def test_a_journal_of_old_takes_one_correction_for_one(kept: tuple[str, ...]) -> None:
    machine = begun(asks(order_no=None, email="ana@example.net"), asks_lamp())
    typed(machine, 0, status="approved", decision_note="known by phone")
    known = machine.shop.journal._rows.records
    for key, record in list(known.items()):
        detail = Detail.load(record.detail)
        known[key] = record.with_detail(replace(detail, stands_for={
            name: sign for name, sign in detail.stands_for.items() if name in kept}))
    typed(machine, 0, email="anna@example.net", received_on=date(2026, 11, 22))
    assert "row-reused" not in rested(machine)


def new_on_top(machine: Machine, new: Cells) -> None:
    """A new request is typed below, and what is white is sorted: the new one comes to stand in the first row."""
    there = [words(machine, row) for row in range(len(machine.shop.column("status")))]
    machine.shop.store.add(new)
    for row, cells in enumerate([new, *there]):
        put(machine, row, cells)
    machine.sync()


@pytest.mark.parametrize("before", [{"status": "cancelled"}, {"received_on": date(2026, 11, 22)}, {}])
def test_a_new_request_beside_the_status_of_another_row_is_decided_by_the_rules(before: Cells) -> None:
    machine = begun(asks(), asks_lamp())
    typed(machine, 0, **before)
    new_on_top(machine, eve())
    assert [mail for mail in machine.arrived() if "eve" in mail] == ["approved eve@example.org"]
    new_on_top(machine, dora(qty=9))
    assert machine.shop.status(0) == "in_review"


def test_one_order_number_tidied_among_rows_that_were_sorted() -> None:
    machine = begun(asks(), asks_lamp(), dora())
    there = [words(machine, row) for row in range(3)]
    for row, cells in enumerate([there[1], there[2], {**there[0], "order_no": "#10023"}]):
        put(machine, row, cells)
    assert "row-reused" not in rested(machine)
    assert numbers(machine)["anna@example.org"] == "RMA-26-00001-A"


def test_an_address_that_was_filled_down_before_the_first_pass_is_mailed_nothing() -> None:
    machine = begun(asks(), asks_lamp() | {"email": "anna@example.org"})
    assert "email-of-another" in rested(machine)
    assert machine.arrived().count("approved anna@example.org") == 1
    assert [mail for mail in machine.arrived() if "requested anna" in mail] == []
    typed(machine, 1, email="ben@example.com")
    assert approvals(machine)[-1] == "ben@example.com"


def test_a_row_whose_words_are_back_is_on_its_label_again() -> None:
    machine = begun(asks(), asks(order_no="10025", sku="BOX-03", qty=9), orders=ORDERS)
    there = words(machine, 0)
    put(machine, 0)
    machine.sync()
    machine.shop.store.type(1, "qty", 1)
    alone = machine.sync().plan.labels
    put(machine, 0, there)
    together = machine.sync().plan.labels
    assert [str(label.context["items"]).count("'sku'") for label in (*alone, *together)] == [1, 2]
