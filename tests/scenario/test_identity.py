"""Which row is which, after staff have copied, pasted, deleted, sorted and restored."""

from __future__ import annotations

from rma_sheets.model.plan import Plan
from rma_sheets.texts import load_texts
from tests.simulate import Shop, asks, asks_lamp


def shop_of_two() -> Shop:
    """An approved mug (row 0) and an approved lamp (row 1), worked and mailed."""
    shop = Shop(asks(), asks_lamp())
    shop.settle()
    return shop


def test_a_key_is_given_at_first_sight_and_stays() -> None:
    shop = shop_of_two()
    assert shop.column("row_key") == ["T-000001", "T-000002"]
    assert shop.column("request_ref") == ["REQ-26-00001-A", "REQ-26-00002-7"]


def test_a_copied_row_that_was_edited_becomes_a_return_of_its_own() -> None:
    shop = shop_of_two()
    shop.store.copy_row(0)
    shop.store.type(2, "requested_on", "2026-11-21")
    shop.settle()
    assert shop.column("row_key") == ["T-000001", "T-000002", "T-000003"]
    assert len(set(shop.column("rma_number"))) == 3
    assert "copied from another one" in str(shop.cell(2, "messages"))


def test_the_original_keeps_its_key_wherever_the_copy_stands() -> None:
    shop = shop_of_two()
    shop.store.copy_row(0, to=0)
    shop.store.type(0, "requested_on", "2026-11-21")
    shop.settle()
    assert shop.column("row_key") == ["T-000003", "T-000001", "T-000002"]


def test_an_original_that_was_edited_too_is_told_by_what_it_asks_for() -> None:
    shop = shop_of_two()
    number = shop.cell(0, "rma_number")
    shop.store.copy_row(0)
    for column, value in asks(order_no="10025", sku="BOX-03", email="eve@example.org").items():
        shop.store.type(2, column, value)
    shop.store.type(0, "tags", "fragile")
    shop.settle()
    assert shop.column("row_key") == ["T-000001", "T-000002", "T-000003"]
    assert (shop.cell(0, "rma_number"), shop.cell(0, "tags")) == (number, "fragile")


def test_an_original_that_was_moved_on_is_not_taken_for_the_copy() -> None:
    shop = shop_of_two()
    shop.store.copy_row(0)
    shop.store.type(0, "status", "cancelled")
    plan = shop.sync()
    assert shop.codes(plan) == ["duplicate-row-key", "duplicate-row-key"]
    assert shop.cell(0, "status") == "cancelled"


def test_a_corrected_original_is_not_taken_for_the_copy() -> None:
    shop = shop_of_two()
    shop.store.copy_row(0)
    shop.store.type(0, "email", "eve@example.org")
    shop.store.type(2, "tags", "copied")
    assert shop.codes(shop.sync()) == ["duplicate-row-key", "duplicate-row-key"]


def test_a_copy_does_not_bring_the_status_of_its_original() -> None:
    shop = shop_of_two()
    shop.store.type(0, "received_on", "2026-11-22")
    shop.settle()
    shop.store.copy_row(0)
    shop.store.type(2, "received_on", None)
    shop.store.type(2, "qty", 2)
    shop.settle()
    assert shop.statuses() == ["received", "approved", "in_review"]
    assert shop.cell(2, "rma_number") is None


def test_an_exact_copy_is_told_on_both_rows_and_nothing_else_is_done() -> None:
    shop = shop_of_two()
    shop.store.copy_row(0)
    plan = shop.sync()
    assert shop.codes(plan) == ["duplicate-row-key", "duplicate-row-key"]
    assert {write.column for write in plan.writes} == {"check", "messages", "next_step"}
    assert (plan.records, plan.mails, plan.people) == ((), (), 2)
    assert shop.plan().empty


def test_copies_are_told_by_the_rows_they_stand_in() -> None:
    shop = shop_of_two()
    shop.store.copy_row(0)
    assert "this row and row 4 are copies of one another" in said(shop.sync(), 0)
    shop.store.copy_row(0)
    assert "this row and rows 4 and 5 are copies of one another" in said(shop.sync(), 0)


def said(plan: Plan, index: int) -> str:
    finding = plan.findings[index]
    return load_texts("en").say(f"findings.{finding.code}.message", **finding.facts)


def test_when_the_copy_is_deleted_the_row_goes_on_as_if_nothing_had_been() -> None:
    shop = shop_of_two()
    before = [shop.cell(0, column) for column in ("rma_number", "check", "messages", "next_step", "status")]
    shop.store.copy_row(0)
    shop.settle()
    shop.store.delete(2)
    plan = shop.sync()
    assert (shop.codes(plan), plan.mails) == ([], ())
    assert [shop.cell(0, column) for column in ("rma_number", "check", "messages", "next_step", "status")] == before
    assert shop.plan().empty


