"""Numbers over the turn of a year, and what a plan counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.simulate import SETTINGS, Shop, asks, asks_lamp


def test_numbers_begin_anew_with_the_year_and_keys_do_not() -> None:
    shop = Shop(asks())
    shop.settle()
    shop.later(41).store.add(asks_lamp(requested_on=date(2026, 11, 21)))
    shop.settle()
    assert shop.column("rma_number") == ["RMA-26-00001-A", "RMA-27-00001-S"]
    assert shop.column("row_key") == ["T-000001", "T-000002"]


def test_numbers_without_a_year_go_on() -> None:
    shop = Shop(asks(), settings=replace(SETTINGS, rma_format="R{seq:4}{check}"))
    shop.settle()
    shop.later(41).store.add(asks_lamp(requested_on=date(2026, 11, 21)))
    shop.settle()
    assert [str(number)[:-1] for number in shop.column("rma_number")] == ["R0001", "R0002"]


def test_a_shop_that_changes_its_format_keeps_the_numbers_it_gave() -> None:
    shop = Shop(asks())
    shop.settle()
    shop.settings = replace(SETTINGS, rma_format="R{seq:4}{check}")
    shop.store.add(asks_lamp())
    shop.settle()
    assert [str(number)[:5] for number in shop.column("rma_number")] == ["RMA-2", "R0001"]


def test_a_plan_counts_rows_numbers_and_people() -> None:
    plan = Shop(asks(), asks_lamp(qty=3), asks(order_no="99999"), asks(order_no="10025", sku="BOX-03")).plan()
    assert (plan.rows, plan.new_numbers, plan.people) == (4, 2, 2)


def test_who_needs_a_person_is_counted_on_quiet_days_too() -> None:
    shop = Shop(asks(), asks_lamp(qty=3), asks(order_no="99999"), asks(order_no="10025", sku="BOX-03"))
    counted = shop.sync().people
    assert (shop.plan().people, shop.plan().rows) == (counted, 4)


def test_findings_carry_the_row_and_the_header_that_staff_see() -> None:
    shop = Shop(asks(), asks(order_no="99999"))
    (finding,) = shop.plan().findings
    assert (finding.tab, finding.row, finding.header, finding.code) == ("returns", 3, "Order no", "order-not-found")


def test_history_tells_each_move_and_number_once() -> None:
    shop = Shop(asks())
    shop.settle()
    shop.store.type(0, "received_on", "2026-11-22")
    shop.settle()
    assert [(line.kind, line.data.get("to", "")) for line in shop.journal.history("T-000001")
            if line.kind in ("move", "number")] == [
        ("move", "requested"), ("move", "approved"), ("number", ""), ("move", "received")]


def test_a_format_whose_numbers_look_like_older_ones_steps_over_them() -> None:
    shop = Shop(asks(), settings=replace(SETTINGS, rma_format="R{mm}{seq}{check}"))
    shop.settle()
    shop.settings = replace(SETTINGS, rma_format="R{seq}{check}")
    shop.journal.reserve(replace(shop.plan(), counters={"rma": 110}), shop.now)
    shop.store.add(asks_lamp())
    shop.settle()
    assert [str(number)[:4] for number in shop.column("rma_number")] == ["R111", "R112"]
