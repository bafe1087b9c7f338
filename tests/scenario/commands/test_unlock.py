"""`unlock` and what `doctor` says of a register that another machine holds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from rma_sheets.adapters.journal import SqlJournal
from rma_sheets.adapters.passlock import pass_lock

from .shell import cells, rma_sheets


def taken_elsewhere(shop: Path) -> str:
    """Another machine took the register and was switched off; returns the id of its lock."""
    journal = SqlJournal.open(shop / ".rma-sheets" / "journal.db", register="excel:returns.xlsx", now=datetime.now(UTC))
    held = journal.held("the laptop, process 7", "laptop:/shop/pass.lock", lambda: datetime.now(UTC))
    held.__enter__()
    journal.keep_quiet("")
    lease = journal.lease()
    assert lease is not None
    kept.append(held)
    journal.close()
    return lease.lease


kept: list[object] = []
"""Holders that never let go; Python ends a context that nobody knows."""


def test_a_pass_says_who_works_on_the_register_and_how_to_go_on(shop: Path) -> None:
    lock = taken_elsewhere(shop)
    done = rma_sheets(shop, "sync")
    assert (done.code, cells(shop / "returns.xlsx", "rma_number")) == (1, [])
    assert "the laptop, process 7 has been working on this register since " in done.err
    assert f"rma-sheets unlock {lock} [journal.leased]" in done.err


def test_doctor_shows_the_lock_and_unlock_needs_its_id(shop: Path) -> None:
    lock = taken_elsewhere(shop)
    said = rma_sheets(shop, "doctor").out
    assert "the laptop, process 7 works on it since" in said
    assert f"(lock {lock})" in " ".join(said.split())
    assert "[journal.no-such-lease]" in rma_sheets(shop, "unlock", "00000000").err
    assert rma_sheets(shop, "unlock", lock).out == f"The lock {lock} is gone; the next pass may start.\n"
    assert rma_sheets(shop, "sync").code == 0
    assert cells(shop / "returns.xlsx", "rma_number") == ["RMA-26-00001-A"]


def test_a_register_that_this_machine_works_on_is_not_unlocked(shop: Path) -> None:
    lock = taken_elsewhere(shop)
    with pass_lock(shop / ".rma-sheets" / "pass.lock"):
        assert "[files.locked]" in rma_sheets(shop, "unlock", lock).err
    assert "[journal.leased]" in rma_sheets(shop, "sync").err


