"""Returns that were over before they came into the register: kept as history, and nobody is written to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rma_sheets.model.record import Detail
from rma_sheets.model.states import FINISHED, Status
from rma_sheets.planning.ledger import RELEASED
from tests.simulate import SETTINGS, Shop, asks, asks_lamp

FACTS = {"requested_on": date(2026, 10, 1), "tracking_no": "1Z", "received_on": date(2026, 10, 9), "qty_received": 1,
         "condition": "used", "disposition": "restock", "resolution": "refund", "refund_amount": 12.5,
         "payment_ref": "P1", "decision_note": "as agreed"}
OVER = sorted(FINISHED)


@pytest.mark.parametrize("status", OVER)
def test_it_brings_no_mail_no_number_and_no_label_and_ends_closed(status: Status) -> None:
    shop = Shop(asks(status=status.value, **FACTS))
    seen = []
    for days in (0, 3, 14):
        shop.later(days).settle()
        seen.append(shop.status())
    assert seen == [status, status, "closed"]
    assert (shop.mails, shop.cell(0, "rma_number"), shop.cell(0, "label"), shop.cell(0, "last_mail")) == (
        [], None, None, None)
    assert shop.cell(0, "request_ref") == "REQ-26-00001-A"


def test_its_history_says_how_it_came_in_and_the_row_says_why() -> None:
    shop = Shop(asks(status="closed", **FACTS))
    plan = shop.sync()
    assert [event.data for event in plan.events] == [{"from": "", "to": "closed", "cause": "brought-in"}]
    assert [note.text for note in plan.notes] == ["finished return taken in: closed"]
    assert [shop.cell(0, column) for column in ("why", "eligibility", "matched_rule", "matched_order")] == [
        "It was finished before it came into the register on 22 November 2026.", None, None, "10023/1"]


@pytest.mark.parametrize("typed", ["Closed", " CLÔTURÉ", "Clôturé"])
def test_the_status_is_read_in_any_language(typed: str) -> None:
    shop = Shop(asks(status=typed, **FACTS))
    shop.settle()
    assert (shop.status(), shop.notices()) == ("closed", [])


@pytest.mark.parametrize("status", OVER)
def test_what_it_took_of_an_order_is_taken_wherever_it_stands_in_the_sheet(status: Status) -> None:
    shop = Shop(asks_lamp(), asks_lamp(status=status.value, **{**FACTS, "requested_on": date(2026, 11, 15)}))
    plan = shop.sync()
    takes = status not in RELEASED
    assert [finding.code for finding in plan.findings if finding.row == 2] == (
        ["quantity-already-returned"] if takes else [])
    assert shop.status(0) == ("in_review" if takes else "approved")


@pytest.mark.parametrize("status", sorted(RELEASED))
def test_what_was_given_up_stays_free_when_the_row_closes(status: Status) -> None:
    shop = Shop(asks_lamp(status=status.value, **FACTS))
    shop.settle()
    shop.later(14).settle()
    shop.store.add(asks_lamp())
    shop.settle()
    assert shop.statuses() == ["closed", "approved"]


def test_a_return_cancelled_here_gives_up_its_units_for_good() -> None:
    shop = Shop(asks_lamp())
    shop.settle()
    shop.store.type(0, "status", "cancelled")
    shop.settle()
    shop.later(14).settle()
    shop.store.add(asks_lamp(requested_on=date(2026, 11, 21)))
    shop.settle()
    assert shop.statuses() == ["closed", "approved"]


def test_it_is_the_same_request_when_it_comes_again() -> None:
    shop = Shop(asks(status="settled"), asks())
    plan = shop.sync()
    assert [finding.code for finding in plan.findings] == ["duplicate-return"]
    assert shop.notices() == ["staff_review returns@example.org"]


def test_a_shop_that_closes_at_once_closes_it_at_once_and_in_silence() -> None:
    shop = Shop(asks(status="settled", **FACTS), settings=replace(SETTINGS, close_after_days=0))
    plan = shop.sync()
    assert (shop.status(), plan.mails) == ("closed", ())
    assert shop.plan().empty


@pytest.mark.parametrize("status", OVER)
def test_on_hold_it_is_history_too_and_lifting_the_hold_decides_nothing(status: Status) -> None:
    shop = Shop(asks(status=status.value, hold="yes", **FACTS))
    shop.settle()
    shop.later(20).settle()
    assert shop.status() == status
    shop.store.type(0, "hold", None)
    shop.settle()
    assert (shop.status(), shop.notices(), shop.cell(0, "rma_number")) == ("closed", [], None)


def test_a_copy_of_a_finished_row_is_a_new_request_as_ever() -> None:
    shop = Shop(asks(status="closed"))
    shop.settle()
    shop.store.copy_row(0)
    shop.store.type(1, "requested_on", date(2026, 11, 21))
    shop.settle()
    assert shop.statuses() == ["closed", "approved"]


def test_staff_may_take_it_up_again_and_it_gets_its_number_then() -> None:
    shop = Shop(asks(status="closed", decision_note="the customer called"))
    shop.settle()
    for status, number in (("in review", None), ("approved", "RMA-26-00001-A")):
        shop.store.type(0, "status", status)
        shop.settle()
        assert shop.cell(0, "rma_number") == number
    assert shop.notices() == ["approved anna@example.org"]


def test_goods_that_arrive_for_one_that_had_expired_are_received_under_a_number() -> None:
    shop = Shop(asks(status="expired"))
    shop.settle()
    shop.later(2).store.type(0, "received_on", "2026-11-24")
    shop.settle()
    assert (shop.status(), shop.cell(0, "rma_number"), shop.notices()) == (
        "received", "RMA-26-00001-A", ["received anna@example.org"])


def test_what_it_was_brought_in_with_is_remembered() -> None:
    shop = Shop(asks(status="expired", **FACTS))
    shop.settle()
    detail = Detail.load(shop.journal.view().rows["T-000001"].detail)
    assert (detail.arrived_before, detail.bounced) == (True, "P1")
