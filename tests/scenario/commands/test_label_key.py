"""The key that signs labels: lost or exchanged, labels that are printed are never told as forged by surprise."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rma_sheets.render.signature import sign_number

from .shell import content_of, rma_sheets

NUMBER = "RMA-26-00001-A"
OTHER = "ab" * 32


def key_file(shop: Path) -> Path:
    return shop / ".rma-sheets" / "label.key"


def lose(shop: Path, *names: str) -> None:
    for name in names:
        for path in (shop / ".rma-sheets").glob(name):
            path.unlink()


def printed(shop: Path) -> str:
    """What the QR code of the first label says."""
    return sign_number(NUMBER, bytes.fromhex(key_file(shop).read_text(encoding="ascii")))


def genuine(shop: Path, code: str) -> bool:
    done = rma_sheets(shop, "history", code)
    assert (done.code == 0) is not ("[lookup.forged]" in done.err), done
    return done.code == 0


def forget_key(path: Path) -> None:
    """A journal of before journals had the key."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE registers SET label_key = ''")
        connection.commit()


@pytest.fixture
def running(shop: Path) -> Path:
    """A shop that has given a number, with a backup `old.db` made afterwards."""
    rma_sheets(shop, "sync")
    rma_sheets(shop, "backup", "old.db")
    return shop


def documents(shop: Path) -> tuple[int, str, str]:
    """How doctor ends, and what it says of documents."""
    done = rma_sheets(shop, "doctor", "--json")
    part = next(part for part in done.json if part["part"] == "documents")
    return done.code, part["state"], part["hint"]


def test_a_lost_key_is_put_back_and_not_made_anew(running: Path) -> None:
    code, before = printed(running), key_file(running).read_bytes()
    key_file(running).unlink()
    state = content_of(running)
    assert documents(running) == (0, "warning", "The journal has it too; the next pass puts it back.")
    assert content_of(running) == state
    assert rma_sheets(running, "sync").code == 0
    assert (key_file(running).read_bytes(), genuine(running, code), documents(running)[1]) == (before, True, "ok")
    assert os.name == "nt" or key_file(running).stat().st_mode & 0o777 == 0o600


def test_a_backup_brings_the_key_to_a_new_machine(running: Path) -> None:
    """There the program has already made a journal and a key of its own."""
    code = printed(running)
    lose(running, "label.key", "journal.db*")
    rma_sheets(running, "plan")
    foreign = key_file(running).read_bytes()
    done = rma_sheets(running, "restore", "--journal", "old.db")
    (kept,) = (running / ".rma-sheets").glob("label-replaced-*.key")
    assert f"The key that signs labels is put back too; the one that was there is kept as {kept}." in done.out
    assert (kept.read_bytes(), genuine(running, code)) == (foreign, True)
    assert rma_sheets(running, "sync").code == 0
    assert rma_sheets(running, "doctor").code == 0


@pytest.mark.parametrize("content", [None, "no key at all"])
def test_a_backup_puts_the_key_back_where_there_is_none(running: Path, content: str | None) -> None:
    code = printed(running)
    lose(running, "label.key", "journal.db*")
    if content:
        key_file(running).write_text(content, encoding="ascii")
    done = rma_sheets(running, "restore", "--journal", "old.db", "--json")
    assert (done.json["key_put_back"], bool(done.json["key_kept"])) == (True, content is not None)
    assert genuine(running, code)


def test_nothing_is_said_of_a_key_that_is_the_same(running: Path) -> None:
    assert "The key that signs" not in rma_sheets(running, "restore", "--journal", "old.db").out
    assert list((running / ".rma-sheets").glob("label-replaced-*")) == []


def test_another_key_in_its_place_stops_until_it_is_moved_away(running: Path) -> None:
    code = printed(running)
    key_file(running).write_text(OTHER, encoding="ascii")
    state = content_of(running)
    for command in ("sync", "plan", "backup"):
        done = rma_sheets(running, command)
        assert (done.code, "[files.label-key-other]" in done.err, done.err.count("\n")) == (1, True, 1)
    assert content_of(running) == state
    assert documents(running)[:2] == (1, "failed")
    key_file(running).unlink()
    assert (rma_sheets(running, "sync").code, genuine(running, code)) == (0, True)


@pytest.mark.parametrize("written", [b"new", b"New\r\n", "new\r\n".encode("utf-16")])
def test_a_key_that_is_lost_for_good_stops_until_a_person_asks_for_a_new_one(running: Path, written: bytes) -> None:
    code = printed(running)
    lose(running, "label.key")
    forget_key(running / ".rma-sheets" / "journal.db")
    done = rma_sheets(running, "sync")
    assert (done.code, "[files.label-key-lost]" in done.err, done.err.count("\n")) == (1, True, 1)
    assert documents(running)[:2] == (1, "failed")
    assert not key_file(running).exists()
    key_file(running).write_bytes(written)
    assert (rma_sheets(running, "sync").code, genuine(running, code)) == (0, False)
    assert (genuine(running, printed(running)), documents(running)[:2]) == (True, (0, "ok"))


def test_a_journal_of_before_learns_the_key_from_the_file(running: Path) -> None:
    code = printed(running)
    forget_key(running / ".rma-sheets" / "journal.db")
    assert documents(running)[:2] == (0, "ok")
    rma_sheets(running, "sync")
    lose(running, "label.key")
    assert genuine(running, code)


def test_a_key_that_was_made_after_the_backup_goes_on_where_the_journal_before_tells_of_it(running: Path) -> None:
    key_file(running).write_text("new", encoding="ascii")
    rma_sheets(running, "sync")
    code = printed(running)
    assert rma_sheets(running, "restore", "--journal", "old.db").code == 0
    assert genuine(running, code)


def test_an_older_backup_without_the_key_leaves_the_file_as_it_is(running: Path) -> None:
    code = printed(running)
    forget_key(running / "old.db")
    lose(running, "journal.db*")
    assert rma_sheets(running, "restore", "--journal", "old.db").code == 0
    assert genuine(running, code)


def test_the_key_is_never_told(running: Path) -> None:
    key = key_file(running).read_text(encoding="ascii")
    said = [rma_sheets(running, *words) for words in (
        ("backup", "--json"), ("doctor", "--json"), ("restore", "--journal", "old.db", "--json"), ("history", NUMBER),
        ("sync", "--json"))]
    assert rma_sheets(running, "evidence", NUMBER, "-o", "packed.zip").code == 0
    shutil.unpack_archive(running / "packed.zip", running / "packed")
    packed = [path.read_bytes() for path in (running / "packed").rglob("*") if path.is_file()]
    assert not any(key in done.out + done.err for done in said)
    assert not any(key.encode() in content for content in packed)
