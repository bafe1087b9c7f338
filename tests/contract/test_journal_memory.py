"""What the journal remembers of rows and runs: what they said, what a run replaced, what became of it."""

from __future__ import annotations

from dataclasses import replace

from rma_sheets.model.given_numbers import GivenNumber, NumberKind, NumberState
from rma_sheets.model.plan import Event
from rma_sheets.model.record import RowRecord
from rma_sheets.model.runs import KEPT
from rma_sheets.model.states import Status
from rma_sheets.ports import Journal

from .builders import NOW, approved, later, mail, plan
from .conftest import OpenJournal


def run(journal: Journal, *records: RowRecord, **values: object) -> int:
    """A run that is written and bound."""
    number = journal.reserve(plan(*records, **values), NOW)
    journal.bind(number, frozenset(record.key for record in records), later(minutes=1))
    return number


def test_what_changed_in_a_row_is_an_event(open_journal: OpenJournal) -> None:
    journal = open_journal()
    run(journal, RowRecord("K1"), cells={"K1": {"qty": "1", "note": "torn"}})
    run(journal, RowRecord("K1", rev=1), cells={"K1": {"qty": "2"}})
    run(journal, RowRecord("K1", rev=2), cells={"K1": {"qty": "2"}})
    assert [line.data for line in journal.history("K1") if line.kind == "cells"] == [
        {"qty": "1", "note": "torn"}, {"qty": "2", "note": ""}]
    assert journal.cells(["K1", "K2"]) == {"K1": {"qty": "2"}}


def test_a_row_that_is_gone_goes_on_saying_what_it_said(open_journal: OpenJournal) -> None:
    journal = open_journal()
    run(journal, RowRecord("K1"), cells={"K1": {"qty": "1"}})
    run(journal, RowRecord("K1", deleted=True), events=(Event("K1", "deleted"),))
    assert journal.cells(["K1"]) == {"K1": {"qty": "1"}}


def test_a_row_that_does_not_stand_leaves_no_cells(open_journal: OpenJournal) -> None:
    journal = open_journal()
    journal.bind(journal.reserve(plan(RowRecord("K1"), cells={"K1": {"qty": "1"}}), NOW), frozenset(), NOW)
    assert (journal.cells(["K1"]), list(journal.history("K1")), list(journal.runs())) == ({}, [], [])


def test_a_run_remembers_what_it_replaced(open_journal: OpenJournal) -> None:
    journal = open_journal()
    run(journal, RowRecord("K1"), RowRecord("K2"), cells={"K1": {"status": "requested"}})
    number = run(journal, RowRecord("K1", rev=1, status=Status.APPROVED), cells={"K1": {"status": "approved"}})
    line = open_journal().runs()[0]
    assert (line.run, line.at, line.rows, line.numbers, line.mails) == (number, NOW, 1, 0, 0)
    (change,) = open_journal().run(line).rows
    assert (change.before, change.cells_before) == (RowRecord("K1"), {"status": "requested"})
    assert (change.after.status, change.cells_after, change.latest) == (Status.APPROVED, {"status": "approved"}, True)


def test_a_run_remembers_the_rows_it_saw_first_with_numbers_and_mails(open_journal: OpenJournal) -> None:
    journal = open_journal()
    first = approved("K1", "RMA-1", count=1)
    records = (replace(first.records[0], request_ref="REQ-1"),)
    number = journal.reserve(replace(first, records=records, numbers={"RMA-1": "K1", "REQ-1": "K1"}), NOW)
    journal.bind(number, frozenset({"K1"}), NOW)
    line = journal.runs()[0]
    memory = journal.run(line)
    assert (line.rows, line.numbers, line.mails, memory.numbers) == (1, 1, 1, {"RMA-1": "K1"})
    assert [(change.before, change.after.key) for change in memory.rows] == [(None, "K1")]
    assert [(mail.notice, mail.to, mail.state) for mail in memory.mails] == [("approved", "anna@example.org", "queued")]


def test_a_row_that_changed_again_is_not_the_latest(journal: Journal) -> None:
    run(journal, RowRecord("K1"))
    number = run(journal, RowRecord("K1", rev=1))
    run(journal, RowRecord("K1", rev=2))
    line = next(line for line in journal.runs() if line.run == number)
    assert [change.latest for change in journal.run(line).rows] == [False]


def test_a_run_that_took_over_what_was_decided_is_told_apart(open_journal: OpenJournal) -> None:
    journal = open_journal()
    run(journal, RowRecord("K1"), took_over=True)
    run(journal, RowRecord("K2"))
    assert [line.took_over for line in open_journal().runs()] == [False, True]


