"""A row that has its number is typed over with another return: the number passes to nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rma_sheets.model.plan import Result
from rma_sheets.model.record import Detail
from tests.scenario.passes import Machine
from tests.simulate import NOW, ORDERS, Cells, Shop, asks, asks_lamp

EVE = {"order_no": "10025", "sku": "BOX-03", "email": "eve@example.org"}
EVES = (*ORDERS[:2], {**ORDERS[2], "email": "eve@example.org"})


def typed(machine: Machine, row: int, **cells: object) -> Machine:
    """Cells of one row, and a pass."""
    for column, value in cells.items():
        machine.shop.store.type(row, column, value)
    machine.sync()
    return machine


def codes(machine: Machine) -> list[str]:
    """What the register says of its rows, with nothing left to do."""
    plan = machine.plan()
    assert plan.empty
    return [finding.code for finding in plan.findings]


def test_a_finished_return_is_not_another_customers() -> None:
    machine = Machine(Shop(asks(), orders=EVES))
    machine.sync()
    typed(machine, 0, status="cancelled")
    typed(machine, 0, **EVE)
    typed(machine, 0, status="in review")
    typed(machine, 0, status="approved")
    assert machine.arrived() == ["approved anna@example.org", "cancelled anna@example.org"]
    assert codes(machine) == ["row-reused"]
    typed(machine, 0, **asks())
    assert "approved anna@example.org" in machine.arrived()[2:]
    assert codes(machine) == []


def test_a_number_given_by_hand_for_an_order_that_is_not_in_the_tab_passes_to_nobody() -> None:
    machine = Machine(Shop(asks(order_no="MKT-9"), asks_lamp(), orders=EVES))
    machine.sync()
    typed(machine, 0, status="approved", decision_note="known by phone")
    typed(machine, 0, received_on=date(2026, 11, 22), **EVE)
    assert [mail for mail in machine.arrived() if "eve" in mail] == []
    assert codes(machine) == ["row-reused"]


def test_goods_of_another_order_are_told_to_nobody() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    machine.sync()
    machine.shop.store.type(1, "order_no", "10023")
    machine.shop.store.type(1, "sku", "MUG-01")
    typed(machine, 0, order_no="10024", sku="LMP-02", received_on=date(2026, 11, 22))
    assert machine.arrived() == ["approved anna@example.org", "approved ben@example.com"]
    assert codes(machine) == ["goods-changed", "goods-changed"]


@pytest.mark.parametrize("first", [{"do_not_notify": "yes"}, {"email": None, "status": "approved"}])
def test_who_was_never_told_is_not_told_at_an_address_of_another(first: Cells) -> None:
    machine = Machine(Shop(asks(**first), asks_lamp()))
    machine.sync()
    typed(machine, 0, status="approved", decision_note="known by phone")
    typed(machine, 0, do_not_notify=None, email="ben@example.com", received_on=date(2026, 11, 22))
    assert machine.arrived() == ["approved ben@example.com"]
    assert "email-of-another" in codes(machine)


def test_an_address_that_began_as_a_slip_is_no_excuse() -> None:
    machine = Machine(Shop(asks(), asks(**{**EVE, "email": "anna@example.org"}), orders=EVES))
    machine.sync()
    typed(machine, 1, email="eve@example.org")
    typed(machine, 1, email="anna@example.org", received_on=date(2026, 11, 22))
    assert machine.arrived()[-1] == "approved eve@example.org"
    assert codes(machine) == ["email-of-another"]


def test_two_returns_of_one_order_move_together() -> None:
    machine = Machine(Shop(asks(), asks(requested_on=date(2026, 11, 21)), orders=[{**ORDERS[0], "email": None}]))
    machine.sync()
    for row in (0, 1):
        typed(machine, row, email="anna@example.net", received_on=date(2026, 11, 22))
    assert machine.arrived()[-2:] == ["received anna@example.net"] * 2


def test_writing_the_address_beside_the_order_is_enough() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    machine.sync()
    typed(machine, 0, email="ben@example.com", received_on=date(2026, 11, 22))
    assert codes(machine) == ["email-of-another"]
    machine.shop.store.type(0, "email", "ben@example.com", tab="orders")
    machine.sync()
    assert machine.arrived()[-1] == "received ben@example.com"
    assert codes(machine) == []


def test_a_row_without_order_number_may_have_its_address_corrected() -> None:
    machine = Machine(Shop(asks(order_no=None, email="ana@example.org"), asks_lamp()))
    machine.mailer.answers.append(Result.FAILED)
    machine.sync()
    typed(machine, 0, email="anna@example.org")
    assert machine.shop.cell(0, "status") == "approved"
    assert machine.arrived()[-1] == "approved anna@example.org"


def test_what_was_missed_is_told_though_the_row_went_on() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    machine.sync()
    typed(machine, 0, email="ben@example.com", received_on=date(2026, 11, 22), condition="opened, as new",
          disposition="restock")
    assert machine.shop.cell(0, "status") == "accepted"
    typed(machine, 0, email="anna@example.org")
    assert machine.arrived()[-1] == "received anna@example.org"


def test_a_parcel_is_one_customers() -> None:
    slip = asks(order_no="10025", sku="BOX-03")
    machine = Machine(Shop(asks(), slip, orders=EVES))
    machine.sync()
    typed(machine, 1, email="eve@example.org")
    assert machine.shop.column("parcel_id") == ["P-26-00001", "P-26-00002"]
    assert machine.shop.column("status") == ["approved"] * 2


def test_a_second_piece_is_not_the_return_that_is_over_and_cleared_away() -> None:
    machine = Machine(Shop(asks(requested_on=None), asks_lamp()))
    machine.sync()
    typed(machine, 0, status="cancelled")
    machine.shop.store.delete(0)
    machine.shop.now = NOW + timedelta(days=1)
    machine.sync()
    machine.shop.store.add(asks(requested_on=None))
    machine.sync()
    assert machine.shop.column("rma_number")[1] != "RMA-26-00001-A"
    assert machine.shop.cell(1, "status") == "approved"


def test_a_row_without_order_number_is_no_other_customers_either() -> None:
    machine = Machine(Shop(asks(order_no=None), orders=EVES))
    machine.sync()
    typed(machine, 0, status="cancelled")
    typed(machine, 0, **EVE)
    typed(machine, 0, status="in review")
    typed(machine, 0, status="approved")
    assert [mail for mail in machine.arrived() if "eve" in mail] == []
    assert codes(machine) == ["row-reused"]


def test_a_journal_that_did_not_keep_whose_a_number_is_knows_it_from_what_was_told() -> None:
    machine = Machine(Shop(asks(), orders=EVES))
    machine.sync()
    typed(machine, 0, status="cancelled")
    known = machine.shop.journal._rows.records  # of the version before
    for key, record in list(known.items()):
        known[key] = record.with_detail(replace(Detail.load(record.detail), stands_for={}))
    typed(machine, 0, **EVE)
    typed(machine, 0, status="in review")
    typed(machine, 0, status="approved")
    assert [mail for mail in machine.arrived() if "eve" in mail] == []


def test_the_same_order_written_otherwise_is_the_same() -> None:
    machine = Machine(Shop(asks(order_no="#10023"), orders=[{**ORDERS[0], "email": None}]))
    machine.sync()
    typed(machine, 0, order_no="10 023", email="anna@example.net", received_on=date(2026, 11, 22))
    assert machine.arrived()[-1] == "received anna@example.net"


def test_a_parcel_stays_one_while_an_address_is_blank() -> None:
    machine = Machine(Shop(asks(), asks(order_no="10025", sku="BOX-03", qty=9)))
    machine.sync()
    machine.shop.store.type(0, "email", None)
    typed(machine, 1, qty=2)
    assert set(machine.shop.column("parcel_id")) == {"P-26-00001"}


def test_a_mail_that_waits_does_not_follow_a_row_that_became_another_request() -> None:
    machine = Machine(Shop(asks(qty=9), orders=EVES))
    machine.mailer.unreachable = "no network"
    machine.sync()
    typed(machine, 0, **{**EVE, "qty": 1})
    typed(machine, 0, tags="x")
    machine.mailer.unreachable = ""
    machine.shop.now += timedelta(hours=1)
    machine.sync()
    assert [mail for mail in machine.arrived() if "returns" not in mail] == [
        "requested anna@example.org", "approved eve@example.org"]
