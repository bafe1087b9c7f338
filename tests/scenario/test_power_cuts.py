"""Killed at any point, the next pass heals: no number twice, no mail twice, nothing lost without a word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from rma_sheets.model.plan import Result
from tests.simulate import Shop, asks, asks_lamp

from .passes import Machine, PowerCut, cut_power

BOX = {"order_no": "10025", "sku": "BOX-03"}


def cut_before_the_write(machine: Machine) -> None:
    machine.shop.store.before_write = cut_power


def cut_after_the_write(machine: Machine) -> None:
    machine.shop.store.after_write = cut_power


def power_back(machine: Machine) -> None:
    """The machine starts again and everything works."""
    machine.shop.store.before_write = machine.shop.store.after_write = lambda: None
    machine.parts.journal.due_mails(machine.shop.now, 0)


def cut_sync(machine: Machine, cut: Callable[[Machine], None]) -> None:
    """A pass that does not come to its end."""
    cut(machine)
    with pytest.raises(PowerCut):
        machine.sync()
    power_back(machine)


@pytest.mark.parametrize(("cut", "number"), [(cut_before_the_write, "RMA-26-00002-7"),
                                             (cut_after_the_write, "RMA-26-00001-A")])
def test_the_next_pass_goes_on_from_what_the_sheet_shows(cut: Callable[[Machine], None], number: str) -> None:
    machine = Machine(Shop(asks()))
    cut_sync(machine, cut)
    assert machine.mailer.sent == []
    machine.sync()
    assert (machine.shop.cell(0, "rma_number"), machine.arrived()) == (number, ["approved anna@example.org"])
    assert machine.shop.journal.numbers[number] == (machine.shop.cell(0, "row_key"), "bound")
    assert machine.sync().plan.empty


@pytest.mark.parametrize("cut", [cut_before_the_write, cut_after_the_write])
def test_a_plan_after_a_cut_shows_what_a_pass_would_do(cut: Callable[[Machine], None]) -> None:
    machine = Machine(Shop(asks()))
    cut_sync(machine, cut)
    planned = machine.plan()
    assert (planned.writes, planned.records) == ((report := machine.sync().plan).writes, report.records)


def test_staff_who_edit_the_row_before_the_next_pass_lose_nothing() -> None:
    machine = Machine(Shop(asks()))
    cut_sync(machine, cut_after_the_write)
    machine.shop.store.type(0, "received_on", "2026-11-22")
    machine.sync()
    assert (machine.shop.status(), machine.shop.cell(0, "rma_number")) == ("received", "RMA-26-00001-A")
    assert machine.arrived() == ["approved anna@example.org", "received anna@example.org"]


def test_a_row_deleted_before_the_next_pass_is_nobodys_number_and_nobodys_mail() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    cut_sync(machine, cut_after_the_write)
    machine.shop.store.delete(0)
    machine.sync()
    assert machine.arrived() == ["approved ben@example.com"]
    assert machine.shop.journal.numbers["RMA-26-00001-A"][1] == "void"
    machine.shop.store.add(asks(**BOX))
    machine.sync()
    assert machine.shop.cell(1, "rma_number") == "RMA-26-00003-4"


def test_an_older_file_put_back_before_the_next_pass_gives_no_number_twice() -> None:
    machine = Machine(Shop(asks()))
    older = machine.shop.store.read()
    cut_sync(machine, cut_after_the_write)
    machine.shop.put_back(older)
    machine = Machine(machine.shop)
    machine.sync()
    assert machine.shop.cell(0, "rma_number") == "RMA-26-00002-7"
    assert machine.arrived() == ["approved anna@example.org"]


def test_a_cut_after_the_sheet_was_sorted_is_healed_too() -> None:
    machine = Machine(Shop(asks(), asks_lamp(), asks(**BOX, requested_on="2026-11-21")))
    cut_sync(machine, cut_after_the_write)
    machine.shop.store.sort("row_key", reverse=True)
    machine.sync()
    assert len(set(machine.shop.column("rma_number"))) == 3
    assert sorted(machine.arrived()) == ["approved anna@example.org"] * 2 + ["approved ben@example.com"]
    assert machine.sync().plan.empty


def test_a_move_that_was_written_and_not_bound_is_mailed_once() -> None:
    machine = Machine(Shop(asks()))
    machine.sync()
    machine.shop.store.type(0, "tracking_no", "1Z")
    machine.shop.store.type(0, "received_on", "2026-11-22")
    cut_sync(machine, cut_after_the_write)
    for _ in range(3):
        machine.sync()
    assert machine.arrived() == ["approved anna@example.org", "received anna@example.org"]


def test_cuts_again_and_again_leave_gaps_and_no_duplicates() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    for cut in (cut_before_the_write, cut_before_the_write, cut_after_the_write):
        cut_sync(machine, cut)
    machine.sync()
    assert machine.shop.column("rma_number") == ["RMA-26-00005-W", "RMA-26-00006-T"]
    assert len(machine.mailer.sent) == 2


def test_a_key_typed_over_after_the_first_pass_was_cut_stops_nothing() -> None:
    machine = Machine(Shop(asks()))
    cut_sync(machine, cut_after_the_write)
    machine.shop.store.type(0, "row_key", "mine")
    machine.sync()
    assert machine.shop.statuses() == ["approved"]
    assert len(machine.mailer.sent) == 1


def test_labels_of_a_pass_that_was_cut_are_made_by_the_next() -> None:
    machine = Machine(Shop(asks()))
    cut_sync(machine, cut_after_the_write)
    machine.sync()
    assert list(machine.labels) == [machine.shop.cell(0, "label")]


def test_a_label_of_a_row_that_gets_no_mail_is_made_by_the_next_pass_too() -> None:
    machine = Machine(Shop(asks(do_not_notify=True)))
    cut_sync(machine, cut_after_the_write)
    machine.sync()
    assert (list(machine.labels), machine.mailer.sent) == ([machine.shop.cell(0, "label")], [])


def test_a_label_that_was_thrown_away_is_made_again_until_the_goods_are_on_their_way() -> None:
    machine = Machine(Shop(asks()))
    machine.sync()
    machine.labels.clear()
    machine.sync()
    assert list(machine.labels) == [machine.shop.cell(0, "label")]
    machine.shop.store.type(0, "tracking_no", "1Z999")
    machine.sync()
    machine.labels.clear()
    machine.sync()
    assert (machine.labels, machine.plan().empty) == ({}, True)


def test_mails_that_a_cut_left_in_the_outbox_go_with_the_next_pass() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    machine.mailer.answers.append(PowerCut())
    with pytest.raises(PowerCut):
        machine.sync()
    machine.sync()
    states = {stored.mail.to: stored.state for stored in machine.shop.journal.mails()}
    assert states == {"anna@example.org": "unknown", "ben@example.com": "done"}
    assert len(machine.mailer.sent) == 2


def test_a_mail_nobody_knows_of_is_told_in_its_row_and_not_repeated() -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(PowerCut())
    with pytest.raises(PowerCut):
        machine.sync()
    for _ in range(3):
        machine.sync()
    assert "Nobody knows whether the mail “approved” was sent" in str(machine.shop.cell(0, "messages"))
    assert len(machine.mailer.sent) == 1
    assert machine.plan().empty


@pytest.mark.parametrize(("answer", "says"), [(Result.FAILED, "was refused"), (Result.UNKNOWN, "Nobody knows")])
def test_a_mail_that_failed_is_told_in_its_row(answer: Result, says: str) -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(answer)
    machine.sync()
    machine.sync()
    assert (says in str(machine.shop.cell(0, "messages")), machine.shop.check()) == (True, "error")
    assert machine.mailer.sent == []


def test_a_server_that_is_away_delays_mails_and_loses_none() -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.unreachable = "no route to host"
    machine.sync()
    assert (machine.mailer.sent, machine.shop.check()) == ([], "ok")
    machine.mailer.unreachable = ""
    machine.shop.later(1)
    machine.sync()
    assert machine.arrived() == ["approved anna@example.org"]


def test_a_reminder_that_stands_in_the_sheet_is_known_though_its_row_was_edited_since() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    machine.sync()
    machine.shop.now += timedelta(days=20)
    cut_sync(machine, cut_after_the_write)
    machine.shop.now += timedelta(minutes=3)
    machine.shop.store.type(0, "tags", "call first")
    machine.sync()
    assert machine.arrived()[2:] == ["reminder anna@example.org", "reminder ben@example.com"]
    assert machine.sync().plan.empty
