"""Staff go on working while a mail waits: it follows its row, until it is out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rma_sheets.model.plan import Result
from tests.scenario.passes import Machine
from tests.simulate import NOW, ORDERS, Shop, asks

BOX = {"order_no": "10025", "sku": "BOX-03"}


def waiting(*rows: dict[str, object]) -> Machine:
    """A machine whose first pass could not reach the mail server."""
    machine = Machine(Shop(*rows))
    machine.mailer.unreachable = "no network"
    machine.sync()
    machine.mailer.unreachable = ""
    machine.shop.now = NOW + timedelta(minutes=2)
    return machine


def test_a_mail_that_waits_goes_to_the_corrected_address() -> None:
    machine = waiting(asks())
    machine.shop.store.type(0, "email", "anna@example.com")
    report = machine.sync()
    assert machine.arrived() == ["approved anna@example.com"]
    assert [note.text for note in report.plan.notes if note.sign == "@"] == [
        "mail “approved” goes to a***@example.com now"]


def test_its_text_names_the_corrected_address_too() -> None:
    machine = waiting(asks())
    machine.shop.store.type(0, "email", "anna@example.com")
    machine.sync()
    assert b"'email': 'anna@example.com'" in machine.mailer.sent[0].content


def test_a_refused_mail_goes_out_once_the_address_is_corrected() -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(Result.FAILED)
    machine.sync()
    machine.shop.store.type(0, "email", "anna@example.com")
    machine.sync()
    machine.sync()
    assert machine.arrived() == ["approved anna@example.com"]
    assert machine.shop.cell(0, "messages") is None


@pytest.mark.parametrize(("column", "value"), [("email", "anna@example.com"), ("do_not_notify", "yes")])
def test_nobody_is_asked_for_an_address_that_was_just_corrected(column: str, value: str) -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(Result.FAILED)
    machine.sync()
    machine.sync()
    assert machine.shop.cell(0, "messages") is not None
    machine.shop.store.type(0, column, value)
    report = machine.sync()
    assert ([finding.code for finding in report.plan.findings if finding.column == "email"], report.plan.people) == (
        [], 0)
    assert "refused" not in str(machine.shop.cell(0, "messages"))


def test_an_address_that_is_refused_as_well_is_told_again() -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers += [Result.FAILED, Result.FAILED]
    machine.sync()
    machine.shop.store.type(0, "email", "anna@example.com")
    machine.sync()
    machine.sync()
    assert machine.shop.cell(0, "last_mail") == "approved (refused)"
    assert machine.sync().plan.empty


def test_a_refused_mail_is_not_sent_after_its_row_has_moved_on() -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(Result.FAILED)
    machine.sync()
    machine.shop.store.type(0, "tracking_no", "1Z999")
    machine.sync()
    machine.shop.store.type(0, "email", "anna@example.com")
    machine.sync()
    assert machine.arrived() == []


@pytest.mark.parametrize(("column", "value"), [("do_not_notify", "yes"), ("email", None)])
def test_a_customer_who_is_not_to_be_told_is_not(column: str, value: str | None) -> None:
    machine = waiting(asks())
    machine.shop.store.type(0, column, value)
    machine.sync()
    machine.sync()
    assert machine.arrived() == []
    assert machine.shop.cell(0, "last_mail") is None


def test_who_cancels_in_time_hears_only_of_the_cancelling() -> None:
    machine = waiting(asks())
    machine.shop.store.type(0, "status", "cancelled")
    report = machine.sync()
    assert machine.arrived() == ["cancelled anna@example.org"]
    assert "mail “approved” taken back before it went out" in [note.text for note in report.plan.notes]


def test_a_mail_about_two_rows_goes_on_about_the_one_that_stands() -> None:
    machine = waiting(asks(), asks(**BOX))
    machine.shop.store.type(0, "status", "cancelled")
    machine.sync()
    told = {envelope.key.split(":")[1]: envelope.content.decode() for envelope in machine.mailer.sent}
    assert machine.arrived() == ["approved anna@example.org", "cancelled anna@example.org"]
    assert "BOX-03" in told["approved"]
    assert "RMA-26-00001-A" not in told["approved"]


def test_rows_of_one_parcel_that_name_two_addresses_leave_the_mail_alone() -> None:
    machine = waiting(asks(), asks(**BOX))
    machine.shop.store.type(0, "email", "eve@example.org")
    machine.sync()
    assert machine.arrived() == ["approved anna@example.org"]


def test_a_mail_that_is_out_is_out() -> None:
    machine = Machine(Shop(asks()))
    machine.sync()
    machine.shop.store.type(0, "email", "eve@example.org")
    machine.shop.store.type(0, "do_not_notify", "yes")
    machine.sync()
    assert machine.arrived() == ["approved anna@example.org"]
    assert machine.shop.cell(0, "last_mail") == "approved, 2026-11-22"


def test_a_row_that_is_gone_leaves_its_mail_alone() -> None:
    machine = waiting(asks(), asks(**BOX, requested_on="2026-11-19"))
    machine.shop.store.delete(0)
    machine.sync()
    assert len(machine.arrived()) == 2


def test_a_mail_that_nobody_touched_is_sent_as_it_was() -> None:
    machine = waiting(asks())
    before = machine.shop.journal.mails()[0]
    machine.sync()
    assert machine.mailer.sent[0].content == before.content != b""


def test_a_mail_that_waits_does_not_follow_a_row_that_was_typed_over_for_somebody_else() -> None:
    machine = waiting(asks())
    for column, value in (*BOX.items(), ("email", "eve@example.org")):
        machine.shop.store.type(0, column, value)
    report = machine.sync()
    assert machine.arrived() == ["approved anna@example.org"]
    assert "row-reused" in [finding.code for finding in report.plan.findings]


@pytest.mark.parametrize("refused", [False, True])
def test_an_address_that_was_blank_for_one_pass_loses_nothing(*, refused: bool) -> None:
    machine = waiting(asks())
    if refused:
        machine.mailer.answers.append(Result.FAILED)
        machine.sync()
    else:
        machine.mailer.unreachable = "no network"
    machine.shop.store.type(0, "email", None)
    machine.sync()
    machine.mailer.unreachable = ""
    machine.shop.store.type(0, "email", "anna@example.com")
    machine.sync()
    assert machine.arrived() == ["approved anna@example.com"]


def test_a_refused_mail_of_two_rows_goes_on_for_the_one_that_did_not_move() -> None:
    orders = [{**line, "email": None} for line in ORDERS]
    machine = Machine(Shop(asks(email="ana@example.org"), asks(**BOX, email="ana@example.org"), orders=orders))
    machine.mailer.answers.append(Result.FAILED)
    machine.sync()
    for row in (0, 1):
        machine.shop.store.type(row, "email", "anna@example.org")
    machine.shop.store.type(0, "received_on", date(2026, 11, 22))
    machine.sync()
    assert machine.shop.column("messages") == [None, None]
    assert {"received anna@example.org", "approved anna@example.org"} <= set(machine.arrived())


@pytest.mark.parametrize("out", [False, True])
def test_a_row_that_left_the_mail_of_its_parcel_with_its_address_is_told_after_all(*, out: bool) -> None:
    machine = waiting(asks(), asks(**BOX))
    machine.mailer.unreachable = "" if out else "no network"
    machine.shop.store.type(0, "email", None)
    machine.sync()
    machine.mailer.unreachable = ""
    machine.shop.store.type(0, "email", "anna@example.org")
    machine.shop.now += timedelta(minutes=10)
    machine.sync()
    assert machine.arrived() == ["approved anna@example.org"] * 2
    machine.shop.now += timedelta(hours=1)
    machine.sync()
    assert len(machine.arrived()) == 2


def test_a_reminder_that_lost_its_address_for_one_pass_is_a_reminder_still() -> None:
    machine = Machine(Shop(asks()))
    machine.sync()
    machine.shop.later(10)
    machine.mailer.unreachable = "no network"
    machine.sync()
    for address in (None, "anna@example.org"):
        machine.shop.store.type(0, "email", address)
        machine.sync()
    machine.mailer.unreachable = ""
    machine.shop.now += timedelta(hours=1)
    machine.sync()
    assert machine.arrived() == ["approved anna@example.org", "reminder anna@example.org"]
