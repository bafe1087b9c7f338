"""What a shopkeeper would expect when a row changes late: nobody is forgotten, nothing is paid twice, nothing leaks."""

from __future__ import annotations

from datetime import date

import pytest

from tests.scenario.passes import Machine
from tests.simulate import Shop, asks


def test_a_customer_whose_address_is_corrected_is_asked_what_is_missing() -> None:
    machine = Machine(Shop(asks(order_no="77777", email="anna@exampleorg")))
    machine.sync()
    assert machine.arrived() == []
    machine.shop.store.type(0, "email", "anna@example.org")
    machine.sync()
    machine.sync()
    assert machine.arrived() == ["needs_info anna@example.org"]


def test_what_came_back_before_does_not_come_back_again_because_its_row_was_deleted() -> None:
    shop = Shop(asks(qty=2, status="settled", payment_ref="P-1", do_not_notify="yes"))
    shop.sync()
    shop.store.delete(0)
    shop.sync()
    shop.store.add(asks(qty=1))
    shop.sync()
    assert shop.cell(0, "status") == "in review"
    assert "0 left" in str(shop.cell(0, "messages"))


@pytest.mark.parametrize(("column", "value"), [("qty", 2), ("order_no", "10025"), ("sku", "BOX-03"),
                                              ("order_no", "404")])
def test_other_goods_than_approved_are_told_and_settle_nothing(column: str, value: str | int) -> None:
    shop = Shop(asks())
    shop.sync()
    shop.store.type(0, column, value)
    shop.sync()
    assert "not what was approved: 1 x 10023/1" in str(shop.cell(0, "messages"))
    for name, typed in (("received_on", date(2026, 11, 22)), ("condition", "new, sealed"), ("disposition", "restock"),
                        ("refund_amount", 12.5), ("payment_ref", "P-1")):
        shop.store.type(0, name, typed)
    shop.sync()
    assert shop.cell(0, "status") != "settled"
    shop.store.type(0, column, asks()[column])
    shop.sync()
    assert "not what was approved" not in str(shop.cell(0, "messages"))


def test_fewer_goods_than_approved_are_no_trouble() -> None:
    shop = Shop(asks(qty=2))
    shop.sync()
    shop.store.type(0, "qty", 1)
    shop.sync()
    assert shop.cell(0, "messages") is None


def test_facts_on_a_request_that_nobody_approved_are_told_to_wait() -> None:
    shop = Shop(asks(order_no=""), policy=({"order": 1, "rule": "ask", "verdict": "review"},))
    shop.sync()
    shop.store.type(0, "payment_ref", "P-1")
    shop.sync()
    assert "the return is not approved" in str(shop.cell(0, "messages"))


def test_inspection_names_the_cell_that_is_missing() -> None:
    shop = Shop(asks())
    shop.sync()
    shop.store.type(0, "received_on", date(2026, 11, 22))
    shop.sync()
    assert shop.cell(0, "next_step") == "Inspect: fill Condition and Disposition"
    shop.store.type(0, "condition", "new, sealed")
    shop.sync()
    assert shop.cell(0, "next_step") == "Inspect: fill Disposition"


def test_nothing_of_an_order_goes_to_an_address_that_is_not_its_own() -> None:
    orders = ({"order_no": "1", "line": "1", "delivered_on": date(2026, 11, 13), "email": "hal@example.org",
               "customer": "Hal Hu", "sku": "MUG-01", "item": "Mug, blue", "qty": 2, "unit_price": 12.5},)
    machine = Machine(Shop(asks(order_no="1", email="other@example.org"), orders=orders))
    machine.sync()
    (mail,) = [envelope for envelope in machine.mailer.sent if envelope.to == "other@example.org"]
    assert b"Hal" not in mail.content
    assert b"blue" not in mail.content
    assert b"MUG-01" in mail.content


def test_waiting_mails_are_counted_until_they_are_out() -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.unreachable = "no network"
    assert machine.sync().waiting == 1
    assert machine.sync().waiting == 1
    machine.mailer.unreachable = ""
    machine.shop.now = machine.shop.now.replace(hour=12)
    assert machine.sync().waiting == 0
