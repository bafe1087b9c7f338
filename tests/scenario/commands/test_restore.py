"""`restore` and `backup`: deleted rows come back with their numbers; after an older journal none comes again."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.adapters.journal import back_up

from .shell import add_columns, cells, delete_row, rma_sheets, type_in
from .test_sync import use_server


def journal(shop: Path) -> Path:
    return shop / ".rma-sheets" / "journal.db"


def lose_journal(shop: Path) -> None:
    for path in (shop / ".rma-sheets").glob("journal.db*"):
        path.unlink()


def sync_with_backup(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pass, and a backup `old.db` made after it wrote its rows and before it bound them."""
    write = ExcelStore.write

    def then_backup(*args: Any, **values: Any) -> str:
        version = write(*args, **values)
        back_up(journal(shop), shop / "old.db")
        return version

    with monkeypatch.context() as patch:
        patch.setattr(ExcelStore, "write", then_backup)
        rma_sheets(shop, "sync")


def outbox(shop: Path) -> list[str]:
    return sorted(path.name for path in (shop / "outbox").glob("*.eml"))


def numbers_in(register: Path) -> list[str]:
    return sorted(str(number) for number in cells(register, "rma_number") if number)


def test_a_deleted_row_comes_back_with_its_number_and_without_a_mail(demo: Path) -> None:
    register = demo / "returns.xlsx"
    before, mails = numbers_in(register), outbox(demo)
    types = [type(value) for value in cells(register, "requested_on")[:1]]
    delete_row(register, 2)
    rma_sheets(demo, "sync")
    assert rma_sheets(demo, "restore", "RMA-26-00001-A").out == (
        "RMA-26-00001-A stands under the last row again; the next pass takes it in\n")
    assert rma_sheets(demo, "sync").code == 0
    assert numbers_in(register) == before
    assert [type(value) for value in cells(register, "requested_on")[-1:]] == types
    assert outbox(demo) == mails
    assert "row restored with its number and status" in rma_sheets(demo, "history", "RMA-26-00001-A").out
    assert rma_sheets(demo, "doctor").code == 0
    assert "Nothing to do" in rma_sheets(demo, "sync").out


def test_a_row_that_stands_already_keeps_no_other_from_coming_back(demo: Path) -> None:
    register = demo / "returns.xlsx"
    before = numbers_in(register)
    delete_row(register, 2)
    done = rma_sheets(demo, "restore", "RMA-26-00002-7", "RMA-26-00001-A")
    assert (done.code, done.out) == (0, "RMA-26-00002-7 still stands in the register.\nRMA-26-00001-A stands under the "
                                        "last row again; the next pass takes it in\n")
    assert numbers_in(register) == before
    again = rma_sheets(demo, "restore", "RMA-26-00001-A", "RMA-26-00002-7")
    assert (again.code, "RMA-26-00001-A, RMA-26-00002-7 still stand" in again.err) == (2, True)
    delete_row(register, 2)
    assert rma_sheets(demo, "restore", "RMA-26-00002-7", "RMA-26-00001-A", "--json").json == {
        "restored": ["RMA-26-00002-7"], "still_there": ["RMA-26-00001-A"], "not_restored": []}


@pytest.mark.parametrize(("language", "said"), [
    ("en", "What stood in columns of your own (Shelf, Colour) is not put back; copies of the workbook lie in {}\n"),
    ("fr", "Ce qui se trouvait dans vos propres colonnes (Shelf, Colour) n'est pas remis ; "
           "des copies du classeur sont dans {}\n")])
def test_columns_of_the_shops_own_are_told_as_not_put_back(demo: Path, french_demo: Path, language: str,
                                                           said: str) -> None:
    folder = {"en": demo, "fr": french_demo}[language]
    (register,) = folder.glob("*.xlsx")
    add_columns(register, "Shelf", "Colour")
    rma_sheets(folder, "sync")
    delete_row(register, 2)
    rma_sheets(folder, "sync")
    done = rma_sheets(folder, "restore", "RMA-26-00001-A")
    assert done.out.endswith(said.format(folder / ".rma-sheets" / "backups"))


@pytest.mark.parametrize(("words", "reference"), [
    (("RMA-26-00001-A",), "restore.still-there"), ((), "restore.which"),
    (("RMA-26-00001-A", "--journal", "x.db"), "restore.together"), (("RMA-26-09999-X",), "lookup.check-character"),
    (("--journal", "x.db"), "journal.no-copy"), (("--journal", "returns.xlsx"), "journal.not-a-journal"),
    (("--journal", "."), "journal.copy-is-a-folder")])
