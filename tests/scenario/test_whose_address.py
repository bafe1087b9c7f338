"""Addresses that slid, were filled down or pasted beside other rows: no customer reads of another one's return."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rma_sheets.model.plan import Result
from tests.scenario.passes import Machine
from tests.simulate import NOW, Shop, asks, asks_lamp

BOX = {"order_no": "10025", "sku": "BOX-03"}
EVE = "eve@example.org"
ADDRESSES = ["anna@example.org", "ben@example.com", EVE]


def three(*, waiting: bool = False) -> Machine:
    """Three approved returns of three customers, told or about to be."""
    machine = Machine(Shop(asks(), asks_lamp(), asks(**BOX, email=EVE)))
    machine.mailer.unreachable = "no network" if waiting else ""
    machine.sync()
    machine.mailer.unreachable = ""
    machine.shop.store.type(2, "status", "approved")
    machine.sync()
    machine.shop.now = NOW + timedelta(minutes=2)
    return machine


def typed(machine: Machine, *addresses: str | None) -> None:
    """The column E-mail from the top."""
    for row, address in enumerate(addresses):
        machine.shop.store.type(row, "email", address)


def received(machine: Machine) -> list[str]:
    """Who is told that a parcel has arrived, once they all have."""
    for row in range(3):
        machine.shop.store.type(row, "received_on", date(2026, 11, 22))
    machine.sync()
    return [mail for mail in machine.arrived() if mail.startswith("received")]


def test_a_mail_that_waits_does_not_follow_an_address_that_slid() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    machine.mailer.unreachable = "no network"
    machine.sync()
    machine.mailer.unreachable = ""
    machine.shop.now = NOW + timedelta(minutes=2)
    typed(machine, "ben@example.com")
    machine.sync()
    assert machine.arrived() == ["approved anna@example.org", "approved ben@example.com"]
    assert "email-of-another" in machine.shop.codes(machine.shop.plan())


@pytest.mark.parametrize("column", [["ben@example.com", EVE, None], [ADDRESSES[0]] * 3])
def test_nobody_reads_of_the_return_of_another(column: list[str | None]) -> None:
    machine = three()
    typed(machine, *column)
    assert [mail for mail in received(machine) if mail != "received anna@example.org"] == []


def test_who_was_not_told_meanwhile_is_told_once_the_address_is_back() -> None:
    machine = three()
    typed(machine, "ben@example.com", EVE)
    assert received(machine) == ["received eve@example.org"]
    typed(machine, *ADDRESSES)
    machine.sync()
    told = sorted(mail for mail in machine.arrived() if mail.startswith("received"))
    assert told == [f"received {address}" for address in ADDRESSES]
    machine.shop.settle()
    assert machine.shop.plan().empty


def test_an_address_that_the_order_names_too_is_the_customers_own() -> None:
    machine = three()
    typed(machine, EVE)
    for row in range(len(machine.shop.store.read().tab("orders").rows)):
        machine.shop.store.type(row, "email", EVE, tab="orders")
    assert "received eve@example.org" in received(machine)
    assert machine.shop.cell(0, "check") == "OK"


def test_a_customer_who_moved_with_one_return_moves_with_the_other() -> None:
    machine = Machine(Shop(asks(), asks(**BOX)))
    machine.sync()
    for row, column in ((0, "received_on"), (1, "received_on")):
        machine.shop.store.type(row, "email", "anna@example.net")
        machine.shop.store.type(row, column, date(2026, 11, 22))
        machine.sync()
    assert machine.arrived()[-2:] == ["received anna@example.net"] * 2


@pytest.mark.parametrize(("address", "held"), [("nobodys@example.org", False), ("anna@example.org", False),
                                               ("ben@example.com", True)])
def test_a_refused_address_may_become_one_that_is_nobody_elses(address: str, *, held: bool) -> None:
    machine = Machine(Shop(asks(email="wrong@example.org"), asks_lamp()))
    machine.mailer.answers += [Result.FAILED] * 2
    machine.sync()
    typed(machine, address)
    report = machine.sync()
    assert ("email-of-another" in machine.shop.codes(report.plan)) == held


def test_a_pass_that_finds_the_row_as_the_one_before_left_it_leaves_the_mail_where_it_goes() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    machine.mailer.unreachable = "no network"
    machine.sync()
    typed(machine, "ben@example.com")
    machine.sync()
    machine.mailer.unreachable = ""
    for minutes in (10, 20):
        machine.shop.now = NOW + timedelta(minutes=minutes)
        machine.sync()
    assert machine.arrived() == ["approved anna@example.org", "approved ben@example.com"]
