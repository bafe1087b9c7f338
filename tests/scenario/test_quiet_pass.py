"""A register that is just as the last pass left it is not read again; anything that matters wakes the pass."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rma_sheets.model.plan import Result
from rma_sheets.model.snapshot import Snapshot
from tests.scenario.passes import Machine
from tests.simulate import Shop, asks


class Counted:
    """How often the register was read."""

    def __init__(self, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number = 0
        read = machine.shop.store.read

        def counted() -> Snapshot:
            self.number += 1
            return read()
        monkeypatch.setattr(machine.shop.store, "read", counted)


@pytest.fixture
def machine() -> Machine:
    """After a pass with work and one without."""
    machine = Machine(Shop(asks(), asks(order_no="77777")))
    machine.sync()
    machine.sync()
    return machine


def test_nothing_changed_is_not_read_and_told_the_same(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = machine.parts.plan(machine.shop.store.read(), machine.shop.journal.view(), machine.now())
    reads = Counted(machine, monkeypatch)
    report = machine.sync()
    assert (report.written, report.outcomes, report.plan.empty) == (False, (), True)
    for plan in (report.plan, machine.plan()):
        assert (plan.register, plan.rows, plan.people, plan.findings) == (
            planned.register, 2, 1, planned.findings)
    assert reads.number == 0


def test_nor_are_the_rows_of_the_journal(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.sync()
    monkeypatch.setattr(machine.shop.journal, "view", lambda: pytest.fail("all rows of the journal were read"))
    assert machine.sync().plan.empty


@pytest.mark.parametrize("act", [
    lambda machine: machine.shop.store.type(0, "tracking_no", "1Z"),
    lambda machine: machine.shop.store.add(asks(order_no="10025", sku="BOX-03")),
    lambda machine: setattr(machine.shop, "now", machine.shop.now + timedelta(days=1)),
    lambda machine: machine.labels.clear(),
    lambda machine: setattr(machine.parts.quiet, "basis", "another program"),
    lambda machine: machine.shop.journal.reserve(machine.shop.plan(), machine.now()),
], ids=["edited", "added", "the next day", "labels gone", "another program", "a pass that died"])
def test_what_matters_is_looked_at(machine: Machine, monkeypatch: pytest.MonkeyPatch, act: object) -> None:
    act(machine)  # type: ignore[operator]
    reads = Counted(machine, monkeypatch)
    machine.sync()
    assert reads.number == 1


def test_mails_go_out_in_a_quiet_pass_and_what_became_of_them_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.unreachable = "no network"
    for _ in range(3):      # the second one tells that the mail is not out
        machine.sync()
    reads = Counted(machine, monkeypatch)
    machine.mailer.unreachable = ""
    machine.mailer.answers.append(Result.FAILED)
    machine.shop.now += timedelta(minutes=5)
    machine.sync()
    assert reads.number == 0
    machine.sync()
    assert reads.number == 1
    assert "refused" in str(machine.shop.cell(0, "messages"))


def test_a_pass_with_work_leaves_nothing_to_rest_on(machine: Machine) -> None:
    machine.shop.store.type(0, "tracking_no", "1Z")
    assert machine.shop.journal.quiet()
    machine.sync()
    assert not machine.shop.journal.quiet()
