"""An older journal that was copied back by hand: the sheet's rows are further on than it knows, and the pass stops."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rma_sheets.adapters.memory import MemoryJournal
from rma_sheets.brakes import check_journal
from rma_sheets.errors import WrongJournalError
from rma_sheets.model.values import CellValue
from rma_sheets.planning.adopt import adopt_plan
from rma_sheets.planning.world import World
from tests.simulate import Shop, asks, asks_lamp, catalogue, lists

from .passes import Machine
from .test_identity import shop_of_two


def approved_by_staff(shop: Shop) -> None:
    shop.store.type(0, "status", "approved")


def received(shop: Shop) -> None:
    shop.store.type(0, "received_on", "2026-11-22")


def reminded(shop: Shop) -> None:
    shop.later(11)


def is_behind(shop: Shop) -> tuple[int, ...]:
    """The rows that prove it; nothing is done before somebody has acted."""
    plan = shop.plan()
    if plan.ahead_rows:
        with pytest.raises(WrongJournalError, match="journal-older"):
            check_journal(plan)
    return plan.ahead_rows


FURTHER = pytest.mark.parametrize(("first", "then"), [
    (asks(qty=9), approved_by_staff), (asks(), received), (asks(), reminded)])


@FURTHER
def test_a_row_that_is_further_on_stops_the_pass(first: dict[str, CellValue], then: Callable[[Shop], None]) -> None:
    shop = Shop(first, asks_lamp())
    shop.settle()
    older = deepcopy(shop.journal)
    then(shop)
    shop.settle()
    assert shop.plan().ahead_rows == ()
    shop.journal = older
    assert is_behind(shop)[0] == 2
    shop.store.type(0, "tags", "x")
    assert is_behind(shop)[0] == 2


@FURTHER
def test_a_journal_that_has_taken_the_rows_over_goes_on(first: dict[str, CellValue],
                                                        then: Callable[[Shop], None]) -> None:
    shop = Shop(first, asks_lamp())
    shop.settle()
    older = deepcopy(shop.journal)
    then(shop)
    shop.settle()
    number, sent, shop.journal = shop.cell(0, "rma_number"), list(shop.mails), older
    world = World(shop.store.read(), shop.journal.view(), shop.settings, catalogue(), lists("en"), shop.now)
    plan = adopt_plan(world, shop.journal.given_numbers())
    shop.journal.bind(shop.journal.reserve(plan, shop.now), plan.standing, shop.now)
    assert shop.plan().ahead_rows == ()
    shop.settle()
    assert (shop.cell(0, "rma_number"), shop.mails) == (number, sent)


TYPED = ({"rev": 3}, {"rev": 9, "last_mail": "received, 2026-11-23"}, {"synced_status": "received"},
         {"rev": 9, "rma_number": "RMA-26-00003-5"}, {"rev": 9, "rma_number": "RMA-26-00003-4"},
         {"last_sync": datetime(2026, 11, 23, 9)}, {"rev": 3, "last_sync": datetime(2026, 11, 23, 9)},
         {"rev": 3, "synced_status": "received", "last_sync": None}, {"rev": 3, "synced_status": "closed 2"},
         {"rev": "x", "synced_status": "received"})


@pytest.mark.parametrize("typed", TYPED)
def test_what_somebody_typed_into_hidden_cells_proves_nothing(typed: dict[str, CellValue]) -> None:
    shop = shop_of_two()
    for column, value in typed.items():
        shop.store.type(0, column, value)
    assert is_behind(shop) == ()
    sent = list(shop.mails)
    shop.settle()
    assert (shop.column("rma_number"), shop.mails) == (["RMA-26-00001-A", "RMA-26-00002-7"], sent)


TAIL = ("last_mail", "last_sync", "row_key", "rev", "synced_status")


@pytest.mark.parametrize("columns", [TAIL, TAIL[:2], (*TAIL, "rma_number"), (*TAIL, "request_ref")])
@pytest.mark.parametrize("later", [0, 2])
def test_cells_that_were_dragged_down_over_the_next_row_prove_nothing(columns: tuple[str, ...], later: int) -> None:
    shop = Shop(asks(), asks(order_no="9"))
    shop.settle()
    assert shop.statuses() == ["approved", "needs_info"]
    shop.later(later)
    counted_up = {"last_mail": "approved, 2026-11-23", "row_key": "T-000002", "rev": 3,
                  "last_sync": shop.store.read().tab("returns").cell(0, "last_sync")}
    assert isinstance(counted_up["last_sync"], datetime)
    counted_up["last_sync"] += timedelta(days=1)
    for column in columns:
        shop.store.type(1, column, counted_up.get(column, shop.cell(0, column)))
    assert is_behind(shop) == ()


def test_a_void_number_that_yesterdays_workbook_brings_back_proves_nothing() -> None:
    """The journal has given it, so it knows of it although no row has it any more."""
    shop = Shop(asks())
    shop.settle()
    view = shop.journal.view()
    undone = {key: replace(record, rma_number="", rev=1, seen="") for key, record in view.rows.items()}
    for counters, ahead in ((view.counters, ()), ({**view.counters, "rma:26": 0}, (2,))):
        plan = shop.plan_of(shop.store.read(), replace(view, rows=undone, counters=counters), shop.now)
        assert plan.ahead_rows == ahead


def test_a_workbook_of_yesterday_is_behind_and_not_ahead() -> None:
    shop = shop_of_two()
    older = shop.store.read()
    received(shop)
    shop.settle()
    shop.put_back(older)
    assert is_behind(shop) == ()


def test_a_pass_that_died_before_it_bound_its_rows_is_healed_and_not_stopped() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    machine.sync()
    shop = machine.shop
    received(shop)
    plan, snapshot = shop.plan(), shop.store.read()
    shop.journal.reserve(plan, shop.now)
    shop.store.write(snapshot, plan.writes)
    assert machine.plan().ahead_rows == ()
    machine.sync()
    assert isinstance(shop.journal, MemoryJournal)
    assert machine.arrived().count("received anna@example.org") == 1


def test_a_file_that_was_put_back_by_mistake_and_the_right_one_again_are_no_older_journal() -> None:
    machine = Machine(Shop(asks()))
    told = ("last_mail", "last_sync")
    files = []
    for unreachable in ("no network", "no network", "", ""):
        machine.mailer.unreachable = unreachable
        machine.sync()
        files.append({column: machine.shop.cell(0, column) for column in told})
        machine.shop.now += timedelta(hours=2)
    for file in files[:2]:
        for column in told:
            machine.shop.store.type(0, column, file[column])
        assert is_behind(machine.shop) == ()
        machine.sync()
    assert machine.shop.cell(0, "last_mail") == files[-1]["last_mail"]