def test_what_cannot_be_put_back_is_one_clear_line(demo: Path, words: tuple[str, ...], reference: str) -> None:
    register, kept = (demo / "returns.xlsx").read_bytes(), journal(demo).read_bytes()
    done = rma_sheets(demo, "restore", *words)
    assert (done.code in (1, 2), done.out, f"[{reference}]" in done.err) == (True, "", True)
    assert ((demo / "returns.xlsx").read_bytes(), journal(demo).read_bytes()) == (register, kept)


def test_a_backup_is_a_whole_journal_and_replaces_no_other_file(demo: Path) -> None:
    done = rma_sheets(demo, "backup", "copy.db")
    assert (done.code, done.out.startswith("Written: copy.db.")) == (0, True)
    with closing(sqlite3.connect(demo / "copy.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert "[restore.not-a-journal]" in rma_sheets(demo, "backup", "returns.xlsx").err
    assert rma_sheets(demo, "backup").code == 0
    assert len(list((demo / ".rma-sheets").glob("journal-*.db"))) == 1


@pytest.mark.parametrize("readable", [True, False])
def test_after_an_older_journal_nothing_comes_twice(shop: Path, readable: bool) -> None:
    """The backup is from before the first pass; since then two numbers were given, and one of the rows was deleted."""
    rma_sheets(shop, "plan")
    rma_sheets(shop, "backup", "old.db")
    register = shop / "returns.xlsx"
    rma_sheets(shop, "sync")
    type_in(register, 2, "received_on", "2026-11-22")
    rma_sheets(shop, "sync")
    mails, numbers = outbox(shop), cells(register, "rma_number")
    if not readable:
        lose_journal(shop)
        journal(shop).write_bytes(b"no database any more")
    done = rma_sheets(shop, "restore", "--journal", "old.db")
    assert (done.code, "2 rows were further on than the backup" in done.out) == (0, True), done
    assert ("numbers go on 1000 further" in done.out) is not readable
    assert rma_sheets(shop, "sync").code == 0
    assert (outbox(shop), cells(register, "rma_number")) == (mails, numbers)
    assert "Nothing to do" in rma_sheets(shop, "sync").out
    assert rma_sheets(shop, "doctor").code == 0


def test_a_number_of_a_deleted_row_does_not_come_again_after_an_older_journal(shop: Path) -> None:
    rma_sheets(shop, "plan")
    rma_sheets(shop, "backup", "old.db")
    register = shop / "returns.xlsx"
    rma_sheets(shop, "sync")
    delete_row(register, 2)
    rma_sheets(shop, "sync", "--allow-missing")
    assert rma_sheets(shop, "restore", "--journal", "old.db").code == 0
    type_in(register, 2, "status", "approved")
    rma_sheets(shop, "sync")
    assert "RMA-26-00001-A" not in cells(register, "rma_number")


@pytest.mark.parametrize("lost", [True, False])
def test_mails_that_waited_when_the_backup_was_made_are_for_a_person_where_nobody_knows(shop: Path, lost: bool) -> None:
    use_server(shop, 9)     # nobody listens there
    rma_sheets(shop, "sync")
    rma_sheets(shop, "backup", "old.db")
    if lost:
        lose_journal(shop)
    assert ("2 mails were waiting then" in rma_sheets(shop, "restore", "--journal", "old.db").out) is lost
    assert {each["state"] for each in rma_sheets(shop, "outbox", "--json").json} == {"unknown" if lost else "retry"}


def test_a_backup_made_in_the_middle_of_a_pass_mails_nobody_twice(
        shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pass has written its rows and not bound them; its mails stand in the run only."""
    sync_with_backup(shop, monkeypatch)
    mails = outbox(shop)
    for path in (shop / "outbox").glob("*"):
        path.unlink()       # or the folder itself would refuse them
    for lost in (False, True):
        if lost:
            lose_journal(shop)
        assert rma_sheets(shop, "restore", "--journal", "old.db").code == 0
        rma_sheets(shop, "sync")
        assert (outbox(shop), len(mails)) == ([], 2)
        assert {each["state"] for each in rma_sheets(shop, "outbox", "list", "--all", "--json").json} == {
            "unknown" if lost else "done"}
    assert rma_sheets(shop, "doctor").code == 0


@pytest.mark.parametrize("lost", [True, False])
def test_a_number_of_the_pass_that_the_backup_was_made_in_stays_bound_to_its_row(
        shop: Path, monkeypatch: pytest.MonkeyPatch, lost: bool) -> None:
    """The row has moved on since, so that nothing proves the pass but the number."""
    sync_with_backup(shop, monkeypatch)
    type_in(shop / "returns.xlsx", 2, "received_on", "2026-11-22")
    rma_sheets(shop, "sync")
    if lost:
        lose_journal(shop)
    rma_sheets(shop, "restore", "--journal", "old.db")
    rma_sheets(shop, "sync")
    doctor = rma_sheets(shop, "doctor")
    assert (doctor.code, "every number stands in one row, the one it was given to" in doctor.out) == (0, True)


def test_an_empty_journal_that_a_pass_has_made_meanwhile_knows_no_numbers(shop: Path) -> None:
    rma_sheets(shop, "plan")
    rma_sheets(shop, "backup", "old.db")
    rma_sheets(shop, "sync")
    delete_row(shop / "returns.xlsx", 2)
    rma_sheets(shop, "sync", "--allow-missing")
    lose_journal(shop)
    assert "[sync.journal-empty]" in rma_sheets(shop, "sync").err
    assert "numbers go on 1000 further" in rma_sheets(shop, "restore", "--journal", "old.db").out
    with closing(sqlite3.connect(journal(shop))) as connection:
        assert connection.execute("SELECT last FROM counters WHERE name LIKE 'rma:%'").fetchall() == [(1000,)]


def test_a_journal_that_is_older_than_the_sheet_does_not_know_all_numbers(shop: Path) -> None:
    rma_sheets(shop, "plan")
    rma_sheets(shop, "backup", "old.db")
    rma_sheets(shop, "sync")
    lose_journal(shop)
    shutil.copy(shop / "old.db", journal(shop))
    assert "numbers go on 1000 further" in rma_sheets(shop, "restore", "--journal", "old.db").out


def test_what_the_replaced_journal_knows_of_a_row_holds_although_the_sheet_is_of_yesterday_too(shop: Path) -> None:
    """Number and mail are out: the row gets that number back, and the mail stays the only one of its key."""
    register = shop / "returns.xlsx"
    rma_sheets(shop, "plan")
    rma_sheets(shop, "backup", "old.db")
    shutil.copy(register, shop / "yesterday.xlsx")
    rma_sheets(shop, "sync")
    numbers, mails = numbers_in(register), outbox(shop)
    known = rma_sheets(shop, "outbox", "list", "--all", "--json").json
    shutil.copy(shop / "yesterday.xlsx", register)
    rma_sheets(shop, "restore", "--journal", "old.db")
    assert rma_sheets(shop, "sync").code == 0
    assert (numbers_in(register), outbox(shop)) == (numbers, mails)
    assert rma_sheets(shop, "outbox", "list", "--all", "--json").json == known
    assert '"approved" to' in rma_sheets(shop, "history", "RMA-26-00001-A").out.replace("“", '"').replace("”", '"')
    assert rma_sheets(shop, "doctor").code == 0


def test_the_backup_of_another_shop_is_refused(shop: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(shop, other)
    lose_journal(other)
    for each in (shop, other):
        rma_sheets(each, "sync")
        rma_sheets(each, "backup", "old.db")
    for _ in ("the sheet's keys differ", "and nothing else is there"):
        refused = rma_sheets(shop, "restore", "--journal", other / "old.db")
        assert (refused.code, "[journal.other-shop]" in refused.err, refused.err.count("\n")) == (1, True, 1)
        lose_journal(shop)
    shutil.copy(other / "returns.xlsx", shop / "returns.xlsx")
    assert rma_sheets(shop, "restore", "--journal", other / "old.db").code == 0


def test_a_backup_without_its_revision_is_no_journal(shop: Path) -> None:
    rma_sheets(shop, "sync")
    rma_sheets(shop, "backup", "old.db")
    for path, words in ((shop / "old.db", ("restore", "--journal", "old.db")), (journal(shop), ("sync",))):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DELETE FROM journal_revision")
            connection.commit()
        assert "[journal.other-tables]" in rma_sheets(shop, *words).err
