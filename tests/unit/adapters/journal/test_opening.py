"""Opening the file: private, durable, and one clear error for each way in which it cannot be used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from rma_sheets.adapters.journal import SqlJournal, problems
from rma_sheets.errors import JournalError
from rma_sheets.model.column import LANGUAGES
from rma_sheets.model.plan import Event
from rma_sheets.texts import load_texts

from .conftest import NOW, refused

Opened = Callable[[], SqlJournal]
NOBODY = 65534


def reference(url: str | Path) -> str:
    """The reference of the error that opening raises; its sentence must be in the catalogue."""
    with pytest.raises(JournalError) as caught:
        SqlJournal.open(url, register="r", now=NOW)
    texts = load_texts("fr", ("journal",))
    assert texts.say(f"{caught.value.reference}.message", **caught.value.facts)
    return caught.value.reference


def pragmas(path: Path) -> tuple[object, ...]:
    """What SQLite says of the file."""
    with sqlite3.connect(path) as connection:
        return connection.execute("PRAGMA journal_mode").fetchone()[0], connection.execute(
            "PRAGMA quick_check").fetchone()[0]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_new_journal_is_for_its_owner_only(path: Path, opened: Opened) -> None:
    opened().add_events([Event("K1", "import")], NOW)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()} == {
        "journal.db": "0o600", "journal.db-wal": "0o600", "journal.db-shm": "0o600"}


def test_the_file_is_whole_and_in_wal_mode(path: Path, opened: Opened) -> None:
    opened()
    assert pragmas(path) == ("wal", "ok")


def test_every_connection_waits_for_the_disk_and_checks_its_links(opened: Opened) -> None:
    with opened()._engine.connect() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in ("synchronous", "foreign_keys", "busy_timeout")]
    assert settings == [2, 1, 20_000]


def test_an_address_as_text_opens_the_same_file(path: Path, opened: Opened) -> None:
    name = opened().view().register_id
    journal = SqlJournal.open(f"sqlite:///{path}", register="r", now=NOW)
    assert journal.view().register_id == name
    journal.close()


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "été & co? 100% #1" / "journal.db"
    SqlJournal.open(path, register="r", now=NOW).close()
    assert path.exists()


def test_two_registers_in_one_file_have_two_names(path: Path, opened: Opened) -> None:
    other = SqlJournal.open(path, register="other", now=NOW)
    assert other.view().register_id != opened().view().register_id
    other.close()


def test_a_register_that_is_to_be_alone_does_not_enter_the_journal_of_another(path: Path, opened: Opened) -> None:
    opened()
    with pytest.raises(JournalError) as stopped:
        SqlJournal.open(path, register="excel:second.xlsx", now=NOW, alone=True)
    assert (stopped.value.reference, stopped.value.facts["other"]) == ("journal.of-another", "r")
    SqlJournal.open(path, register="r", now=NOW, alone=True).close()


@pytest.mark.parametrize(("url", "wanted"), [
    ("nonsense", "journal.bad-url"), ("sqlite://", "journal.bad-url"),
    ("nosuchdatabase://x/y", "journal.driver-missing"),
    ("postgresql+psycopg://nobody:secret@127.0.0.1:1/x", "journal.unreachable"),
])
def test_an_address_that_leads_nowhere_is_one_clear_error(url: str, wanted: str) -> None:
    if wanted == "journal.unreachable":
        pytest.importorskip("psycopg")
    assert reference(url) == wanted


def test_an_error_never_shows_the_password() -> None:
    with pytest.raises(JournalError) as caught:
        SqlJournal.open("nosuchdatabase://user:secret@127.0.0.1/x", register="r", now=NOW)
    assert "secret" not in f"{caught.value} {caught.value.facts}"


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "returns.xlsx"
    path.write_bytes(b"PK\x03\x04 not a database at all" * 100)
    assert reference(path) == "journal.not-a-journal"
    assert path.read_bytes() == b"PK\x03\x04 not a database at all" * 100


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE sales (id INTEGER)")
    connection.close()
    before = path.read_bytes()
    assert reference(path) == "journal.other-tables"
    assert path.read_bytes() == before


def test_a_damaged_file_is_said_to_be_damaged(path: Path, opened: Opened) -> None:
    journal = opened()
    journal.add_events([Event("K1", "import", {"text": "x" * 100_000})], NOW)
    journal.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert reference(path) == "journal.damaged"


def test_a_check_finds_damage_that_opening_does_not_meet(path: Path, opened: Opened) -> None:
    journal = opened()
    journal.keep_imported("orders", [f"{number:064x}" for number in range(2000)], NOW)
    assert journal.check() == ""
    journal.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:-8192] + b"\xff" * 8192)
    journal = opened()
    try:
        found = journal.check()
    except JournalError as error:  # it depends on SQLite's version whether damage is reported or stops the reading
        found = error.reference
    assert found not in ("", "journal.failed")


def test_every_error_can_be_said_in_every_language() -> None:
    references = [*dict(problems._SQLITE).values(), *problems._SYSTEM.values(), "journal.unreachable", "journal.failed"]
    for language in LANGUAGES:
        texts = load_texts(language, ("journal",))
        assert [ref for ref in references if not (texts.has(f"{ref}.message") and texts.has(f"{ref}.hint"))] == []


def test_a_folder_in_place_of_the_file_cannot_be_opened(tmp_path: Path) -> None:
    assert reference(tmp_path) == "journal.cannot-open"


def test_a_file_in_place_of_the_folder_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    assert reference(tmp_path / "state" / "journal.db") == "journal.cannot-open"


def test_another_process_that_holds_the_file_is_busy(path: Path, opened: Opened,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    opened().close()
    monkeypatch.setattr("rma_sheets.adapters.journal.engine.BUSY_SECONDS", 0.1)
    journal = opened()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with refused("journal.busy"):
        journal.add_events([Event("K1", "import")], NOW)
    assert journal.history("K1") == []
    holder.close()


def test_a_full_disk_leaves_the_journal_as_it_was(opened: Opened) -> None:
    journal = opened()
    sa.event.listen(journal._engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1"))
    with refused("journal.disk-full"):
        journal.add_events([Event("K1", "import", {"text": "x" * 500_000})], NOW)
    assert journal.history("K1") == []


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder anybody may go through, and this process as a user who is not root (root may write anywhere)."""
    if os.name == "nt":
        pytest.skip("modes of POSIX")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    was_root = os.geteuid() == 0
    if was_root:
        SqlJournal.open(folder / "first.db", register="r", now=NOW).close()  # loads what only root may read
        (folder / "first.db").unlink()
        os.seteuid(NOBODY)
    yield folder
    if was_root:
        os.seteuid(0)
    for entry in [folder, *folder.rglob("*")]:
        entry.chmod(0o700)
    shutil.rmtree(folder)


def test_a_folder_without_the_right_to_write_is_said_so(open_folder: Path) -> None:
    locked = open_folder / "locked"
    locked.mkdir(mode=0o500)
    assert reference(locked / "journal.db") == "journal.no-permission"
    assert reference(locked / "deeper" / "journal.db") == "journal.no-permission"


def test_a_file_that_may_only_be_read_is_said_so(open_folder: Path) -> None:
    path = open_folder / "journal.db"
    journal = SqlJournal.open(path, register="r", now=NOW)
    journal.close()
    path.chmod(0o400)
    journal = SqlJournal.open(path, register="r", now=NOW)
    with refused("journal.read-only"):
        journal.add_events([Event("K1", "import")], NOW)
    journal.close()


def test_a_file_that_may_not_be_read_is_said_so(open_folder: Path) -> None:
    path = open_folder / "journal.db"
    SqlJournal.open(path, register="r", now=NOW).close()
    path.chmod(0o000)
    assert reference(path) == "journal.cannot-open"
