"""What people do to rows with copy, paste, sort, undo and delete: no number twice, no mail twice, nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from .shop import Shop, asks, assert_whole, bought, day, make_shop, place

ROWS = (asks("1001", customer="Anna"), asks("1002", customer="Ben", email="ben@example.com"),
        asks("9999", customer="Chloé", email="chloe@example.fr"))
ORDERS = [bought("1001"), bought("1002", email="ben@example.com"), bought("1003")]


@pytest.fixture(scope="module")
def made_three(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Two approved rows and one that needs info, after their first pass."""
    shop = make_shop(tmp_path_factory.mktemp("edits") / "shop", *ROWS, orders=ORDERS)
    shop.sync()
    return shop


@pytest.fixture
def three(made_three: Shop, tmp_path: Path) -> Shop:
    """That shop, of one's own."""
    return Shop(Path(shutil.copytree(made_three.folder, tmp_path / "shop")))


def row_values(shop: Shop, row: int) -> list[Any]:
    with shop.sheet() as sheet:
        return [cell.value for cell in sheet[row]]


def write_row(shop: Shop, row: int, values: list[Any]) -> None:
    with shop.sheet() as sheet:
        for at, value in enumerate(values, 1):
            sheet.cell(row, at).value = value


def given_numbers(shop: Shop) -> list[Any]:
    return shop.column("rma_number")


def test_a_row_copied_with_its_key_and_edited_becomes_a_return_of_its_own(three: Shop) -> None:
    numbers, sent = given_numbers(three), len(three.mails())
    write_row(three, 5, row_values(three, 2))
    three.type(5, qty=2)
    done = three.sync()
    assert "[row-copied]" in done.out
    assert given_numbers(three)[:3] == numbers
    assert len(set(three.column("row_key"))) == 4
    assert len(three.mails()) == sent + 1
    assert_whole(three)


def test_an_exact_copy_is_told_and_nothing_is_guessed_until_one_of_them_is_deleted(three: Shop) -> None:
    sent, number = three.mails(), three.cell(2, "rma_number")
    write_row(three, 5, row_values(three, 2))
    done = three.sync()
    assert done.out.count("[duplicate-row-key]") == 2
    assert "Nothing to do" in three.sync().out
    with three.sheet() as sheet:
        sheet.delete_rows(2)
    three.sync()
    assert (three.cell(4, "rma_number"), three.cell(4, "check"), three.mails()) == (number, "OK", sent)
    assert_whole(three)


def test_a_copy_that_stands_above_its_original_is_still_the_copy(three: Shop) -> None:
    original, number = row_values(three, 3), three.cell(3, "rma_number")
    write_row(three, 5, row_values(three, 2))
    write_row(three, 2, original)
    three.type(2, qty=2)
    three.sync()
    assert three.column("rma_number").count(number) == 1
    assert three.cell(3, "rma_number") == number
    assert_whole(three)


def test_two_copies_that_nobody_can_tell_apart_are_told_and_left_alone(three: Shop) -> None:
    write_row(three, 5, row_values(three, 2))
    three.type(2, qty=2)
    three.type(5, qty=3)
    sent = three.mails()
    done = three.sync()
    assert done.out.count("[duplicate-row-key]") == 2
    assert three.mails() == sent
    assert "Nothing to do" in three.sync().out
    three.type(5, row_key=None)
    three.sync()
    assert len(set(three.column("row_key"))) == 4
    assert_whole(three)


@pytest.mark.parametrize("with_it", [(), ("rev", "synced_status"), ("rev", "synced_status", "request_ref",
                                                                  "rma_number", "status", "messages", "check")])
def test_a_key_that_was_erased_comes_back_with_its_number_and_without_a_mail(three: Shop,
                                                                             with_it: tuple[str, ...]) -> None:
    keys, numbers, sent = three.column("row_key"), given_numbers(three), three.mails()
    three.type(2, row_key=None, **dict.fromkeys(with_it))
    three.sync()
    assert (three.column("row_key"), given_numbers(three), three.mails()) == (keys, numbers, sent)
    assert_whole(three)


def test_all_keys_erased_come_back(three: Shop) -> None:
    keys, numbers, sent = three.column("row_key"), given_numbers(three), three.mails()
    for row in (2, 3, 4):
        three.type(row, row_key=None)
    three.sync()
    assert (three.column("row_key"), given_numbers(three), three.mails()) == (keys, numbers, sent)
    assert_whole(three)


def test_a_key_that_was_invented_is_not_taken(three: Shop) -> None:
    key, sent = three.cell(2, "row_key"), three.mails()
    three.type(2, row_key="MINE-1")
    three.sync()
    assert three.cell(2, "row_key") == key
    assert three.mails() == sent
    assert_whole(three)


def test_two_keys_exchanged_are_not_believed_blindly(three: Shop) -> None:
    keys, numbers, sent = three.column("row_key"), given_numbers(three), three.mails()
    three.type(2, row_key=keys[1])
    three.type(3, row_key=keys[0])
    three.sync()
    assert sorted(filter(None, given_numbers(three))) == sorted(filter(None, numbers))
    assert three.mails() == sent
    assert_whole(three)


