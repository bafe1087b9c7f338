"""Copies with somebody's changes beside the register, and notes left by a crash: found by name and by age."""

from __future__ import annotations

import os
import platform
import time
import unicodedata
from pathlib import Path

import pytest

from rma_sheets.adapters.excel.beside import beside, find_copies, is_copy
from tests.workbooks import make_workbook

from .helper import put, store_on, write

COPIES = (
    "returns (conflicted copy 2026-11-22).xlsx", "returns (Anna's conflicted copy 2026-11-22).xlsx",
    "returns (conflicted copy 2026-11-22 101010).xlsx", "returns (Copie en conflit de Zoé 2026-11-22).xlsx",
    "returns (In Konflikt stehende Kopie von Jan 2026-11-22).xlsx", "returns (SFConflict a@b.example 2026-11-22).xlsx",
    "returns_conflict-20261122-101010.xlsx", "returns.sync-conflict-20261122-101010-ABCDEFG.xlsx",
    "returns_DiskStation_Nov-22-101010-2026_Conflict.xlsx", "returns [Conflict].xlsx", "returns-DESKTOP-AB12.xlsx",
    "returns-DESKTOP-AB12-2.xlsx", "returns-LAPTOP-7GH3K2.xlsx", "returns-ANNA-PC.xlsx", "returns-PC2.xlsx",
    "returns (1).xlsx", "returns(2).xlsx", "returns (1) (1).xlsx", "returns 2.xlsx", "RETURNS (1).XLSX",
    f"returns-{platform.node()}.xlsx",
)

OTHERS = (
    "returns.xlsx", "returns-2025.xlsx", "returns 2025.xlsx", "returns old.xlsx", "returns (old).xlsx",
    "returns-archive.xlsx", "returns (1).pdf", "returns (1).xlsm", "~$returns (1).xlsx", ".~lock.returns.xlsx#",
    "our returns (1).xlsx", "orders (1).xlsx", "returns-Paris.xlsx", "returns-20261122T101010-123456Z.xlsx",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with nothing beside it."""
    return make_workbook(tmp_path / "returns.xlsx", returns=[{"order_no": "1"}])


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_known_by_its_name(name: str) -> None:
    assert is_copy(name, Path("returns.xlsx"))


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_the_shops_own_is_no_copy(name: str) -> None:
    assert not is_copy(name, Path("returns.xlsx"))


def test_accents_that_stand_apart_are_the_same_name() -> None:
    apart = unicodedata.normalize("NFD", "retours été (1).xlsx")
    assert is_copy(apart, Path("retours été.xlsx"))


def test_the_copies_are_told_in_order_and_with_the_register(path: Path) -> None:
    for name in ("returns (2).xlsx", "returns (1).xlsx", "notes.txt"):
        path.with_name(name).write_bytes(b"")
    assert [(each.code, each.facts["copy"], each.facts["name"]) for each in store_on(path).read().findings] == [
        ("conflict-copy", "returns (1).xlsx", "returns.xlsx"), ("conflict-copy", "returns (2).xlsx", "returns.xlsx")]


def test_what_lies_beside_does_not_stand_in_the_way_of_a_write(path: Path) -> None:
    path.with_name("returns (1).xlsx").write_bytes(b"")
    write(path, put(0, "why", "x"))
    assert store_on(path).read().tab("returns").cell(0, "why") == "x"


def test_a_folder_that_cannot_be_listed_tells_nothing(tmp_path: Path) -> None:
    assert find_copies(tmp_path / "nowhere" / "returns.xlsx") == ()


def left(path: Path, hours: float) -> None:
    note = path.with_name(f"~${path.name}")
    note.write_bytes(b"\x03Ada" + b" " * 51)
    then = time.time() - hours * 3600
    os.utime(note, (then, then))


def test_a_note_of_a_crash_is_told_by_its_day_and_is_the_same_an_hour_later(path: Path) -> None:
    left(path, 50)
    (before,) = beside(path)
    day = time.strftime("%Y-%m-%d", time.localtime(time.time() - 50 * 3600))
    assert (before.code, before.facts["who"], before.facts["since"]) == ("note-left", "Ada", day)
    assert beside(path) == (before,)


def test_a_workbook_that_somebody_has_open_is_no_leftover(path: Path) -> None:
    left(path, 2)
    assert beside(path) == ()
