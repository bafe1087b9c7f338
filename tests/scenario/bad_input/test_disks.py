"""A disk that is full, and files that may not be written or read: one clear line, the workbook whole, nothing lost.
"""

from __future__ import annotations

import functools
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from rma_sheets.adapters.journal import engine, upgrade

from .processes import files_no_larger_than, like_anybody, needs_fork, run_under
from .proofs import assert_whole, litter, one_line
from .shop import Shop, asks, make_shop

pytestmark = needs_fork


@pytest.fixture
def heavy(tmp_path: Path) -> Shop:
    """A shop whose workbook is larger than its journal: 500 kB of text that does not compress."""
    shop = make_shop(tmp_path / "shop")
    chance = random.Random(1)
    with shop.workbook() as book:
        notes = book.create_sheet("Notes")
        for _ in range(60):
            notes.append(["".join(chr(chance.randrange(33, 0x2000)) for _ in range(4000))])
    return shop


@pytest.mark.parametrize(("room", "reference"), [(0, "journal.disk-error"), (60_000, "journal.disk-error"),
                                                 (200_000, "excel.disk-full")])
def test_a_full_disk_stops_the_pass_and_leaves_the_workbook_as_it_was(heavy: Shop, room: int, reference: str) -> None:
    before = heavy.register.read_bytes()
    line = one_line(run_under(functools.partial(files_no_larger_than, room), heavy, "sync"), reference)
    assert "room" in line
    assert (heavy.register.read_bytes(), litter(heavy), heavy.mails()) == (before, [], [])
    heavy.sync()
    assert (heavy.column("status"), len(heavy.mails())) == (["approved"], 1)
    assert_whole(heavy)


def full_once_the_tables_are_made() -> None:
    def use_wal(connection: Connection) -> None:
        files_no_larger_than(8192)
        engine.use_wal(connection)

    upgrade.use_wal = use_wal


def test_a_disk_that_has_room_for_a_new_journal_and_for_nothing_beside_it_is_said_to_be_full(shop: Shop) -> None:
    assert "has room" in one_line(run_under(full_once_the_tables_are_made, shop, "sync"), "journal.disk-error")
    shop.sync()
    assert_whole(shop)


def test_a_disk_that_is_full_when_the_letters_are_written_loses_none(running: Shop) -> None:
    running.add(asks("1002"))
    done = run_under(functools.partial(files_no_larger_than, 30_000), running, "sync")
    assert "Traceback" not in done.err
    assert done.code == 1
    running.run("sync")
    running.query("UPDATE mails SET next_at = '' WHERE state = 'retry'")
    running.sync()
    running.sync()      # Last mail says that it is out
    assert (running.column("status"), len(running.mails())) == (["approved", "approved"], 2)
    assert all((running.folder / label).is_file() for label in running.column("label"))
    assert_whole(running)


@pytest.mark.parametrize(("path", "mode", "reference"), [
    (".", 0o555, "excel.read-only"), ("returns.xlsx", 0o000, "excel.no-permission"),
    (".rma-sheets/journal.db", 0o444, "journal.read-only"), (".rma-sheets/journal.db", 0o000, "journal.cannot-open"),
    (".rma-sheets/backups", 0o555, "excel.read-only"), ("config.yaml", 0o000, "config.unreadable"),
    (".rma-sheets/pass.lock", 0o000, "files.cannot-write"), (".rma-sheets/label.key", 0o000, "files.label-key"),
])
def test_what_may_not_be_written_or_read_is_named(running: Shop, path: str, mode: int, reference: str) -> None:
    running.add(asks("1002"))
    before, place = running.register.read_bytes(), running.folder / path
    usual = place.stat().st_mode
    place.chmod(mode)
    try:
        done = run_under(like_anybody, running, "sync")
    finally:
        place.chmod(usual)
    assert place.resolve().name in one_line(done, reference)
    assert (running.register.read_bytes(), len(running.mails()), litter(running)) == (before, 1, [])
    running.sync()
    assert running.column("status") == ["approved", "approved"]
    assert_whole(running)


@pytest.fixture
def only_read(running: Shop) -> Iterator[Shop]:
    """A shop where nothing can be made beside the journal, as on a read-only disk."""
    kept = running.folder / ".rma-sheets"
    kept.chmod(0o555)
    yield running
    kept.chmod(0o755)


@pytest.mark.parametrize("words", [("outbox", "--all"), ("history",), ("plan",), ("evidence",), ("undo", "--list"),
                                   ("backup", "copy.db")], ids=lambda words: words[0])
def test_what_only_reads_reads_where_nothing_may_be_written(only_read: Shop, words: tuple[str, ...]) -> None:
    number = only_read.column("rma_number") if words in (("history",), ("evidence",)) else []
    done = run_under(like_anybody, only_read, *words, *number)
    assert (done.code, done.err) == (0, "")
    assert words[0] != "backup" or (only_read.folder / "copy.db").stat().st_size > 0


def test_doctor_says_where_no_pass_could_write(only_read: Shop) -> None:
    done = run_under(like_anybody, only_read, "doctor")
    assert (done.code, "journal.db cannot be written, it is read-only" in " ".join(done.out.split())) == (1, True)


def test_a_journal_that_was_not_put_together_and_cannot_be_is_said_so(running: Shop) -> None:
    journal = running.folder / ".rma-sheets/journal.db"
    with closing(sqlite3.connect(journal)) as open_still:
        open_still.execute("CREATE TABLE later (id)")
        left = journal.with_name("journal.db-wal").read_bytes()
    journal.with_name("journal.db-wal").write_bytes(left)
    journal.parent.chmod(0o555)
    try:
        done = run_under(like_anybody, running, "outbox")
    finally:
        journal.parent.chmod(0o755)
    assert "folder writable" in one_line(done, "journal.read-only")


def test_a_folder_where_nothing_may_be_made_is_named(shop: Shop) -> None:
    shop.folder.chmod(0o555)
    try:
        done = run_under(like_anybody, shop, "sync")
    finally:
        shop.folder.chmod(0o755)
    assert str(shop.folder) in one_line(done, "journal.no-permission")
    shop.sync()
    assert_whole(shop)


@pytest.mark.parametrize("folder", ["labels", "outbox"])
def test_letters_that_may_not_be_written_are_told_and_come_later(running: Shop, folder: str) -> None:
    running.add(asks("1002"))
    (running.folder / folder).chmod(0o555)
    try:
        done = run_under(like_anybody, running, "sync")
    finally:
        (running.folder / folder).chmod(0o755)
    assert (done.err, folder in done.out) == ("", True)
    running.query("UPDATE mails SET next_at = '' WHERE state = 'retry'")
    running.sync()
    running.sync()      # Last mail says that it is out
    assert (running.column("status"), len(running.mails())) == (["approved", "approved"], 2)
    assert_whole(running)


@pytest.mark.parametrize("content", ["", "abcd", "no key at all"])
def test_a_damaged_label_key_is_named_with_what_its_loss_means(running: Shop, content: str) -> None:
    key = running.folder / ".rma-sheets" / "label.key"
    key.write_text(content, encoding="ascii")
    assert "forged" in one_line(running.run("sync"), "files.label-key-damaged")
    key.unlink()
    running.sync()
    assert len(key.read_text(encoding="ascii")) == 64
