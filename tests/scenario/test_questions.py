"""A customer is asked once for the same thing, and again where the question is another or never reached them."""

from __future__ import annotations

from rma_sheets.model.plan import Result
from rma_sheets.planning.asked import QUESTION
from tests.scenario.passes import Machine
from tests.simulate import Shop, asks

UNKNOWN = {"order_no": "99999"}
"""An order that the shop does not have: the customer is asked for its number."""


def asked_and_reviewed(*answers: Result) -> Machine:
    """One row whose customer was asked for the order number, and which staff then gave one that needs a person."""
    machine = Machine(Shop(asks(**UNKNOWN)))
    machine.mailer.answers += answers
    machine.sync()
    machine.shop.store.type(0, "qty", 9)
    machine.shop.store.type(0, "order_no", "10023")
    machine.sync()
    assert machine.shop.status() == "in_review"
    return machine


def asked_in_all(machine: Machine, order_no: str = "99999") -> list[str]:
    """Who was asked, once the row needs an answer again."""
    machine.shop.store.type(0, "qty", 1)
    machine.shop.store.type(0, "order_no", order_no)
    machine.sync()
    assert machine.shop.status() == QUESTION
    return [notice for notice in machine.arrived() if notice.startswith(QUESTION)]


def test_the_same_is_not_asked_twice() -> None:
    machine = asked_and_reviewed()
    assert asked_in_all(machine) == ["needs_info anna@example.org"]
    assert machine.shop.cell(0, "last_mail") == "information needed, 2026-11-22"
    assert machine.plan().empty


def test_something_else_is_asked() -> None:
    assert len(asked_in_all(asked_and_reviewed(), order_no="88888")) == 2


def test_another_address_has_not_been_asked() -> None:
    machine = asked_and_reviewed()
    machine.shop.store.type(0, "email", "eve@example.org")
    assert asked_in_all(machine) == ["needs_info anna@example.org", "needs_info eve@example.org"]


def test_what_was_refused_is_asked_again() -> None:
    assert asked_in_all(asked_and_reviewed(Result.FAILED)) == ["needs_info anna@example.org"]


def test_what_may_have_arrived_is_not() -> None:
    assert asked_in_all(asked_and_reviewed(Result.UNKNOWN)) == []
