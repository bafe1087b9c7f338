"""Who works on a register: one at a time, and nobody who was paused too long goes on writing."""

from __future__ import annotations

from rma_sheets.model.lease import LASTS
from rma_sheets.ports import Journal

from .builders import NOW, approved, later, refused
from .conftest import OpenJournal


def write(journal: Journal, number: int = 1) -> None:
    journal.reserve(approved(f"K{number}", f"RMA-{number}", count=number), NOW)



def test_what_only_reads_takes_no_lease(open_journal: OpenJournal) -> None:
    journal = open_journal()
    with journal.held("anna", "anna:/lock", lambda: NOW):
        journal.view()
        journal.due_mails(NOW, 10)
        assert journal.lease() is None


def test_the_first_write_takes_the_lease_and_the_end_gives_it_back(open_journal: OpenJournal) -> None:
    journal = open_journal()
    with journal.held("anna", "anna:/lock", lambda: NOW):
        write(journal)
        lease = journal.lease()
        assert lease is not None
        assert (lease.holder, lease.place, lease.since, lease.until) == ("anna", "anna:/lock", NOW, NOW + LASTS)
    assert open_journal().lease() is None


DEAD: list[object] = []
"""Holders whose end never comes; Python ends a context that nobody knows."""


def _dies_holding(journal: Journal, place: str = "anna:/lock") -> None:
    """A holder that never gives it back."""
    held = journal.held("anna", place, lambda: NOW)
    DEAD.append(held)
    held.__enter__()
    write(journal)


def test_another_machine_waits_until_the_lease_has_run_out(open_journal: OpenJournal) -> None:
    _dies_holding(open_journal("other"))
    _dies_holding(open_journal())
    journal = open_journal()
    with refused("journal.leased"), journal.held("ben", "ben:/lock", lambda: later(minutes=9)):
        write(journal, 2)
    with journal.held("ben", "ben:/lock", lambda: later(minutes=11)):
        write(journal, 2)


def test_whoever_has_the_lock_of_the_same_place_need_not_wait(open_journal: OpenJournal) -> None:
    _dies_holding(open_journal())
    journal = open_journal()
    with journal.held("anna again", "anna:/lock", lambda: later(minutes=1)):
        write(journal, 2)


def test_a_lease_of_the_dead_is_given_back_by_whoever_has_their_lock(open_journal: OpenJournal) -> None:
    _dies_holding(open_journal())
    journal = open_journal()
    with journal.held("anna again", "anna:/lock", lambda: later(minutes=1)):
        journal.view()
    assert journal.lease() is None


def test_a_clock_that_is_some_minutes_behind_does_not_free_a_lease(open_journal: OpenJournal) -> None:
    _dies_holding(open_journal())
    journal = open_journal()
    with refused("journal.leased"), journal.held("ben", "ben:/lock", lambda: later(minutes=-5)):
        write(journal, 2)


def test_a_lease_from_a_clock_that_was_wrong_binds_nobody(open_journal: OpenJournal) -> None:
    _dies_holding(open_journal())
    journal = open_journal()
    with journal.held("ben", "ben:/lock", lambda: later(days=-30)):
        write(journal, 2)


def test_a_lease_that_was_taken_away_stops_its_holder(open_journal: OpenJournal) -> None:
    journal = open_journal()
    with refused("journal.lease-lost"), journal.held("anna", "anna:/lock", lambda: NOW):
        write(journal)
        journal.check_held()
        lease = journal.lease()
        assert lease is not None
        with refused("journal.no-such-lease"):
            journal.break_lease("another")
        journal.break_lease(lease.lease)
        with refused("journal.lease-lost"):
            journal.check_held()
        write(journal, 2)
    assert "RMA-2" not in open_journal().given_numbers()


def test_a_write_that_was_refused_leaves_nothing_to_lose(journal: Journal) -> None:
    write(journal, 1)
    with journal.held("anna", "anna:/lock", lambda: NOW):
        for _ in range(2):
            with refused("journal.numbers-taken"):
                write(journal, 1)
        write(journal, 2)
        journal.check_held()


def test_a_long_pass_keeps_its_lease(open_journal: OpenJournal) -> None:
    journal, minutes = open_journal(), iter(range(0, 100, 7))
    with journal.held("anna", "anna:/lock", lambda: later(minutes=next(minutes))):
        for number in range(1, 6):
            write(journal, number)
        lease = journal.lease()
        assert lease is not None
        assert lease.until == later(minutes=28) + LASTS
