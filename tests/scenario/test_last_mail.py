"""The column Last mail speaks of mails that are out, and says so of one that is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rma_sheets.adapters.memory import MemoryJournal
from rma_sheets.model.delivery import ACTS
from rma_sheets.model.plan import Result
from rma_sheets.outbox import decide
from tests.scenario.passes import Machine
from tests.simulate import NOW, Shop, asks

BOX = {"order_no": "10025", "sku": "BOX-03"}


def unreachable(*rows: dict[str, object]) -> Machine:
    """A machine whose first pass could not reach the mail server."""
    machine = Machine(Shop(*rows))
    machine.mailer.unreachable = "no network"
    machine.sync()
    return machine


def decided(machine: Machine, act: str, *numbers: int) -> None:
    """A person's word of those mails."""
    assert act in ACTS
    decide(machine.shop.journal, machine, act, numbers, lambda stored: str(stored.state))


def said(machine: Machine) -> list[object]:
    """The column after a pass; the next ones find nothing to do."""
    machine.sync()
    assert machine.plan().empty
    written = machine.sync().written
    assert (written, machine.parts.quiet.plan() is not None) == (False, True)
    return machine.shop.column("last_mail")


def test_a_mail_that_waits_is_not_called_sent() -> None:
    machine = unreachable(asks())
    assert said(machine) == ["approved (not sent yet)"]


def test_nor_is_one_that_the_limit_of_a_day_keeps_back() -> None:
    machine = Machine(Shop(asks(), asks(order_no="10024", sku="LMP-02", email="ben@example.com")))
    machine.effects = replace(machine.effects, most_a_day=1)
    machine.sync()
    assert machine.shop.column("last_mail") == ["approved, 2026-11-22"] * 2
    machine.shop.now = NOW + timedelta(minutes=2)
    assert said(machine) == ["approved, 2026-11-22", "approved (not sent yet)"]
    machine.shop.now = NOW + timedelta(days=1, minutes=2)
    machine.sync()
    assert (len(machine.arrived()), machine.shop.cell(1, "last_mail")) == (2, "approved, 2026-11-22")
    assert said(machine) == ["approved, 2026-11-22"] * 2


def test_what_a_person_has_sent_again_is_told_as_out_at_once() -> None:
    machine = unreachable(asks())
    machine.sync()
    machine.mailer.unreachable, machine.shop.now = "", NOW + timedelta(minutes=2)
    decided(machine, "retry", 1)
    machine.sync()
    assert (len(machine.arrived()), machine.shop.cell(0, "last_mail")) == (1, "approved, 2026-11-22")
    assert said(machine) == ["approved, 2026-11-22"]


def test_once_it_is_out_its_day_stands_there() -> None:
    machine = unreachable(asks())
    machine.sync()
    machine.mailer.unreachable, machine.shop.now = "", NOW + timedelta(minutes=2)
    machine.sync()
    assert machine.arrived() == ["approved anna@example.org"]
    assert said(machine) == ["approved, 2026-11-22"]


def test_a_mail_that_a_person_took_back_at_once_is_not_told() -> None:
    machine = unreachable(asks(), asks(order_no="10024", sku="LMP-02", email="ben@example.com"))
    decided(machine, "cancel", 1)
    assert said(machine) == [None, "approved (not sent yet)"]


def test_nor_is_one_that_was_told_as_waiting() -> None:
    machine = unreachable(asks())
    machine.sync()
    decided(machine, "cancel", 1)
    assert said(machine) == [None]


def test_nor_is_one_that_was_refused() -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(Result.FAILED)
    machine.sync()
    machine.sync()
    decided(machine, "cancel", 1)
    assert said(machine) == [None]


def test_the_mail_before_it_is_told_instead() -> None:
    machine = Machine(Shop(asks()))
    machine.sync()
    machine.mailer.unreachable, machine.shop.now = "no network", NOW + timedelta(days=1)
    machine.shop.store.type(0, "received_on", "2026-11-23")
    machine.sync()
    assert machine.shop.cell(0, "last_mail") == "received, 2026-11-23"
    decided(machine, "cancel", 2)
    assert said(machine) == ["approved, 2026-11-22"]


def test_a_row_that_a_mail_speaks_of_no_more_does_not_tell_it() -> None:
    machine = unreachable(asks(), asks(**BOX))
    machine.shop.store.type(0, "do_not_notify", "yes")
    machine.sync()
    assert said(machine) == [None, "approved (not sent yet)"]


def test_another_pass_over_a_row_taken_back_stays_silent() -> None:
    machine = unreachable(asks())
    decided(machine, "cancel", 1)
    machine.sync()
    machine.shop.store.type(0, "reason_note", "too small")
    assert said(machine) == [None]


def test_a_mail_to_be_sent_again_is_not_out_yet() -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(Result.UNKNOWN)
    machine.sync()
    machine.sync()
    assert machine.shop.cell(0, "last_mail") == "approved (maybe sent)"
    machine.mailer.unreachable = "no network"
    decided(machine, "again", 1)
    machine.sync()
    assert machine.shop.cell(0, "last_mail") == "approved, 2026-11-22"
    assert said(machine) == ["approved (not sent yet)"]


def test_a_journal_in_memory_wakes_only_the_rows_of_the_mail() -> None:
    machine = unreachable(asks(), asks(order_no="10024", sku="LMP-02", email="ben@example.com"))
    assert isinstance(machine.shop.journal, MemoryJournal)
    decided(machine, "cancel", 2)
    assert [record.basis == "again" for record in machine.shop.journal.view().rows.values()] == [False, True]