def test_a_row_that_was_taken_back_counts_as_changed_by_the_run_before(open_journal: OpenJournal) -> None:
    journal = open_journal()
    first, second = (run(journal, RowRecord("K1", rev=rev)) for rev in (0, 1))
    undo = run(journal, RowRecord("K1", rev=2), undoes=second)
    lines = {line.run: line for line in open_journal().runs()}
    assert [(line.run, line.undoes, line.undone_by, line.rows_back) for line in lines.values()] == [
        (undo, second, 0, 0), (second, 0, undo, 1), (first, 0, 0, 0)]
    (change,) = open_journal().run(lines[second]).rows
    assert (change.latest, change.taken_back) == (False, True)
    third = run(journal, RowRecord("K1", rev=3))
    run(journal, RowRecord("K1", rev=4), undoes=third)
    assert [change.latest for change in journal.run(lines[second]).rows] == [False]


def test_step_by_step_back_to_where_a_row_was_first_seen(journal: Journal) -> None:
    record = RowRecord("K1", request_ref="REQ-1")
    first = run(journal, record, numbers={"REQ-1": "K1"})
    second = run(journal, replace(record, rev=1))
    run(journal, replace(record, rev=2), undoes=second)
    lines = {line.run: line for line in journal.runs()}
    assert [(change.before, change.latest) for change in journal.run(lines[first]).rows] == [(None, True)]
    run(journal, replace(record, rev=3), undoes=first)
    assert [(change.latest, change.taken_back) for change in journal.run(lines[first]).rows] == [(False, True)]


def test_a_run_that_only_took_notes_of_a_row_has_not_changed_it(open_journal: OpenJournal) -> None:
    journal = open_journal()
    run(journal, RowRecord("K1"), cells={"K1": {"status": "requested"}})
    second = run(journal, RowRecord("K1", rev=1), cells={"K1": {"status": "approved"}})
    run(journal, RowRecord("K1", rev=1, seen="x"), cells={"K1": {"status": "approved", "messages": "Maybe sent."}})
    lines = open_journal().runs()
    (change,) = open_journal().run(lines[0]).rows
    assert (lines[0].run, change.latest, change.cells_after["messages"]) == (second, True, "Maybe sent.")


def test_a_run_that_mailed_of_a_row_or_wrote_a_verdict_has_changed_it_one_that_heard_of_a_fact_has_not(
        journal: Journal) -> None:
    rows = [RowRecord(key, rev=1) for key in ("K1", "K2", "K3")]
    run(journal, *rows)
    number = run(journal, *rows[:2], replace(rows[2], facts="x"), mails=(mail("K1"),),
                 cells={"K2": {"why": "In time."}, "K3": {"tags": "x"}})
    line = journal.runs()[0]
    assert (line.run, line.rows) == (number, 2)
    assert [change.after.key for change in journal.run(line).rows] == ["K1", "K2"]


def test_numbers_that_are_taken_back_are_void_for_ever(journal: Journal) -> None:
    journal.bind(journal.reserve(approved("K1", "RMA-1", count=1), NOW), frozenset({"K1"}), NOW)
    assert journal.given_numbers() == {"RMA-1": GivenNumber(NumberKind.RMA, "K1", NumberState.BOUND)}
    run(journal, RowRecord("K1", rev=2), void={"RMA-1": "K1"})
    assert journal.given_numbers()["RMA-1"].state == "void"
    assert [journal.run(line).numbers for line in journal.runs()] == [{}, {}]


def test_old_runs_forget_what_they_replaced(journal: Journal) -> None:
    runs = [run(journal, RowRecord("K1", rev=rev)) for rev in range(KEPT + 3)]
    lines = journal.runs()
    assert len(lines) == KEPT
    assert [len(journal.run(line).rows) for line in lines if line.run <= runs[-1] - KEPT + 1] == [1]


def test_every_step_of_a_mail_is_an_event(journal: Journal) -> None:
    journal.bind(journal.reserve(approved("K1", "RMA-1", count=1), NOW), frozenset({"K1"}), NOW)
    key = "K1:approved:1"
    journal.keep_content(key, b"bytes")
    journal.mark_mail(key, "retry", "451 later", NOW)
    journal.mark_mail(key, "retry", "451 later", later(hours=1))
    journal.mark_mail(key, "in_data", "", later(hours=2))
    journal.mark_mail(key, "done", "250 ok", later(hours=2))
    told = [(line.data["state"], line.data["reply"]) for line in journal.history("K1") if line.kind == "mail"]
    assert told == [("queued", ""), ("retry", "451 later"), ("done", "250 ok")]
    assert "anna" not in str([line.data for line in journal.history("K1") if line.kind == "mail"])


def test_a_key_is_kept_until_a_new_one_is_wanted(open_journal: OpenJournal) -> None:
    journal = open_journal()
    assert journal.label_key() == b""
    assert [journal.keep_label_key(key) for key in (b"one", b"two")] == [b"one", b"one"]
    assert journal.keep_label_key(b"two", anew=True) == b"two"
    assert open_journal().label_key() == b"two"
