"""Who was there first, and how many may still come back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.simulate import ORDERS, Shop, asks, asks_lamp


def test_of_two_equal_requests_the_first_is_kept() -> None:
    shop = Shop(asks(), asks())
    shop.settle()
    assert shop.statuses() == ["approved", "in_review"]
    assert shop.notices() == ["approved anna@example.org", "staff_review returns@example.org"]


def test_the_first_stays_the_first_after_sorting_and_editing() -> None:
    shop = Shop(asks(), asks())
    shop.settle()
    shop.store.sort("row_key", reverse=True)
    shop.store.type(0, "tags", "x")
    shop.store.type(1, "tags", "x")
    shop.settle()
    assert shop.statuses() == ["in_review", "approved"]


def test_no_more_comes_back_than_was_bought() -> None:
    shop = Shop(asks(qty=2), asks(qty=1, requested_on="2026-11-21"))
    plan = shop.sync()
    assert shop.codes(plan) == ["quantity-already-returned"]
    assert shop.statuses() == ["approved", "in_review"]


def test_when_a_return_is_cancelled_the_one_that_waits_is_judged_again_in_the_same_pass() -> None:
    shop = Shop(asks(qty=2), asks(qty=1, requested_on="2026-11-21"))
    shop.settle()
    shop.store.type(0, "status", "cancelled")
    shop.sync()
    assert shop.statuses() == ["cancelled", "approved"]
    assert shop.plan().empty


def test_the_same_holds_whichever_row_stands_first_in_the_sheet() -> None:
    shop = Shop(asks(qty=2), asks(qty=1, requested_on="2026-11-21"))
    shop.settle()
    shop.store.sort("row_key", reverse=True)
    shop.store.type(1, "status", "cancelled")
    shop.sync()
    assert shop.statuses() == ["approved", "cancelled"]


def test_when_a_request_without_number_is_deleted_its_units_are_free() -> None:
    shop = Shop(asks(qty=2, status="in review"), asks(qty=1, requested_on="2026-11-21"))
    shop.settle()
    assert shop.statuses() == ["in_review", "in_review"]
    shop.store.delete(0)
    shop.settle()
    assert shop.statuses() == ["approved"]


def test_when_a_return_with_a_number_is_deleted_its_units_stay_taken() -> None:
    shop = Shop(asks(qty=2), asks(qty=1, requested_on="2026-11-21"))
    shop.settle()
    shop.store.delete(0)
    shop.settle()
    shop.store.type(0, "tags", "look again")
    shop.settle()
    assert shop.statuses() == ["in_review"]


def test_a_smaller_quantity_frees_the_rest_for_the_next() -> None:
    box = {"order_no": "10025", "sku": "BOX-03"}
    shop = Shop(asks(**box, qty=5, status="in review"), asks(**box, qty=2, requested_on="2026-11-21"))
    shop.settle()
    shop.store.type(0, "qty", 3)
    shop.sync()
    assert shop.statuses() == ["in_review", "approved"]


def test_a_declined_return_that_staff_approve_after_all_takes_its_units_again() -> None:
    shop = Shop(asks(qty=2, status="declined", decision_note="no"))
    shop.settle()
    shop.store.type(0, "status", "approved")
    shop.settle()
    shop.store.add(asks(requested_on="2026-11-21"))
    assert "quantity-already-returned" in shop.codes(shop.sync())


def test_goods_of_an_expired_return_that_arrive_after_all_take_their_units_again() -> None:
    shop = Shop(asks(qty=2))
    for days in (0, 10, 8):
        shop.later(days).settle()
    assert shop.status() == "expired"
    shop.store.type(0, "received_on", shop.now.date())
    shop.settle()
    shop.store.add(asks(requested_on="2026-11-21"))
    assert "quantity-already-returned" in shop.codes(shop.sync())


def test_a_cancelled_request_that_is_reviewed_again_takes_its_units_again() -> None:
    shop = Shop(asks(qty=2))
    shop.settle()
    for status in ("cancelled", "in review"):
        shop.store.type(0, "status", status)
        shop.settle()
    shop.store.add(asks(requested_on="2026-11-21"))
    assert "quantity-already-returned" in shop.codes(shop.sync())


def test_a_correction_of_the_order_frees_the_order_that_was_meant_by_mistake() -> None:
    shop = Shop(asks_lamp(status="in review"), asks_lamp(requested_on="2026-11-21"))
    shop.settle()
    for column, value in (("order_no", "10025"), ("sku", "BOX-03"), ("email", "anna@example.org")):
        shop.store.type(0, column, value)
    shop.sync()
    assert shop.statuses() == ["approved", "approved"]


def test_two_partial_returns_of_one_line_are_both_fine() -> None:
    shop = Shop(asks(order_no="10025", sku="BOX-03", qty=2), asks(order_no="10025", sku="BOX-03", qty=3))
    shop.settle()
    assert shop.statuses() == ["approved", "approved"]


def test_what_staff_insert_above_does_not_overtake_who_was_there() -> None:
    box = {"order_no": "10025", "sku": "BOX-03"}
    shop = Shop(asks(**box, status="in review"))
    shop.settle()
    shop.store.insert(0, asks(**box, requested_on="2026-11-19"))
    shop.settle()
    assert shop.statuses() == ["in_review", "in_review"]
    assert "still open" in str(shop.cell(0, "messages"))


def test_a_third_copy_is_a_copy_of_the_second_once_the_first_is_another_request() -> None:
    box = {"order_no": "10025", "sku": "BOX-03"}
    shop = Shop(asks(**box), asks(**box), asks(**box))
    shop.settle()
    shop.store.type(1, "status", "approved")
    shop.settle()
    shop.store.type(0, "requested_on", "2026-11-21")
    shop.settle()
    assert shop.statuses() == ["approved", "approved", "in_review"]


def test_a_row_that_waits_for_a_younger_one_is_judged_again_when_that_one_gives_up() -> None:
    shop = Shop(asks(), asks(), asks(requested_on="2026-11-21", status="in review"))
    shop.settle()
    shop.store.type(0, "requested_on", "2026-11-21")
    shop.settle()
    assert shop.statuses() == ["approved", "approved", "in_review"]


def test_a_price_of_an_order_that_cannot_be_read_is_told_in_its_tab() -> None:
    spoiled = {**ORDERS[0], "unit_price": "dear"}
    plan = Shop(asks(), orders=(spoiled, *ORDERS[1:])).sync()
    assert [(finding.tab, finding.row, finding.code) for finding in plan.findings] == [
        ("orders", 2, "number-unreadable")]


@pytest.mark.parametrize(("order", "status"), [
    ({"delivered_on": date.max}, "approved"), ({"delivered_on": None, "order_date": date.max}, "in_review")])
def test_a_day_that_stands_for_unknown_stops_no_pass(order: dict[str, date | None], status: str) -> None:
    shop = Shop(asks(), orders=({**ORDERS[0], **order}, *ORDERS[1:]))
    shop.settle()
    assert shop.statuses() == [status]


def test_a_window_of_many_days_ends_with_the_calendar() -> None:
    shop = Shop(asks(), policy=({"order": 1, "rule": "ever", "verdict": "approve", "window_days": 10**9},))
    shop.settle()
    assert shop.statuses() == ["approved"]
