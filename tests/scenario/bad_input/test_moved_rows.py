"""Rows that people sort, delete, put back or replace by yesterday's: no number twice, no mail twice, nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path

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
