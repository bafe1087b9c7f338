"""Disks, rights, clocks and other passes: one clear line or a row told, the workbook whole, and on it goes afterwards.
"""

from __future__ import annotations

import functools
import os
import random
import shutil
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from rma_sheets.adapters.files import pass_lock
from rma_sheets.bootstrap import SystemClock
from tests.scenario.commands.shell import content_of

from .processes import (
    Moment,
    ended,
    files_no_larger_than,
    like_anybody,
    meanwhile,
    needs_fork,
    run_under,
    start_and_tell,
)
from .shop import Shop, asks, assert_whole, bought, day, litter, make_shop, one_line

JOURNAL = "rma_sheets.adapters.journal.journal:SqlJournal"
RESERVED = Moment(f"{JOURNAL}.reserve", after=True)


# disk full


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


@needs_fork
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


@needs_fork
def test_a_disk_that_is_full_when_the_letters_are_written_loses_none(running: Shop) -> None:
    running.add(asks("1002"))
    done = run_under(functools.partial(files_no_larger_than, 30_000), running, "sync")
    assert "Traceback" not in done.err
    assert done.code == 1
    running.run("sync")
    running.query("UPDATE mails SET next_at = '' WHERE state = 'retry'")
    running.sync()
    assert (running.column("status"), len(running.mails())) == (["approved", "approved"], 2)
    assert all((running.folder / label).is_file() for label in running.column("label"))
    assert_whole(running)


# rights


@needs_fork
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


@needs_fork
def test_a_folder_where_nothing_may_be_made_is_named(shop: Shop) -> None:
    shop.folder.chmod(0o555)
    try:
        done = run_under(like_anybody, shop, "sync")
    finally:
        shop.folder.chmod(0o755)
    assert str(shop.folder) in one_line(done, "journal.no-permission")
    shop.sync()
    assert_whole(shop)


@needs_fork
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
    assert (running.column("status"), len(running.mails())) == (["approved", "approved"], 2)
    assert_whole(running)


# passes beside each other


def test_a_second_pass_says_that_another_one_runs_and_leaves(running: Shop) -> None:
    running.add(asks("1002"))
    before = content_of(running.folder)
    with pass_lock(running.folder / ".rma-sheets/pass.lock"):
        assert str(os.getpid()) in one_line(running.run("sync"), "files.locked")
        assert running.run("plan").code == 0
    after = content_of(running.folder)
    assert {name for name in after if before.get(name) != after[name]} <= {".rma-sheets/pass.lock"}
    running.sync()
    assert_whole(running)


@needs_fork
def test_four_passes_at_once_do_everything_once(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", *(asks(str(1001 + index), email=f"c{index}@example.org") for index in range(4)),
                     orders=[bought(str(1001 + index), email=f"c{index}@example.org") for index in range(4)])
    passes = [start_and_tell(int, shop, "sync") for _ in range(4)]
    codes = [ended(process) for process, _ in passes]
    assert (0 in codes, set(codes) <= {0, 1}) == (True, True)
    assert {answer.recv().err[-15:] for _, answer in passes} <= {"", "[files.locked]\n"}
    shop.sync()
    assert len(set(shop.column("rma_number"))) == len(shop.mails()) == 4
    assert_whole(shop)


# the journal


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


# people at the same workbook


def test_what_people_type_while_the_pass_runs_stays(running: Shop) -> None:
    running.add(asks("1002"))
    with meanwhile(RESERVED, lambda: running.type(3, qty=2, tags="typed meanwhile")):
        running.sync()
    assert (running.cell(3, "qty"), running.cell(3, "tags")) == (2, "typed meanwhile")
    assert running.column("status") == ["approved", "approved"]
    assert len(running.mails()) == 2
    assert_whole(running)


def test_a_row_deleted_while_the_pass_gives_it_a_number_gets_no_mail(running: Shop) -> None:
    running.add(asks("1002"))

    def delete() -> None:
        with running.sheet() as sheet:
            sheet.delete_rows(3)

    with meanwhile(RESERVED, delete):
        running.sync()
    assert len(running.mails()) == 1
    running.add(asks("1003"))
    running.sync()
    assert_whole(running)


def test_people_who_never_stop_saving_win(running: Shop) -> None:
    running.add(asks("1002"))
    moments = [Moment(f"{JOURNAL}.reserve", after=True, nth=index) for index in range(1, 6)]
    undone = [meanwhile(moment, lambda index=index: running.type(3, tags=f"save {index}"))
              for index, moment in enumerate(moments, 1)]
    for each in undone:
        each.__enter__()
    try:
        done = running.run("sync")
    finally:
        for each in reversed(undone):
            each.__exit__(None, None, None)
    assert "saved by somebody" in one_line(done, "excel.changed")
    assert (running.cell(3, "tags"), running.cell(3, "status"), len(running.mails())) == ("save 5", None, 1)
    running.sync()
    assert_whole(running)


