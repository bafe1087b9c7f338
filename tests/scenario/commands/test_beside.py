"""Copies and leftover notes beside the register are told by plan, sync and doctor, and wake a quiet pass."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.model.snapshot import Snapshot

from .shell import change_config, rma_sheets, type_in

COPY = "returns-DESKTOP-AB12.xlsx"


def codes(shop: Path, command: str) -> list[str]:
    """What the command finds beside the register."""
    found: list[dict[str, Any]] = rma_sheets(shop, command, "--json").json["findings"]
    return [each["code"] for each in found if each["code"] in ("conflict-copy", "note-left")]


@pytest.fixture
def quiet(shop: Path) -> Path:
    """A shop whose last pass had nothing to do."""
    for _ in range(2):
        rma_sheets(shop, "sync")
    return shop


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One line for each time the register is read."""
    read, made = ExcelStore.read, list[str]()

    def counted(self: ExcelStore) -> Snapshot:
        made.append("read")
        return read(self)
    monkeypatch.setattr(ExcelStore, "read", counted)
    return made


def left_note(shop: Path) -> Path:
    note = shop / "~$returns.xlsx"
    note.write_bytes(b"\x03Ada" + b" " * 51)
    then = time.time() - 50 * 3600
    os.utime(note, (then, then))
    return note


@pytest.mark.parametrize("command", ["plan", "sync"])
def test_a_copy_is_told_with_what_may_be_in_it(shop: Path, command: str) -> None:
    (shop / COPY).write_bytes(b"")
    out = " ".join(rma_sheets(shop, command).out.split())
    assert f"there is also “{COPY}” beside returns.xlsx: somebody's changes may be in it [conflict-copy]" in out


def test_a_copy_is_told_in_french(shop: Path) -> None:
    (shop / COPY).write_bytes(b"")
    change_config(shop, "language: en", "language: fr")
    assert f"il y a aussi « {COPY} »" in " ".join(rma_sheets(shop, "plan").out.split())


def test_doctor_tells_copies_and_goes_on(shop: Path) -> None:
    (shop / COPY).write_bytes(b"")
    done = rma_sheets(shop, "doctor", "--json")
    register = next(part for part in done.json if part["part"] == "register")
    assert (done.code, register["state"], COPY in register["message"]) == (0, "warning", True)


def test_a_copy_that_appears_wakes_a_quiet_pass_and_so_does_one_that_goes(quiet: Path, reads: list[str]) -> None:
    assert (codes(quiet, "sync"), reads) == ([], [])
    (quiet / COPY).write_bytes(b"")
    assert (codes(quiet, "sync"), reads) == (["conflict-copy"], ["read"])
    told = [rma_sheets(quiet, "sync").out for _ in range(2)]
    assert (told[0], COPY in told[0], reads) == (told[1], True, ["read"])
    assert (codes(quiet, "plan"), reads) == (["conflict-copy"], ["read"])
    (quiet / COPY).unlink()
    assert (codes(quiet, "sync"), reads) == ([], ["read", "read"])


def test_a_note_of_a_crash_is_told_by_a_plan_and_by_a_pass_that_has_nothing_to_write(quiet: Path) -> None:
    note = left_note(quiet)
    assert (codes(quiet, "plan"), codes(quiet, "sync")) == (["note-left"], ["note-left"])
    assert "delete ~$returns.xlsx" in rma_sheets(quiet, "plan").out
    note.unlink()
    assert codes(quiet, "plan") == []


def test_a_note_of_a_crash_is_told_by_a_plan_that_would_write_what_the_pass_cannot(quiet: Path) -> None:
    left_note(quiet)
    type_in(quiet / "returns.xlsx", 2, "tracking_no", "1Z")
    assert codes(quiet, "plan") == ["note-left"]
    done = rma_sheets(quiet, "sync")
    assert (done.code, "delete ~$returns.xlsx" in done.err) == (1, True)
