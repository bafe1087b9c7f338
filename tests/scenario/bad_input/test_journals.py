"""A journal that is newer, damaged, gone or of yesterday: never a number twice, never a guess."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .proofs import assert_whole, litter, one_line
from .rows import given_numbers
from .shop import Cells, Shop, asks, day, make_shop


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


def strange_status(path: Path, shop: Shop) -> None:
    shop.query("UPDATE records SET status = 'weird'")


def strange_mail(path: Path, shop: Shop) -> None:
    shop.query("UPDATE mails SET context = '{', state = 'queued'")


def strange_lease(path: Path, shop: Shop) -> None:
    shop.query("UPDATE leases SET until = 'soon'")


JOURNALS: dict[str, tuple[Callable[[Path, Shop], None], str]] = {
    "newer than the program": (newer, "journal.newer"), "garbage": (garbage, "journal.not-a-journal"),
    "scratched": (scratched, "journal.damaged"), "emptied": (emptied, "sync.journal-empty"),
    "a status that nobody knows": (strange_status, "journal.damaged"),
    "half a mail": (strange_mail, "journal.damaged"), "a lease without a time": (strange_lease, "journal.damaged"),
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


def test_a_journal_from_yesterday_stops_the_pass_until_the_newest_is_back(running: Shop, tmp_path: Path) -> None:
    kept = running.folder / ".rma-sheets"
    shutil.copytree(kept, tmp_path / "yesterday")
    for number in ("1002", "1003"):
        running.add(asks(number))
    running.sync()
    given, mails = running.column("rma_number"), len(running.mails())
    kept.rename(tmp_path / "today")
    shutil.copytree(tmp_path / "yesterday", kept)
    running.add(asks("1004"))
    one_line(running.run("sync"), "sync.journal-older")
    assert (running.column("rma_number")[:3], len(running.mails())) == (given, mails)
    shutil.rmtree(kept)
    (tmp_path / "today").rename(kept)
    running.sync()
    assert len(set(running.column("rma_number"))) == 4
    assert_whole(running)


def copied_back(shop: Shop, copy: Path) -> None:
    """Somebody copies a backup over the journal by hand."""
    for path in (shop.folder / ".rma-sheets").glob("journal.db*"):
        path.unlink()
    shutil.copy(copy, shop.folder / ".rma-sheets/journal.db")


FURTHER: dict[str, tuple[Cells, Cells]] = {
    "received meanwhile": ({}, {"received_on": day(0)}), "numbered meanwhile": ({"qty": 9}, {"status": "approved"})}


@pytest.mark.parametrize("case", FURTHER)
def test_an_older_journal_is_seen_by_rows_that_it_knows(tmp_path: Path, case: str) -> None:
    first, then = FURTHER[case]
    shop = make_shop(tmp_path / "shop", asks("1001", **first))
    shop.sync()
    shop.run("backup", "older.db")
    shop.type(2, **then)
    shop.sync()
    shop.sync()
    told = shop.cell(2, "status"), shop.cell(2, "rma_number")
    copied_back(shop, shop.folder / "older.db")
    shop.add(asks("1002"))
    before, sent = shop.register.read_bytes(), shop.mails()
    for words in (("sync",), ("sync", "--allow-mails", "9")):
        one_line(shop.run(*words), "sync.journal-older")
    assert "The journal is older than the register: row 2" in shop.run("plan").out
    assert "The journal is older than the register: row 2" in shop.run("doctor").out
    assert (shop.register.read_bytes(), shop.mails()) == (before, sent)
    shop.run("backup", "present.db")
    assert shop.run("restore", "--journal", "present.db").code == 0
    shop.sync()
    assert (shop.cell(2, "status"), shop.cell(2, "rma_number")) == told
    assert len(shop.mails()) == len(sent) + 1
    assert_whole(shop)


def test_a_new_journal_does_not_number_a_register_whose_keys_were_cleared(running: Shop) -> None:
    running.type(2, row_key=None)
    shutil.rmtree(running.folder / ".rma-sheets")
    one_line(running.run("sync"), "sync.journal-empty")
    assert len(running.mails()) == 1


def test_a_renamed_workbook_goes_on_once_its_first_name_is_told(three: Shop) -> None:
    numbers, sent = given_numbers(three), three.mails()
    three.register.rename(three.folder / "returns.xlsm")
    config = three.folder / "config.yaml"
    config.write_text(config.read_text().replace("path: returns.xlsx", "path: returns.xlsm"), encoding="utf-8")
    refused = three.run("sync")
    assert (refused.code, "renamed_from" in refused.err) == (1, True)
    config.write_text(config.read_text().replace("path: returns.xlsm", "path: returns.xlsm, renamed_from: returns.xlsx"),
                      encoding="utf-8")
    assert "Nothing to do" in three.sync().out
    (three.folder / "returns.xlsm").rename(three.register)
    assert (given_numbers(three), three.mails()) == (numbers, sent)


@pytest.mark.parametrize("state", ["garbage", "[]", "null", "7", '{"basis": 1}'])
def test_a_note_of_a_quiet_pass_that_says_nothing_is_none(running: Shop, state: str) -> None:
    running.sync()
    running.query("UPDATE quiet SET state = ?", state)
    assert "Nothing to do" in running.sync().out