def test_a_workbook_that_breaks_while_the_pass_runs_is_not_written_over(running: Shop) -> None:
    running.add(asks("1002"))
    sound = running.register.read_bytes()
    with meanwhile(RESERVED, lambda: running.register.write_bytes(sound[:5000])):
        one_line(running.run("sync"), "excel.damaged")
    assert running.register.read_bytes() == sound[:5000]
    running.register.write_bytes(sound)
    running.sync()
    assert running.column("status") == ["approved", "approved"]
    assert_whole(running)


def test_a_workbook_swapped_for_that_of_another_shop_stops_the_pass(running: Shop, tmp_path: Path) -> None:
    other = make_shop(tmp_path / "other", asks("1005"), asks("1006"))
    other.sync()
    mine = running.register.read_bytes()
    shutil.copy(other.register, running.register)
    theirs = running.register.read_bytes()
    one_line(running.run("sync"), "sync.journal-empty")
    assert (running.register.read_bytes() == theirs, len(running.mails())) == (True, 1)
    running.register.write_bytes(mine)
    assert_whole(running)


def test_a_note_left_over_from_a_crash_is_told_with_its_age(running: Shop) -> None:
    running.add(asks("1002"))
    note = running.folder / "~$returns.xlsx"
    note.write_bytes(b"\x04Anna".ljust(55, b" ") + b"\x04\0A\0n\0n\0a\0".ljust(110, b"\0"))
    old = time.time() - 30 * 3600
    os.utime(note, (old, old))
    line = one_line(running.run("sync"), "excel.busy-stale")
    assert "Anna for 30 hours" in line
    note.unlink()
    running.sync()
    assert_whole(running)


def test_a_pass_waits_until_the_workbook_is_closed(running: Shop) -> None:
    running.add(asks("1002"))
    note = running.folder / ".~lock.returns.xlsx#"
    note.write_text(",Anna,office,22.11.2026 09:00,file:///x;")
    timer = threading.Timer(0.6, note.unlink)
    timer.start()
    running.sync()
    timer.join()
    assert running.column("status") == ["approved", "approved"]


# the clock


class Clock:
    """Stands in for the machine's clock; so many days are added."""

    ahead = timedelta()

    def now(self, zone: tzinfo) -> datetime:
        return datetime.now(zone) + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(SystemClock, "now", lambda self: clock.now(self.zone))
    return clock


def test_a_clock_set_back_and_forth_sends_nothing_twice(running: Shop, clock: Clock) -> None:
    number = running.cell(2, "rma_number")
    for days in (-400, 0, -1, 1, 0, -3000, 0):
        clock.ahead = timedelta(days=days)
        running.sync()
    assert (running.cell(2, "rma_number"), running.cell(2, "status"), len(running.mails())) == (number, "approved", 1)
    assert_whole(running)


def test_a_clock_far_ahead_reminds_before_it_expires_and_never_twice(running: Shop, clock: Clock) -> None:
    clock.ahead = timedelta(days=5000)
    running.sync()
    assert (running.cell(2, "status"), len(running.mails())) == ("approved", 2)
    for days in (0, 5000, 5001, 0, 5000):
        clock.ahead = timedelta(days=days)
        running.sync()
    assert (running.cell(2, "status"), len(running.mails())) == ("approved", 2)


def test_numbers_of_a_year_that_comes_twice_are_different(running: Shop, clock: Clock) -> None:
    for number, days in (("1002", 400), ("1003", 0), ("1004", 400), ("1005", 0)):
        clock.ahead = timedelta(days=days)
        running.add(asks(number, requested_on=day(1)))
        running.sync()
    numbers = [each for each in running.column("rma_number") if each]
    assert len(set(numbers)) == len(numbers) >= 3


# odd surroundings


def test_a_folder_with_an_odd_name_is_a_folder(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "Rückläufer 📦 100%20 'x' #1")
    shop.sync()
    assert_whole(shop)


def test_a_register_behind_a_link_stays_there(running: Shop, tmp_path: Path) -> None:
    elsewhere = running.register.rename(tmp_path / "shared.xlsx")
    running.register.symlink_to(elsewhere)
    running.add(asks("1002"))
    running.sync()
    assert running.register.is_symlink()
    assert running.column("status") == ["approved", "approved"]
    assert_whole(running)


def test_a_terminal_without_letters_does_not_stop_the_pass(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", asks("1001", customer="Zoë 🎁", email="zoe@example.org"), asks("№ 7"))
    done = shop.outside("sync", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.code, done.err) == (0, "")
    assert_whole(shop)