def test_a_deleted_row_is_told_and_its_number_is_never_given_again(three: Shop) -> None:
    numbers = given_numbers(three)
    with three.sheet() as sheet:
        sheet.delete_rows(2)
    done = three.sync()
    assert "[row-deleted]" in done.out
    assert str(numbers[0]) in done.out
    three.add(asks("1003"))
    three.sync()
    assert set(given_numbers(three)).isdisjoint({numbers[0]})
    assert_whole(three)


def test_a_deleted_row_that_is_put_back_has_its_number_again(three: Shop) -> None:
    values, number, sent = row_values(three, 2), three.cell(2, "rma_number"), three.mails()
    with three.sheet() as sheet:
        sheet.delete_rows(2)
    three.sync()
    write_row(three, 4, values)
    three.sync()
    assert (three.cell(4, "rma_number"), three.mails()) == (number, sent)
    assert_whole(three)


def test_many_rows_gone_stop_the_pass(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", *(asks(str(1001 + index)) for index in range(9)))
    shop.sync()
    with shop.sheet() as sheet:
        sheet.delete_rows(3, 6)
    before = shop.register.read_bytes()
    done = shop.run("sync")
    assert (done.code, "6 of 9" in done.err, "--allow-missing" in done.err) == (1, True, True)
    assert shop.register.read_bytes() == before
    assert shop.run("sync", "--allow-missing").code == 0
    assert_whole(shop)


def test_sorting_changes_nothing(three: Shop) -> None:
    rows = [row_values(three, row) for row in (2, 3, 4)]
    for row, values in zip((2, 3, 4), reversed(rows), strict=True):
        write_row(three, row, values)
    assert_whole(three)


def test_sorting_one_column_alone_is_put_back_where_it_is_ours(three: Shop) -> None:
    numbers, sent = given_numbers(three), three.mails()
    for row, number in zip((2, 3), reversed(numbers[:2]), strict=True):
        three.type(row, rma_number=number)
    done = three.sync()
    assert done.out.count("[engine-cell-edited]") == 2
    assert (given_numbers(three), three.mails()) == (numbers, sent)
    assert_whole(three)


@pytest.mark.parametrize(("column", "value"), [
    ("rma_number", "RMA-26-99999-X"), ("rma_number", None), ("request_ref", "mine"), ("why", "because"),
    ("window_end", day(-99)), ("label", "=1+1"), ("synced_status", "closed"), ("last_mail", None),
    ("eligibility", "no"), ("parcel_id", 7),
])
def test_an_engine_cell_that_was_edited_is_put_back_and_told(three: Shop, column: str, value: object) -> None:
    was, sent = three.cell(2, column), three.mails()
    three.type(2, **{column: value})
    done = three.sync()
    assert (three.cell(2, column), three.mails()) == (was, sent)
    assert "[engine-cell-edited]" in done.out
    assert_whole(three)


def test_a_revision_that_was_edited_is_put_back(three: Shop) -> None:
    was, sent = three.cell(2, "rev"), three.mails()
    three.type(2, rev=99)
    three.sync()
    assert (three.cell(2, "rev"), three.cell(2, "status"), three.mails()) == (was, "approved", sent)
    assert_whole(three)


@pytest.mark.parametrize("typed", ["reçu", "REÇU", "received", " Received "])
def test_a_status_in_the_other_language_or_case_is_understood(three: Shop, typed: str) -> None:
    three.type(2, status=typed, received_on=day(1))
    three.sync()
    assert (three.cell(2, "status"), three.cell(2, "check")) == ("received", "OK")
    assert_whole(three)


@pytest.mark.parametrize(("typed", "code"), [
    ("closed", "status-not-legal"), ("settled", "status-needs-column"), ("requested", "status-not-legal"),
    ("gone fishing", "status-unknown"), (7, "status-unknown"), ("=\"received\"", "formula-in-cell"),
    ("#N/A", "error-in-cell")])
def test_an_illegal_status_is_put_back_and_told(three: Shop, typed: object, code: str) -> None:
    sent = three.mails()
    three.type(2, status=typed)
    done = three.sync()
    assert f"[{code}]" in done.out
    assert (three.cell(2, "status"), three.mails()) == ("approved", sent)
    assert_whole(three)


def test_a_status_that_was_cleared_comes_back(three: Shop) -> None:
    three.type(2, status=None)
    three.sync()
    assert three.cell(2, "status") == "approved"
    assert_whole(three)


def test_yesterdays_file_put_back_sends_nothing_and_keeps_the_numbers(three: Shop) -> None:
    backup = next((three.folder / ".rma-sheets/backups").glob("*.xlsx"))
    numbers, sent = given_numbers(three), three.mails()
    shutil.copy(backup, three.register)
    done = three.sync()
    assert "[row-restored]" in done.out
    assert (given_numbers(three), three.mails()) == (numbers, sent)
    assert_whole(three)


def test_blank_rows_between_the_rows_are_no_rows(three: Shop) -> None:
    with three.sheet() as sheet:
        values = [cell.value for cell in sheet[4]]
        for cell, value in zip(sheet[9], values, strict=True):
            cell.value = value
        for cell in sheet[4]:
            cell.value = None
        sheet.cell(7, place(sheet, "item")).value = "   "
    three.sync()
    assert three.column("status")[:2] == ["approved", "approved"]
    assert_whole(three)
