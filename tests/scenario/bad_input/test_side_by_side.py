"""Passes beside each other, and people who save, delete and swap the workbook while a pass runs."""

from __future__ import annotations

import os
import shutil
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from rma_sheets.adapters.passlock import pass_lock
from tests.scenario.commands.shell import content_of

from .processes import Moment, ended, meanwhile, needs_fork, start_and_tell
from .proofs import assert_whole, one_line
from .shop import Shop, asks, bought, make_shop

JOURNAL = "rma_sheets.adapters.journal.journal:SqlJournal"
RESERVED = Moment(f"{JOURNAL}.reserve", after=True)


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


def test_what_people_type_while_the_pass_runs_stays(running: Shop) -> None:
    running.add(asks("1002"))
    with meanwhile(RESERVED, lambda: running.type(3, qty=2, tags="typed meanwhile")):
        told = running.sync()
    assert "Somebody saved the register meanwhile: planned again" in told.out
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
    with ExitStack() as saves:
        for nth in range(1, 6):
            saves.enter_context(meanwhile(Moment(f"{JOURNAL}.reserve", after=True, nth=nth),
                                          lambda nth=nth: running.type(3, tags=f"save {nth}")))
        done = running.run("sync")
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
