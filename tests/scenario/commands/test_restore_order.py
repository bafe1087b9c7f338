"""`restore --journal` whichever of the two is the older one: no mail and no number goes back to what it was before."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.smtp_faults import DROP_AFTER, FaultServer, fault_server

from .shell import Done, cells, change_config, rma_sheets, type_in
from .test_restore import journal, lose_journal
from .test_sync import use_server

APPROVED = "RMA-26-00001-A"


def query(shop: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(journal(shop))) as connection, connection:
        return connection.execute(statement).fetchall()


def later_sync(shop: Path) -> Done:
    """A pass for which every mail that waits is due."""
    query(shop, "UPDATE mails SET next_at = '2000-01-01T00:00:00+00:00' WHERE next_at <> ''")
    return rma_sheets(shop, "sync")


def put_by_hand(shop: Path, backup: str) -> None:
    lose_journal(shop)
    shutil.copy(shop / backup, journal(shop))


def number_states(shop: Path) -> dict[object, object]:
    return dict(query(shop, "SELECT number, state FROM numbers WHERE kind = 'rma'"))


def arrived(server: FaultServer) -> int:
    """How often the customer got the mail with the number."""
    return sum(APPROVED.encode() in mail for mail in server.received)


@pytest.fixture
def waiting(shop: Path) -> Path:
    """The shop, its two mails waiting because nobody answers; `b1.db` is of now."""
    use_server(shop, 9)
    for words in (("sync",), ("backup", "b1.db")):
        rma_sheets(shop, *words)
    return shop


def test_a_mail_that_may_be_out_is_not_sent_by_what_an_older_journal_in_place_knows(waiting: Path) -> None:
    with fault_server(DROP_AFTER) as server:
        change_config(waiting, "port: 9,", f"port: {server.port},")
        later_sync(waiting)
        rma_sheets(waiting, "backup", "b2.db")
        put_by_hand(waiting, "b1.db")
        server.faults = [{}]
        done = rma_sheets(waiting, "restore", "--journal", "b2.db")
        later_sync(waiting)
        assert (done.code, "waiting then" in done.out, arrived(server)) == (0, False, 1)
    assert {each["state"] for each in rma_sheets(waiting, "outbox", "--json").json} == {"unknown"}


def test_a_mail_that_a_person_cancelled_stays_so(waiting: Path) -> None:
    with fault_server() as server:
        change_config(waiting, "port: 9,", f"port: {server.port},")
        for words in (("outbox", "cancel", 1), ("backup", "b2.db")):
            rma_sheets(waiting, *words)
        put_by_hand(waiting, "b1.db")
        assert "1 mail was waiting then" in rma_sheets(waiting, "restore", "--journal", "b2.db").out
        later_sync(waiting)
        assert server.received == []
    assert [each["state"] for each in rma_sheets(waiting, "outbox", "--all", "--json").json] == [
        "withdrawn", "unknown"]


def test_of_two_journals_that_went_different_ways_neither_tells_all(waiting: Path) -> None:
    """One has withdrawn the first mail, the other one the second."""
    with fault_server() as server:
        change_config(waiting, "port: 9,", f"port: {server.port},")
        for words in (("outbox", "cancel", 1), ("backup", "b2.db")):
            rma_sheets(waiting, *words)
        put_by_hand(waiting, "b1.db")
        rma_sheets(waiting, "outbox", "cancel", 2)
        assert "numbers go on 1000 further" in rma_sheets(waiting, "restore", "--journal", "b2.db").out
        later_sync(waiting)
        assert server.received == []


def test_a_journal_in_place_that_knows_less_of_a_row_than_the_sheet_does_not_tell_all(waiting: Path) -> None:
    """The mails went out after the only backup, which lies there by hand; the sheet shows a later pass."""
    with fault_server() as server:
        change_config(waiting, "port: 9,", f"port: {server.port},")
        later_sync(waiting)
        type_in(waiting / "returns.xlsx", 2, "received_on", "2026-11-22")
        rma_sheets(waiting, "sync")
        put_by_hand(waiting, "b1.db")
        assert "2 mails were waiting then" in rma_sheets(waiting, "restore", "--journal", "b1.db").out
        later_sync(waiting)
        assert arrived(server) == len({mail for mail in server.received if APPROVED.encode() in mail})


def test_a_number_that_was_taken_back_after_the_backup_is_void(shop: Path) -> None:
    with fault_server(DROP_AFTER, {}) as server:
        use_server(shop, server.port)
        for words in (("sync",), ("backup", "old.db"), ("undo",)):
            rma_sheets(shop, *words)
        before = arrived(server)
        assert rma_sheets(shop, "restore", "--journal", "old.db").code == 0
        assert number_states(shop) == {APPROVED: "void"}
        assert "[outbox.void-number]" in rma_sheets(shop, "outbox", "resolve", 1, "--again").err
        type_in(shop / "returns.xlsx", 2, "qty", 2)
        later_sync(shop)
        assert (arrived(server), len(cells(shop / "returns.xlsx", "rma_number"))) == (before, 1)
    assert sorted(number_states(shop).values()) == ["bound", "void"]
    assert "every number stands in one row" in rma_sheets(shop, "doctor").out


def test_a_number_that_was_taken_back_before_the_backup_is_not_bound_by_an_older_journal_in_place(shop: Path) -> None:
    for words in (("sync",), ("backup", "b1.db"), ("undo",), ("backup", "b2.db")):
        rma_sheets(shop, *words)
    put_by_hand(shop, "b1.db")
    assert rma_sheets(shop, "restore", "--journal", "b2.db").code == 0
    assert number_states(shop) == {APPROVED: "void"}
    assert rma_sheets(shop, "doctor").code == 0
