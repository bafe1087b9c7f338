"""A customer is told the same once, and again where it is other news or never reached them."""

from __future__ import annotations

import pytest

from rma_sheets.model.delivery import MailState
from rma_sheets.model.plan import Result
from tests.scenario.passes import Machine, PowerCut
from tests.simulate import NOW, Shop, asks

QUESTION = "needs_info"
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


def test_a_question_whose_mail_was_readdressed_is_not_put_there_again() -> None:
    machine = Machine(Shop(asks(**UNKNOWN, email="wrong@example.org")))
    machine.mailer.answers.append(Result.FAILED)
    machine.sync()
    machine.shop.store.type(0, "email", "eve@example.org")
    machine.sync()
    machine.shop.store.type(0, "qty", 9)
    machine.shop.store.type(0, "order_no", "10023")
    machine.sync()
    assert machine.shop.status() == "in_review"
    assert asked_in_all(machine) == ["needs_info eve@example.org"]


def test_another_spelling_of_the_address_is_the_same_address() -> None:
    machine = asked_and_reviewed()
    machine.shop.store.type(0, "email", "Anna@example.org")
    assert asked_in_all(machine) == ["needs_info anna@example.org"]


def test_what_the_orders_say_meanwhile_makes_no_other_question() -> None:
    machine = asked_and_reviewed()
    machine.shop.store.type(0, "order_no", "99998", tab="orders")
    assert asked_in_all(machine) == ["needs_info anna@example.org"]


def test_after_other_news_it_is_told_again() -> None:
    machine = asked_and_reviewed()
    for status in ("approved", "cancelled", "in review", "cancelled", "in review", "approved"):
        machine.shop.store.type(0, "status", status)
        machine.sync()
        assert machine.shop.cell(0, "status") == status
    assert [notice.split()[0] for notice in machine.arrived() if "anna" in notice] == [
        "needs_info", "approved", "cancelled", "approved"]


def lost_and_waiting() -> Machine:
    """An approved row whose mail may be out, and is to be sent once more."""
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(Result.UNKNOWN)
    machine.sync()
    machine.shop.journal.decide_mails([machine.shop.journal.mails()[0].mail.key], MailState.QUEUED, [], NOW)
    return machine


@pytest.mark.parametrize(("column", "value"), [("status", "cancelled"), ("do_not_notify", "yes"),
                                              ("email", "eve@example.org")])
def test_a_mail_that_may_be_out_is_not_sent_once_more_after_its_row_was_changed(column: str, value: str) -> None:
    machine = lost_and_waiting()
    machine.shop.store.type(0, column, value)
    report = machine.sync()
    assert not [notice for notice in machine.arrived() if notice.startswith("approved")]
    assert "mail “approved” may be out already; it is not sent once more" in [note.text for note in report.plan.notes]
    assert machine.shop.journal.mails()[0].state is MailState.UNKNOWN


@pytest.mark.parametrize("result", [Result.FAILED, Result.UNKNOWN])
def test_a_pass_whose_mail_did_not_go_out_says_that_its_row_needs_a_person(result: Result) -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(result)
    assert [machine.sync().plan.people for _ in range(2)] == [1, 1]


def test_what_a_dead_pass_was_handing_over_is_told_by_the_very_next_one() -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(PowerCut())
    with pytest.raises(PowerCut):
        machine.sync()
    report = machine.sync()
    assert [finding.code for finding in report.plan.findings] == ["mail-unknown"]
    assert (report.plan.people, machine.shop.cell(0, "last_mail")) == (1, "approved (maybe sent)")
