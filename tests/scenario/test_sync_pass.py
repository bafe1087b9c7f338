"""The pass as it acts: lock, read, plan, brake, reserve, write, bind, deliver."""

from __future__ import annotations

from pathlib import Path

import pytest

from rma_sheets.adapters.memory import MemoryJournal
from rma_sheets.adapters.passlock import pass_lock
from rma_sheets.brakes import Limits, brake
from rma_sheets.errors import BrakeError, RegisterBusy, RegisterChanged
from rma_sheets.model.plan import Plan
from rma_sheets.render.explain import explain
from rma_sheets.texts import load_texts
from tests.simulate import Shop, asks, asks_lamp

from .passes import Machine


def test_a_pass_writes_binds_labels_and_mails() -> None:
    machine = Machine(Shop(asks(), asks_lamp(qty=3)))
    report = machine.sync()
    assert (report.written, list(machine.labels)) == (True, ["labels/P-26-00001.pdf"])
    assert machine.arrived() == ["approved anna@example.org", "requested ben@example.com",
                                 "staff_review returns@example.org"]


def test_a_second_pass_does_nothing_at_all() -> None:
    machine = Machine(Shop(asks()))
    machine.sync()
    changes = machine.shop.store.changes
    report = machine.sync()
    assert (report.plan.empty, report.written, report.outcomes) == (True, False, ())
    assert (machine.shop.store.changes, len(machine.mailer.sent)) == (changes, 1)


def test_a_plan_writes_nothing_anywhere() -> None:
    machine = Machine(Shop(asks()))
    before = machine.shop.store.read()
    assert machine.plan().new_numbers == 1
    assert (machine.shop.store.read(), machine.shop.journal.numbers, machine.mailer.sent) == (before, {}, [])


def test_two_passes_never_run_at_once(tmp_path: Path) -> None:
    machine = Machine(Shop(asks()), lock=tmp_path / "pass.lock")
    with pass_lock(tmp_path / "pass.lock"), pytest.raises(RegisterBusy):
        machine.sync()
    assert machine.shop.cell(0, "row_key") is None
    assert machine.sync().written


def test_what_staff_type_while_the_pass_runs_stays_and_counts() -> None:
    machine = Machine(Shop(asks()))
    store, typed = machine.shop.store, iter([lambda: store.type(0, "qty", 2)])
    store.before_write = lambda: next(typed, lambda: None)()
    machine.sync()
    assert (machine.shop.cell(0, "qty"), machine.shop.status()) == (2, "approved")
    (mail,) = machine.shop.journal.mails()
    assert [item["qty"] for item in mail.mail.context["items"]] == [2]  # type: ignore[attr-defined]


def test_a_row_deleted_while_the_pass_runs_is_not_written_over() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    store, acts = machine.shop.store, iter([lambda: store.delete(0)])
    store.before_write = lambda: next(acts, lambda: None)()
    machine.sync()
    assert (machine.shop.column("sku"), machine.arrived()) == (["LMP-02"], ["approved ben@example.com"])


def test_numbers_planned_for_a_sheet_that_changed_are_gaps_and_never_given_again() -> None:
    machine = Machine(Shop(asks()))
    store, acts = machine.shop.store, iter([lambda: store.type(0, "tags", "x")])
    store.before_write = lambda: next(acts, lambda: None)()
    machine.sync()
    assert machine.shop.cell(0, "rma_number") == "RMA-26-00002-7"
    assert machine.shop.journal.numbers["RMA-26-00001-A"][1] == "void"


def test_a_register_that_changes_all_the_time_is_left_alone() -> None:
    machine = Machine(Shop(asks()))
    store = machine.shop.store
    store.before_write = lambda: store.add(asks_lamp())
    with pytest.raises(RegisterChanged):
        machine.sync()
    assert (machine.shop.cell(0, "row_key"), machine.mailer.sent, machine.labels) == (None, [], {})
    store.before_write = lambda: None
    assert machine.sync().written


def test_a_register_that_somebody_has_open_is_left_alone_and_nobody_is_mailed() -> None:
    machine = Machine(Shop(asks()))
    machine.shop.store.opened_by = "Anna"
    with pytest.raises(RegisterBusy):
        machine.sync()
    assert (machine.shop.cell(0, "row_key"), machine.mailer.sent) == (None, [])
    machine.shop.store.opened_by = ""
    machine.sync()
    assert machine.arrived() == ["approved anna@example.org"]