def test_when_the_key_of_the_copy_is_cleared_it_becomes_a_row_of_its_own() -> None:
    shop = shop_of_two()
    shop.store.copy_row(0)
    shop.settle()
    shop.erase_key(2)
    shop.settle()
    assert shop.column("row_key") == ["T-000001", "T-000002", "T-000003"]
    assert (shop.status(2), shop.cell(2, "rma_number")) == ("in_review", None)
    assert "letter by letter" in str(shop.cell(2, "messages"))


def test_a_row_that_lost_its_key_has_its_number_again_and_nobody_is_mailed() -> None:
    shop = shop_of_two()
    number = shop.cell(0, "rma_number")
    shop.erase_key(0)
    plan = shop.sync()
    assert (shop.cell(0, "row_key"), shop.cell(0, "rma_number"), plan.mails) == ("T-000001", number, ())
    assert "row-restored" in shop.codes(plan)
    assert shop.plan().empty


def test_a_row_pasted_without_any_of_our_cells_is_known_again() -> None:
    shop = shop_of_two()
    number = shop.cell(0, "rma_number")
    shop.store.delete(0)
    shop.store.add(asks())
    plan = shop.sync()
    assert (shop.cell(1, "row_key"), shop.cell(1, "rma_number"), plan.mails) == ("T-000001", number, ())


def test_a_deleted_row_is_told_once_and_its_number_stays_taken() -> None:
    shop = shop_of_two()
    shop.store.delete(0)
    plan = shop.sync()
    assert (shop.codes(plan), plan.missing_keys) == (["row-deleted"], ("T-000001",))
    assert shop.journal.view().rows["T-000001"].deleted
    assert shop.plan().empty
    shop.store.add(asks(order_no="10025", sku="BOX-03"))
    shop.settle()
    assert shop.cell(1, "rma_number") == "RMA-26-00003-4"


def test_a_deleted_row_that_comes_back_is_what_it_was() -> None:
    shop = shop_of_two()
    before = shop.store.read()
    shop.store.delete(0)
    shop.settle()
    shop.put_back(before)
    plan = shop.sync()
    assert (plan.mails, shop.journal.view().rows["T-000001"].deleted) == ((), False)
    assert shop.plan().empty


def test_a_row_deleted_days_ago_and_typed_again_is_the_same_return() -> None:
    shop = shop_of_two()
    shop.store.delete(0)
    shop.settle()
    shop.later(2).store.add(asks())
    plan = shop.sync()
    assert (shop.cell(1, "row_key"), plan.mails) == ("T-000001", ())


def test_an_older_file_put_back_gets_the_engines_cells_again_and_no_mail() -> None:
    shop = Shop(asks())
    new = shop.store.read()
    shop.settle()
    worked = shop.store.read()
    shop.store.type(0, "received_on", "2026-11-22")
    shop.settle()
    for older in (worked, new):
        shop.put_back(older)
        plan = shop.sync()
        assert (plan.mails, shop.status(), shop.cell(0, "rma_number")) == ((), "received", "RMA-26-00001-A")
        assert shop.plan().empty


def test_an_older_file_does_not_count_as_an_edit_of_our_cells() -> None:
    shop = shop_of_two()
    older = shop.store.read()
    shop.store.type(0, "received_on", "2026-11-22")
    shop.settle()
    shop.put_back(older)
    assert "engine-cell-edited" not in shop.codes(shop.sync())


def test_a_row_from_another_register_does_not_bring_its_status_or_number() -> None:
    shop = shop_of_two()
    shop.store.add(asks(order_no="10025", sku="BOX-03", requested_on="2026-10-01", row_key="X-000009",
                        status="Approved", rma_number="RMA-26-00077-P", request_ref="REQ-26-00077-P"))
    plan = shop.sync()
    assert plan.foreign_rows == (4,)
    assert (shop.cell(2, "row_key"), shop.status(2), shop.cell(2, "rma_number")) == ("T-000003", "in_review", None)


def test_two_rows_that_lost_their_keys_and_look_alike_are_not_guessed() -> None:
    shop = Shop(asks(qty=1), asks(qty=1))
    shop.settle()
    numbers = shop.column("rma_number")
    shop.erase_key(0)
    shop.erase_key(1)
    plan = shop.sync()
    assert plan.new_numbers == 0
    assert plan.mails == ()
    assert set(shop.column("rma_number")) <= set(numbers)


def test_a_row_that_came_back_as_another_request_frees_the_one_that_waited_for_it() -> None:
    shop = Shop(asks(), asks())
    shop.settle()
    assert shop.statuses() == ["approved", "in_review"]
    shop.store.type(0, "requested_on", "2026-11-21")
    shop.erase_key(0)
    shop.settle()
    assert shop.statuses() == ["approved", "approved"]
