"""`backup`: a whole copy, over nothing but an earlier one of the same journal, and no half copies that stay."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from .shell import content_of, rma_sheets

DIES = """
import os, signal
import rma_sheets.adapters.journal.copies as copies
copies.to_disk = lambda path: os.kill(os.getpid(), signal.SIG{signal})
from rma_sheets.cli import main
main(["backup", "{name}"])
"""


def process(folder: Path, name: str, sign: str) -> subprocess.Popen[bytes]:
    """A backup that gets that signal once its copy is made, before it stands under its name."""
    return subprocess.Popen([sys.executable, "-c", DIES.format(signal=sign, name=name)], cwd=folder)


def parts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(".*.part"))


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to, None])
def test_the_journal_itself_is_never_overwritten(demo: Path, link: object) -> None:
    live = demo / ".rma-sheets" / "journal.db"
    rma_sheets(demo, "sync")
    name = demo / "link.db" if callable(link) else live
    if callable(link):
        link(name, live)
    before = content_of(demo)
    done = rma_sheets(demo, "backup", name)
    assert (done.code, "[restore.live-journal]" in done.err, done.err.count("\n")) == (2, True, 1)
    assert content_of(demo) == before
    assert rma_sheets(demo, "sync").code == 0


def test_only_an_earlier_backup_of_the_same_journal_is_replaced(shop: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(shop, tmp_path / "other"))
    for path in (other / ".rma-sheets").glob("journal.db*"):
        path.unlink()
    rma_sheets(other, "sync")
    rma_sheets(other, "backup", "theirs.db")
    with closing(sqlite3.connect(shop / "orders.db")) as connection:
        connection.execute("CREATE TABLE orders (id)")
    for path in (other / "theirs.db", other / ".rma-sheets" / "journal.db", shop / "orders.db"):
        before = path.read_bytes()
        assert "[restore.other-backup]" in rma_sheets(shop, "backup", path).err
        assert path.read_bytes() == before
    assert [rma_sheets(shop, "backup", "ours.db").code for _ in range(2)] == [0, 0]


@pytest.mark.skipif(os.name == "nt", reason="nothing is left there")
def test_what_a_killed_backup_left_is_taken_away_by_the_next_one_and_by_a_pass(shop: Path) -> None:
    for name, words in (("monday.db", ("backup", "tuesday.db")), (".rma-sheets/copy.db", ("sync",))):
        folder = (shop / name).parent
        assert process(shop, name, "KILL").wait() == -signal.SIGKILL
        assert len(parts(folder)) == 1
        rma_sheets(shop, *words)
        assert parts(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="nothing is left there")
def test_a_backup_that_is_still_being_made_is_left_alone(shop: Path) -> None:
    other = process(shop, ".rma-sheets/slow.db", "STOP")
    os.waitid(os.P_PID, other.pid, os.WSTOPPED)
    rma_sheets(shop, "sync")
    rma_sheets(shop, "backup", ".rma-sheets/slow.db")
    assert len(parts(shop / ".rma-sheets")) == 1
    other.send_signal(signal.SIGCONT)
    assert other.wait() == 0
    assert (parts(shop / ".rma-sheets"), (shop / ".rma-sheets" / "slow.db").is_file()) == ([], True)


@pytest.mark.skipif(os.name == "nt", reason="nothing is left there")
def test_a_large_copy_that_was_killed_before_its_first_page_was_written_is_taken_away(shop: Path) -> None:
    (shop / ".monday.db.abcd1234.part").write_bytes(bytes(40_960))
    (shop / ".monday.db.abcd1234.part-journal").write_bytes(bytes.fromhex("d9d505f920a163d7"))
    rma_sheets(shop, "backup", "tuesday.db")
    assert list(shop.glob(".*.part*")) == []


@pytest.mark.parametrize("content", [b"half a film", bytes(40_960)])
def test_a_strangers_half_file_is_not_ours(shop: Path, content: bytes) -> None:
    (shop / ".film.abcd1234.part").write_bytes(content)
    rma_sheets(shop, "backup", "copy.db")
    assert parts(shop) == [".film.abcd1234.part"]
