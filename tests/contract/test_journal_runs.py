"""Reserve, bind, and what is left of a run that died between the two."""

from __future__ import annotations

from datetime import date

import pytest

from rma_sheets.errors import RegisterChanged
from rma_sheets.model.given_numbers import GivenNumber, NumberKind, NumberState
from rma_sheets.model.plan import Event
from rma_sheets.model.record import Detail, Remark, RowRecord
from rma_sheets.model.rma import TakenUnits
from rma_sheets.model.states import Status
from rma_sheets.ports import Journal

from .builders import NOW, approved, later, mail, plan, refused
from .conftest import OpenJournal

WHOLE = RowRecord("K1", 3, Status.APPROVED, "REQ-26-00001-A", "RMA-26-00001-B", "P-26-00001", "id", "seen", "facts",
                  "basis", date(2026, 12, 6), (TakenUnits("10023/1", 2), TakenUnits("10023/é\t2", 1)), True,
                  Detail(written={"why": "“délai” 😀"}, remarks=(Remark("status-not-legal", "status"),)).dump())


def test_an_empty_journal_shows_nothing(journal: Journal) -> None:
    view = journal.view()
    assert (view.counters, view.rows, view.troubles) == ({}, {}, ())


def test_a_register_has_one_short_name_for_ever(open_journal: OpenJournal) -> None:
    name = open_journal().view().register_id
    assert len(name) == 6
    assert open_journal().view().register_id == name


