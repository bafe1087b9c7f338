"""Rows that were copied with their key, or robbed of it: no number twice, no mail twice, nothing guessed."""

from __future__ import annotations

import pytest

from .proofs import assert_whole
from .rows import given_numbers, row_values, write_row
from .shop import Shop


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
    assert "change the copy (order, SKU, quantity, e-mail, day, reason or your own reference)" in done.out
    assert "Nothing to do" in three.sync().out
    with three.sheet() as sheet:
        sheet.delete_rows(2)
    three.sync()
    assert (three.cell(4, "rma_number"), three.cell(4, "check"), three.mails()) == (number, "OK", sent)
    assert_whole(three)


def test_a_changed_copy_beside_an_exact_one_is_a_return_of_its_own(three: Shop) -> None:
    sent = len(three.mails())
    write_row(three, 5, row_values(three, 2))
    three.sync()
    write_row(three, 6, row_values(three, 2))
    three.type(6, qty=2)
    done = three.sync()
    assert (done.out.count("[duplicate-row-key]"), done.out.count("[row-copied]")) == (2, 1)
    assert (len(set(given_numbers(three))), len(three.mails())) == (4, sent + 1)
    assert "Nothing to do" in three.sync().out


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