def test_more_mails_than_the_cap_stop_the_pass_before_anything_is_written() -> None:
    machine = Machine(Shop(asks(), asks_lamp()))
    with pytest.raises(BrakeError, match="too-many-mails"):
        machine.sync(Limits(max_mails=1))
    assert (machine.shop.cell(0, "row_key"), machine.shop.journal.numbers) == (None, {})
    machine.sync(Limits(max_mails=None))
    assert len(machine.mailer.sent) == 2


@pytest.mark.parametrize(("rows", "gone", "stops"), [(10, 5, True), (10, 4, False), (40, 8, False), (40, 9, True)])
def test_many_rows_gone_at_once_stop_the_pass(rows: int, gone: int, stops: bool) -> None:
    machine = Machine(Shop(*(asks(order_no="10025", sku="BOX-03", external_ref=str(number)) for number in range(rows))))
    machine.sync()
    for _ in range(gone):
        machine.shop.store.delete(0)
    if stops:
        with pytest.raises(BrakeError, match="too-many-missing"):
            machine.sync()
        machine.sync(Limits(max_missing_share=None))
    else:
        machine.sync()
    assert sum(record.deleted for record in machine.shop.journal.view().rows.values()) == gone


@pytest.mark.parametrize(("gone", "stops"), [(5, True), (4, False)])
def test_rows_that_came_back_without_their_keys_are_not_counted_as_gone(gone: int, stops: bool) -> None:
    machine = Machine(Shop(*(asks(order_no="10025", sku="BOX-03", external_ref=str(number)) for number in range(10))))
    machine.sync()
    for _ in range(gone):
        machine.shop.store.delete(0)
    for position in range(3):
        machine.shop.erase_key(position)
    plan = machine.shop.plan()
    assert (len(plan.missing_keys), sum(record.deleted for record in plan.records)) == (gone, gone)
    if stops:
        with pytest.raises(BrakeError, match="'missing': 5, 'known': 10"):
            machine.sync()
    else:
        machine.sync()


def test_a_journal_that_is_not_the_registers_stops_the_pass() -> None:
    known = Shop(asks(), asks_lamp())
    known.settle()
    stranger = Machine(Shop())
    stranger.shop.put_back(known.store.read())
    stranger.shop.journal = MemoryJournal("U")
    machine = Machine(stranger.shop)
    with pytest.raises(BrakeError, match="journal-empty"):
        machine.sync()
    assert machine.mailer.sent == []


def test_a_journal_that_is_older_than_the_register_stops_the_pass() -> None:
    known = Shop(asks(), asks_lamp())
    known.settle()
    shop = Shop()
    shop.put_back(known.store.read())
    machine = Machine(shop)
    with pytest.raises(BrakeError, match="journal-older"):
        machine.sync()
    assert machine.mailer.sent == []


@pytest.mark.parametrize(("language", "said"), [
    ("en", "row 17 carries a key and a number"), ("fr", "la ligne 17 porte une clé et un numéro")])
def test_a_stop_names_the_one_row(language: str, said: str) -> None:
    with pytest.raises(BrakeError) as stopped:
        brake(Plan("returns.xlsx", "", 16, ahead_rows=(17,)), Limits())
    assert said in explain(stopped.value, load_texts(language))[0]


@pytest.mark.parametrize("plan", [{"ahead_rows": tuple(range(2, 9))}, {"foreign_rows": tuple(range(2, 9))}])
def test_a_stop_names_the_first_of_many_rows(plan: dict[str, tuple[int, ...]]) -> None:
    for language, rows in (("en", "7 rows"), ("fr", "7 lignes")):
        with pytest.raises(BrakeError) as stopped:
            brake(Plan("returns.xlsx", "", 7, **plan), Limits(max_mails=0))
        said = explain(stopped.value, load_texts(language))[0]
        assert (rows in said, "2, 3, 4, 5, 6, …" in said) == (True, True)


def test_the_brake_counts_only_rows_that_went_now() -> None:
    box = {"order_no": "10025", "sku": "BOX-03"}
    machine = Machine(Shop(*(asks(**box, external_ref=str(number)) for number in range(30))))
    machine.sync()
    for _ in range(5):
        for _ in range(4):
            machine.shop.store.delete(0)
        machine.sync()
    assert machine.plan().empty


def test_each_phase_is_said_and_timed() -> None:
    machine = Machine(Shop(asks()))
    report = machine.sync()
    assert set(report.seconds) == set(machine.said) == {"read", "plan", "reserve", "write", "bind", "render", "mail"}