def test_what_stands_in_the_sheet_is_remembered_as_it_was_meant(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.bind(journal.reserve(plan(WHOLE), NOW), frozenset({"K1"}), NOW)
    assert open_journal().view().rows == {"K1": WHOLE}


def test_a_row_that_does_not_stand_is_not_believed(journal: Journal) -> None:
    run = journal.reserve(plan(RowRecord("K1"), RowRecord("K2")), NOW)
    journal.bind(run, frozenset({"K2"}), NOW)
    assert set(journal.view().rows) == {"K2"}


def test_a_later_run_replaces_what_was_known_of_a_row(journal: Journal) -> None:
    for rev in (1, 2):
        journal.bind(journal.reserve(plan(RowRecord("K1", rev)), NOW), frozenset({"K1"}), NOW)
    assert journal.view().rows == {"K1": RowRecord("K1", 2)}


def test_nothing_is_true_before_bind_except_that_numbers_are_taken(journal: Journal) -> None:
    journal.reserve(approved("K1", "RMA-1", count=1), NOW)
    view = journal.view()
    assert (view.rows, view.counters) == ({}, {"rma:26": 1})
    assert (journal.mails(), journal.history("K1")) == ([], [])


def test_a_run_that_died_is_found_with_what_it_meant(open_journal: OpenJournal) -> None:
    first = open_journal().reserve(plan(WHOLE), NOW)
    second = open_journal().reserve(plan(RowRecord("K2")), NOW)
    assert [(run, tuple(records)) for run, records in open_journal().pending()] == [
        (first, (WHOLE,)), (second, (RowRecord("K2"),))]


def test_a_run_that_died_after_the_write_is_bound_by_the_next_pass(open_journal: OpenJournal) -> None:
    run = open_journal().reserve(approved("K1", "RMA-1", count=1), NOW)
    journal = open_journal()
    journal.bind(run, frozenset({"K1"}), later(hours=1))
    assert journal.view().rows["K1"].rma_number == "RMA-1"
    assert [stored.mail.key for stored in journal.mails()] == ["K1:approved:1"]
    assert journal.pending() == []


def test_binding_twice_changes_nothing(journal: Journal) -> None:
    run = journal.reserve(approved("K1", "RMA-1", count=1), NOW)
    journal.bind(run, frozenset({"K1"}), NOW)
    before = (journal.view(), list(journal.mails()), list(journal.history("K1")))
    journal.bind(run, frozenset(), later(hours=1))
    assert (journal.view(), list(journal.mails()), list(journal.history("K1"))) == before


def test_a_run_nobody_opened_cannot_be_bound(journal: Journal) -> None:
    with refused("journal.no-such-run"):
        journal.bind(99, frozenset(), NOW)


def test_a_pass_that_planned_on_older_counters_is_refused_and_leaves_nothing(journal: Journal) -> None:
    journal.reserve(approved("K1", "RMA-2", count=2), NOW)
    with pytest.raises(RegisterChanged):
        journal.reserve(approved("K2", "RMA-1", count=1), NOW)
    assert journal.view().counters == {"rma:26": 2}
    assert len(journal.pending()) == 1


def test_the_same_number_is_never_reserved_twice(journal: Journal) -> None:
    journal.reserve(approved("K1", "RMA-1", count=1), NOW)
    with pytest.raises(RegisterChanged):
        journal.reserve(approved("K2", "RMA-1", count=1), NOW)
    assert [records[0].key for _, records in journal.pending()] == ["K1"]


@pytest.mark.parametrize("standing", [frozenset(), frozenset({"K1"})])
def test_a_number_stays_taken_whether_its_row_stood_or_not(journal: Journal, standing: frozenset[str]) -> None:
    journal.bind(journal.reserve(approved("K1", "RMA-1", count=1), NOW), standing, NOW)
    with pytest.raises(RegisterChanged):
        journal.reserve(approved("K2", "RMA-1", count=1), later(days=400))


def test_a_number_stays_taken_when_its_row_is_deleted(journal: Journal) -> None:
    journal.bind(journal.reserve(approved("K1", "RMA-1", count=1), NOW), frozenset({"K1"}), NOW)
    journal.bind(journal.reserve(plan(RowRecord("K1", 2, deleted=True)), NOW), frozenset({"K1"}), NOW)
    assert journal.view().rows["K1"].deleted
    with pytest.raises(RegisterChanged):
        journal.reserve(approved("K2", "RMA-1", count=1), NOW)


def test_two_passes_cannot_give_one_row_key_to_two_rows(journal: Journal) -> None:
    journal.reserve(plan(RowRecord("K1", request_ref="REQ-26-1"), numbers={"REQ-26-1": "K1"},
                         counters={"key": 1, "request:26": 1}), NOW)
    with pytest.raises(RegisterChanged):
        journal.reserve(plan(RowRecord("K1", request_ref="REQ-27-1"), numbers={"REQ-27-1": "K1"},
                             counters={"key": 1, "request:27": 1}), NOW)


def test_a_row_whose_run_died_gets_another_number(journal: Journal) -> None:
    first = journal.reserve(plan(RowRecord("K1", request_ref="REQ-1"), numbers={"REQ-1": "K1"}), NOW)
    journal.bind(first, frozenset(), NOW)
    second = journal.reserve(plan(RowRecord("K1", request_ref="REQ-2"), numbers={"REQ-2": "K1"}), NOW)
    journal.bind(second, frozenset({"K1"}), NOW)
    assert journal.view().rows["K1"].request_ref == "REQ-2"


def test_counters_that_did_not_move_are_no_reason_to_refuse(journal: Journal) -> None:
    journal.bind(journal.reserve(approved("K1", "RMA-1", count=1), NOW), frozenset({"K1"}), NOW)
    run = journal.reserve(plan(RowRecord("K1", 2), counters={"rma:26": 1}), NOW)
    journal.bind(run, frozenset({"K1"}), NOW)
    assert journal.view().rows["K1"].rev == 2


def test_events_of_standing_rows_are_appended_at_the_moment_of_binding(journal: Journal) -> None:
    events = (Event("K1", "move", {"to": "approved"}), Event("K2", "move"), Event("", "pass"))
    run = journal.reserve(plan(RowRecord("K1"), RowRecord("K2"), events=events), NOW)
    journal.bind(run, frozenset({"K1"}), later(minutes=1))
    assert [(line.at, line.kind, dict(line.data)) for line in journal.history("K1")] == [
        (later(minutes=1), "move", {"to": "approved"})]
    assert ([line.kind for line in journal.history("")], journal.history("K2")) == (["pass"], [])


def test_a_thousand_rows_are_bound_and_dropped_as_ten_are(journal: Journal) -> None:
    keys = [f"K{number}" for number in range(2000)]
    run = journal.reserve(plan(*map(RowRecord, keys), numbers={f"R-{key}": key for key in keys},
                               mails=tuple(mail(key) for key in keys)), NOW)
    journal.bind(run, frozenset(keys[1000:]), NOW)
    assert set(journal.view().rows) == set(keys[1000:])
    assert [stored.mail.key for stored in journal.mails()] == [f"{key}:approved:1" for key in keys[1000:]]


def test_registers_do_not_see_each_other(open_journal: OpenJournal) -> None:
    one, other = open_journal("one.xlsx"), open_journal("other.xlsx")
    one.bind(one.reserve(approved("K1", "RMA-1", count=1), NOW), frozenset({"K1"}), NOW)
    other.bind(other.reserve(approved("K9", "RMA-1", count=1), NOW), frozenset({"K9"}), NOW)
    assert (set(one.view().rows), set(other.view().rows)) == ({"K1"}, {"K9"})
    assert [stored.mail.key for stored in other.mails()] == ["K9:approved:1"]


def test_after_an_older_journal_numbers_are_taken_and_those_that_stand_are_bound_again(journal: Journal) -> None:
    for count, standing in ((1, {"K1"}), (2, set())):
        run = journal.reserve(approved(f"K{count}", f"RMA-{count}", count=count), NOW)
        journal.bind(run, frozenset(standing), NOW)
    given = {f"RMA-{count}": GivenNumber(NumberKind.RMA, key, NumberState.BOUND)
             for count, key in enumerate(("K9", "K2", "K3"), 1)}
    journal.go_on_after({"rma:26": 7}, given, [], NOW)
    assert {number: (each.row_key, each.state) for number, each in journal.given_numbers().items()} == {
        "RMA-1": ("K1", "bound"), "RMA-2": ("K2", "bound"), "RMA-3": ("K3", "void")}
    assert journal.view().counters["rma:26"] == 7


def test_a_number_that_another_journal_took_back_is_void_for_its_row(journal: Journal) -> None:
    for count in (1, 2):
        run = journal.reserve(approved(f"K{count}", f"RMA-{count}", count=count), NOW)
        journal.bind(run, frozenset({f"K{count}"}), NOW)
    journal.go_on_after({}, {f"RMA-{count}": GivenNumber(NumberKind.RMA, key, NumberState.VOID)
                             for count, key in enumerate(("K1", "K9"), 1)}, [], NOW)
    assert {number: each.state for number, each in journal.given_numbers().items()} == {
        "RMA-1": "void", "RMA-2": "bound"}
