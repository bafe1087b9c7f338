"""A journal that is newer, damaged, gone or of yesterday: never a number twice, never a guess."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .proofs import assert_whole, litter, one_line
from .shop import Shop, asks


def newer(path: Path, shop: Shop) -> None:
    shop.query("UPDATE journal_revision SET version_num = 'r9999'")


def garbage(path: Path, shop: Shop) -> None:
    path.write_bytes(b"dear colleagues" * 1000)


def scratched(path: Path, shop: Shop) -> None:
    shop.query("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[4096:40_960] = bytes(36_864)
    path.write_bytes(content)


def emptied(path: Path, shop: Shop) -> None:
    path.write_bytes(b"")


def folder(path: Path, shop: Shop) -> None:
    path.unlink()
    path.mkdir()


def removed(path: Path, shop: Shop) -> None:
    path.unlink()


JOURNALS: dict[str, tuple[Callable[[Path, Shop], None], str]] = {
    "newer than the program": (newer, "journal.newer"), "garbage": (garbage, "journal.not-a-journal"),
    "scratched": (scratched, "journal.damaged"), "emptied": (emptied, "sync.journal-empty"),
    "a folder": (folder, "journal.cannot-open"), "gone": (removed, "sync.journal-empty"),
}


@pytest.mark.parametrize("case", JOURNALS)
def test_a_journal_that_cannot_be_used_stops_the_pass(running: Shop, tmp_path: Path, case: str) -> None:
    spoil, reference = JOURNALS[case]
    running.add(asks("1002"))
    shutil.copytree(running.folder / ".rma-sheets", tmp_path / "memory")
    before = running.register.read_bytes()
    spoil(running.folder / ".rma-sheets/journal.db", running)
    one_line(running.run("sync"), reference)
    assert (running.register.read_bytes(), len(running.mails()), litter(running)) == (before, 1, [])
    shutil.rmtree(running.folder / ".rma-sheets")
    shutil.copytree(tmp_path / "memory", running.folder / ".rma-sheets")
    running.sync()
    assert running.column("status") == ["approved", "approved"]
    assert_whole(running)


def test_a_journal_from_yesterday_gives_no_number_twice(running: Shop, tmp_path: Path) -> None:
    shutil.copytree(running.folder / ".rma-sheets", tmp_path / "yesterday")
    running.add(asks("1002"))
    running.sync()
    given = running.column("rma_number")
    shutil.rmtree(running.folder / ".rma-sheets")
    shutil.copytree(tmp_path / "yesterday", running.folder / ".rma-sheets")
    running.add(asks("1003"))
    running.run("sync")
    assert running.column("rma_number")[:2] == given
    assert running.column("rma_number")[2] not in given
