"""A backup takes the place of the journal while others have that open, and one that was moved away is not written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rma_sheets.adapters.journal import SqlJournal, back_up, put_in_place, staged
from rma_sheets.model.plan import Plan
from rma_sheets.model.record import RowRecord

from .conftest import NOW, refused


def give(journal: SqlJournal, number: str, count: int) -> None:
    """A row that gets that number."""
    key = f"K{count}"
    plan = Plan("r", "v", 1, records=(RowRecord(key, rma_number=number),), numbers={number: key},
                counters={"rma:26": count})
    journal.bind(journal.reserve(plan, NOW), frozenset({key}), NOW)


def put_back(backup: Path, path: Path) -> Path | None:
    with staged(backup, path) as fresh:
        return put_in_place(fresh, path, NOW)


def test_whoever_has_the_journal_open_goes_on_in_the_one_that_was_put_back(
        opened: Callable[[], SqlJournal], path: Path, tmp_path: Path) -> None:
    early = opened()
    give(early, "RMA-1", 1)
    back_up(path, tmp_path / "old.db")
    give(early, "RMA-2", 2)
    kept = put_back(tmp_path / "old.db", path)
    with early.held("anna", "anna:/lock", lambda: NOW):
        assert set(early.given_numbers()) == {"RMA-1"}
        give(early, "RMA-3", 3)
    assert set(opened().given_numbers()) == {"RMA-1", "RMA-3"}
    assert kept
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT count(*) FROM numbers").fetchone() == (2,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_journal_that_appears_meanwhile_is_the_one_that_was_put_back(
        opened: Callable[[], SqlJournal], path: Path, tmp_path: Path) -> None:
    give(opened(), "RMA-1", 1)
    back_up(path, tmp_path / "old.db")
    path.rename(tmp_path / "lost.db")
    for tail in ("-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    with staged(tmp_path / "old.db", path) as fresh:
        early = opened()
        put_in_place(fresh, path, NOW)
    assert set(early.given_numbers()) == {"RMA-1"}


def test_what_somebody_is_writing_is_waited_for_and_not_lost_silently(
        opened: Callable[[], SqlJournal], path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give(opened(), "RMA-1", 1)
    back_up(path, tmp_path / "old.db")
    monkeypatch.setattr("rma_sheets.adapters.journal.put_back.BUSY_SECONDS", 0.3)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with refused("journal.busy"):
            put_back(tmp_path / "old.db", path)
        other.rollback()
    assert not list(path.parent.glob("*replaced*"))
    assert put_back(tmp_path / "old.db", path)


def test_a_file_that_is_no_journal_is_kept_as_it_was(path: Path, opened: Callable[[], SqlJournal],
                                                     tmp_path: Path) -> None:
    give(opened(), "RMA-1", 1)
    back_up(path, tmp_path / "old.db")
    for tail in ("-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    path.unlink()
    path.write_bytes(b"dear colleagues")
    kept = put_back(tmp_path / "old.db", path)
    assert kept
    assert kept.read_bytes() == b"dear colleagues"
    assert set(opened().given_numbers()) == {"RMA-1"}


def test_a_pass_does_not_write_in_a_journal_that_another_file_has_replaced(
        opened: Callable[[], SqlJournal], path: Path, tmp_path: Path) -> None:
    early = opened()
    back_up(path, tmp_path / "old.db")
    (tmp_path / "old.db").replace(path)
    with refused("journal.replaced"), early.held("anna", "anna:/lock", lambda: NOW):
        give(early, "RMA-1", 1)
