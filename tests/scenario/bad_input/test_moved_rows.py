"""Rows that people sort, delete, put back or replace by yesterday's: no number twice, no mail twice, nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .proofs import assert_whole
from .rows import given_numbers, row_values, write_row
from .shop import Shop, asks, make_shop, place


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
    command = done.err.partition("rma-sheets restore ")[2].partition(". ")[0].split()
    assert len(command) == 6
    assert shop.run("restore", *command).code == 0
    assert shop.run("sync").code == 0
    with shop.sheet() as sheet:
        sheet.delete_rows(3, 6)
    assert shop.run("sync", "--allow-missing").code == 0
    assert_whole(shop)


def test_sorting_changes_nothing(three: Shop) -> None:
    rows = [row_values(three, row) for row in (2, 3, 4)]
    for row, values in zip((2, 3, 4), reversed(rows), strict=True):
        write_row(three, row, values)
    assert_whole(three)


HIDDEN = ("row_key", "rev", "synced_status")


def sort_what_is_visible(shop: Shop, order: tuple[int, ...], *fixed: str) -> None:
    """The rows from 2 on in that order, save for the hidden columns and `fixed`, which stay where they are."""
    rows = [row_values(shop, row) for row in order]
    stay = [[shop.cell(row, column) for column in (*HIDDEN, *fixed)] for row in sorted(order)]
    for row, values, kept in zip(sorted(order), rows, stay, strict=True):
        write_row(shop, row, values)
        shop.type(row, **dict(zip((*HIDDEN, *fixed), kept, strict=True)))


@pytest.mark.parametrize("order", [(3, 2), (4, 2, 3), (4, 3, 2)])
def test_sorting_what_is_visible_alone_changes_no_return(three: Shop, order: tuple[int, ...]) -> None:
    of_number = dict(zip(given_numbers(three), three.column("row_key"), strict=True))
    customers, sent = dict(zip(given_numbers(three), three.column("email"), strict=True)), three.mails()
    sort_what_is_visible(three, order)
    done = three.sync()
    assert done.out.count("[row-strayed]") == sum(row != at for at, row in enumerate(order, 2))
    assert dict(zip(given_numbers(three), three.column("row_key"), strict=True)) == of_number
    assert (dict(zip(given_numbers(three), three.column("email"), strict=True)), three.mails()) == (customers, sent)
    assert_whole(three)


def test_a_request_that_was_not_seen_yet_may_be_sorted_in_between(three: Shop) -> None:
    of_number, sent = dict(zip(given_numbers(three), three.column("row_key"), strict=True)), three.mails()
    three.add(asks("1003"))
    sort_what_is_visible(three, (5, 2, 3, 4))
    done = three.sync()
    numbers = dict(zip(given_numbers(three), three.column("row_key"), strict=True))
    assert done.out.count("[row-strayed]") == 3
    assert ({number: numbers[number] for number in of_number}, len(numbers)) == (of_number, 4)
    assert len(three.mails()) == len(sent) + 1
    assert_whole(three)


def test_a_row_that_is_pasted_over_another_and_deleted_is_told_from_it(three: Shop) -> None:
    numbers, sent = given_numbers(three), three.mails()
    values, kept = row_values(three, 4), [three.cell(2, column) for column in HIDDEN]
    write_row(three, 2, values)
    three.type(2, **dict(zip(HIDDEN, kept, strict=True)))
    with three.sheet() as sheet:
        sheet.delete_rows(4)
    done = three.sync()
    assert ("[row-strayed]" in done.out, "[row-deleted]" in done.out) == (True, True)
    assert (given_numbers(three), three.mails()) == ([numbers[2], numbers[1]], sent)
    assert_whole(three)


def test_a_number_typed_into_one_row_takes_no_row_away(three: Shop) -> None:
    numbers, sent = given_numbers(three), three.mails()
    three.type(2, rma_number=numbers[1], request_ref=three.cell(3, "request_ref"))
    done = three.sync()
    assert "[row-strayed]" not in done.out
    assert (given_numbers(three), three.mails()) == (numbers, sent)
    assert_whole(three)


def test_sorting_one_column_alone_is_put_back_where_it_is_ours(three: Shop) -> None:
    numbers, sent = given_numbers(three), three.mails()
    for row, number in zip((2, 3), reversed(numbers[:2]), strict=True):
        three.type(row, rma_number=number)
    done = three.sync()
    assert done.out.count("[engine-cell-edited]") == 2
    assert (given_numbers(three), three.mails()) == (numbers, sent)
    assert_whole(three)


def test_yesterdays_file_put_back_sends_nothing_and_keeps_the_numbers(three: Shop) -> None:
    backup = next((three.folder / ".rma-sheets/backups").glob("*.xlsx"))
    numbers, sent = given_numbers(three), three.mails()
    shutil.copy(backup, three.register)
    done = three.sync()
    assert "[row-restored]" in done.out
    assert (given_numbers(three), three.mails()) == (numbers, sent)
    assert_whole(three)


def test_what_yesterdays_file_does_not_know_is_told_in_its_row(three: Shop) -> None:
    shutil.copy(three.register, three.folder / "yesterday.xlsx")
    three.type(2, tracking_no="1Z777")
    three.sync()
    shutil.copy(three.folder / "yesterday.xlsx", three.register)
    done = three.sync()
    assert done.out.count("[row-older]") == 1
    assert "as in an older file" in three.cell(2, "messages")
    assert "the row of an older file was put back" in three.run("history", three.cell(2, "rma_number")).out
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
