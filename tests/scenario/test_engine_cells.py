"""Cells that the engine fills: an edit there is put back, told for the rest of the day, and then forgotten."""

from __future__ import annotations

import pytest

from rma_sheets.model.values import CellError, CellValue, Formula
from tests.simulate import Shop, asks

COLUMNS = ("request_ref", "rma_number", "check", "next_step", "due", "eligibility", "why", "matched_order", "parcel_id",
           "label", "last_mail", "last_sync", "synced_status")


def worked() -> Shop:
    """One approved row."""
    shop = Shop(asks())
    shop.settle()
    return shop


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("typed", ["mine", None, 7, Formula("x"), CellError("#REF!")])
def test_an_edit_is_put_back(column: str, typed: CellValue) -> None:
    shop = worked()
    before = shop.cell(0, column)
    if before == typed:
        return
    shop.store.type(0, column, typed)
    plan = shop.sync()
    assert (shop.codes(plan), plan.mails) == (["engine-cell-edited"], ())
    assert column in ("last_sync", "check") or shop.cell(0, column) == before
    assert shop.check() == "warning"


def test_what_was_typed_and_what_holds_again_is_told() -> None:
    shop = worked()
    shop.store.type(0, "rma_number", "RMA-26-00099-X")
    shop.settle()
    assert shop.cell(0, "messages") == (
        "RMA number: is filled in by the program; “RMA-26-00099-X” was not kept; it holds “RMA-26-00001-A” again. "
        "Write notes in Decision note.")


def test_it_is_told_all_day_and_gone_the_next() -> None:
    shop = worked()
    shop.store.type(0, "why", "because I say so")
    shop.settle()
    assert shop.plan().empty
    assert shop.check() == "warning"
    shop.later(1).settle()
    assert (shop.cell(0, "messages"), shop.check()) == (None, "ok")
    assert shop.later(1).plan().empty


def test_it_is_gone_once_staff_edit_the_row() -> None:
    shop = worked()
    shop.store.type(0, "why", "because I say so")
    shop.settle()
    shop.store.type(0, "tags", "ok")
    shop.settle()
    assert shop.cell(0, "messages") is None


def test_two_edits_of_one_cell_on_one_day_are_told_once() -> None:
    shop = worked()
    for typed in ("mine", "still mine"):
        shop.store.type(0, "rma_number", typed)
        plan = shop.sync()
    assert shop.codes(plan) == ["engine-cell-edited"]
    assert "still mine" in str(shop.cell(0, "messages"))


def test_edits_of_several_cells_are_told_one_by_one() -> None:
    shop = worked()
    shop.store.type(0, "why", "mine")
    shop.store.type(0, "due", None)
    assert shop.codes(shop.sync()) == ["engine-cell-edited", "engine-cell-edited"]


def test_an_edit_of_the_hidden_counter_takes_no_status_from_staff() -> None:
    shop = worked()
    shop.store.type(0, "rev", "2")  # the same number, as text
    shop.settle()
    shop.store.type(0, "status", "in transit")
    shop.settle()
    assert shop.status() == "in_transit"


def test_a_cleared_row_is_asked_to_be_filled_and_keeps_its_number() -> None:
    shop = worked()
    for column in ("order_no", "sku", "qty", "email", "requested_on"):
        shop.store.type(0, column, None)
    plan = shop.sync()
    assert (shop.cell(0, "rma_number"), shop.status(), plan.mails) == ("RMA-26-00001-A", "approved", ())


def test_last_sync_moves_only_when_something_else_does() -> None:
    shop = worked()
    synced = shop.cell(0, "last_sync")
    shop.later(1).store.type(0, "tags", "x")
    shop.settle()
    assert shop.cell(0, "last_sync") == synced
    shop.store.type(0, "tracking_no", "1Z")
    shop.settle()
    assert shop.cell(0, "last_sync") != synced


@pytest.mark.parametrize("wrong", [{"qty": 9}, {"condition": "banana"}, {"order_no": "10063"}])
def test_yesterdays_file_tells_nobody_that_they_typed(wrong: dict[str, CellValue]) -> None:
    shop = worked()
    yesterday = shop.store.read()
    for column, value in wrong.items():
        shop.store.type(0, column, value)
    shop.later(1).settle()
    shop.put_back(yesterday)
    plan = shop.sync()
    assert "engine-cell-edited" not in shop.codes(plan)
    assert shop.plan().empty


def test_what_a_pass_words_anew_is_not_said_to_hold_again() -> None:
    shop = worked()
    shop.store.type(0, "messages", "all is well")
    shop.settle()
    assert shop.cell(0, "messages") == "Messages: is filled in by the program. Write notes in Decision note."
    shop.store.type(0, "messages", "all is well")
    shop.settle()
    assert shop.cell(0, "messages") == "Messages: is filled in by the program. Write notes in Decision note."
