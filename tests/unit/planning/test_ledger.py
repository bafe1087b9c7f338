"""Who was there first, and what is taken."""

from __future__ import annotations

from typing import Any

import pytest

from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.rma import TakenUnits
from rma_sheets.model.states import Status
from rma_sheets.planning.ledger import RELEASED, Ledger, open_ledger

MUGS = (TakenUnits("10023/1", 2),)


def record(key: str, **values: Any) -> RowRecord:
    """A row that takes two mugs."""
    return RowRecord(**{"key": key, "identity": "same", "request_ref": f"REQ-{key}", "units": MUGS} | values)


def ledger(*records: RowRecord) -> Ledger:
    """The ledger of a journal with these rows."""
    return open_ledger(JournalView("demo", rows={each.key: each for each in records}))


def test_units_add_up() -> None:
    assert ledger(record("1"), record("2")).taken == {"10023/1": 4}


@pytest.mark.parametrize("status", sorted(RELEASED))
def test_a_return_that_came_to_nothing_takes_nothing(status: Status) -> None:
    book = ledger(record("1", status=status))
    assert (book.taken["10023/1"], book.original("2", "same")) == (0, "")


@pytest.mark.parametrize("order", [("1", "2"), ("2", "1")])
def test_the_smaller_key_is_the_first_however_they_are_counted(order: tuple[str, str]) -> None:
    book = ledger(*map(record, order))
    assert (book.original("2", "same"), book.original("1", "same")) == ("REQ-1", "")


def test_a_row_is_no_copy_of_itself_and_has_no_copy_once_it_is_out() -> None:
    book = ledger(record("1"))
    book.remove(record("1"))
    assert (book.original("2", "same"), book.already_open("2", MUGS), book.taken["10023/1"]) == ("", "", 0)


def test_only_open_requests_are_already_open() -> None:
    assert ledger(record("1")).already_open("2", MUGS) == "REQ-1"
    assert ledger(record("1", status=Status.APPROVED)).already_open("2", MUGS) == ""


def test_a_numbered_return_goes_by_its_number() -> None:
    assert ledger(record("1", rma_number="RMA-1")).original("2", "same") == "RMA-1"


def test_deleted_rows_count_only_with_a_number() -> None:
    assert ledger(record("1", deleted=True)).taken["10023/1"] == 0
    assert ledger(record("1", deleted=True, rma_number="RMA-1")).taken["10023/1"] == 2


def test_rows_that_vanish_now_give_up_their_units_unless_they_have_a_number() -> None:
    view = JournalView("demo", rows={"1": record("1"), "2": record("2", rma_number="RMA-2")})
    assert open_ledger(view, ("1", "2")).taken["10023/1"] == 2


def test_rows_that_say_nothing_are_no_copies_of_each_other() -> None:
    book = ledger(record("1", identity="", units=()))
    assert (book.original("2", ""), book.already_open("2", ())) == ("", "")


def test_when_the_first_goes_the_second_is_first() -> None:
    book = ledger(record("1"), record("2"), record("3"))
    book.remove(record("1"))
    assert (book.original("3", "same"), book.already_open("3", MUGS)) == ("REQ-2", "REQ-2")
    assert book.original("2", "same") == ""


def test_a_row_that_is_taken_out_and_counted_again_stands_where_it_stood() -> None:
    book = ledger(record("1"), record("2"), record("3"))
    for key in ("2", "1"):
        book.remove(record(key))
        book.add(record(key))
    assert (book.original("3", "same"), book.taken["10023/1"]) == ("REQ-1", 6)
