"""A slip of the finger in a refund is money, and a customer who was paid is not told to ship."""

from __future__ import annotations

import pytest

from rma_sheets.model.plan import Mail
from tests.simulate import Shop, asks

ARRIVED = {"received_on": "2026-11-22", "condition": "new, sealed", "disposition": "restock"}
PAID = {"resolution": "refund", "payment_ref": "PAY-1"}


def shop_with(**cells: object) -> Shop:
    """One approved mug of 12.50 in which staff have filled those cells; the pass after that has run."""
    shop = Shop(asks())
    shop.settle()
    for column, value in cells.items():
        shop.store.type(0, column, value)
    shop.settle()
    return shop


def messages(shop: Shop) -> str:
    return str(shop.cell(0, "messages"))


def test_a_refund_of_what_was_paid_settles_the_return() -> None:
    shop = shop_with(**ARRIVED, **PAID, refund_amount=12.5)
    assert (shop.statuses(), shop.check()) == (["settled"], "ok")


@pytest.mark.parametrize(("amount", "says"), [
    (125, "125 is more than the 12.5 paid"), (-5, "-5 is no amount to refund"), (0, "0 is no amount to refund"),
])
def test_an_amount_that_cannot_be_meant_settles_nothing_and_mails_nobody(amount: float, says: str) -> None:
    shop = shop_with(**ARRIVED, **PAID, refund_amount=amount)
    assert (shop.statuses(), says in messages(shop)) == (["accepted"], True)
    assert shop.notices() == ["approved anna@example.org", "received anna@example.org"]


def test_staff_who_mean_it_pick_settled_themselves() -> None:
    shop = shop_with(**ARRIVED, **PAID, refund_amount=17.4)
    assert shop.statuses() == ["accepted"]
    shop.store.type(0, "status", "settled")
    shop.settle()
    assert (shop.statuses(), shop.notices()[-1]) == (["settled"], "settled anna@example.org")


def test_a_refund_without_the_day_of_arrival_is_told_and_the_customer_is_left_in_peace() -> None:
    shop = shop_with(**PAID, refund_amount=12.5)
    assert (shop.statuses(), shop.check()) == (["approved"], "error")
    assert "not the day they arrived" in messages(shop)
    for _ in range(60):
        shop.later(days=1)
        shop.settle()
    assert (shop.statuses(), shop.notices()) == (["approved"], ["approved anna@example.org"])


def test_a_late_reminder_leaves_as_many_days_as_one_in_time() -> None:
    shop = Shop(asks())
    shop.settle()
    shop.later(days=40)
    mail = reminder(shop)
    assert mail.context["ship_by"] == "2027-01-05"
    assert str(shop.cell(0, "due")) == "2027-01-05"


def reminder(shop: Shop) -> Mail:
    """The reminder that the next pass sends."""
    (mail,) = shop.sync().mails
    assert mail.notice == "reminder"
    return mail


def test_a_customer_whose_address_comes_later_hears_that_the_request_came_in() -> None:
    shop = Shop(asks(email=None, order_no="10024", sku="LMP-02"), policy=({"order": 1, "rule": "all",
                                                                           "verdict": "review"},))
    shop.settle()
    assert [notice for notice in shop.notices() if not notice.startswith("staff")] == []
    shop.store.type(0, "email", "ben@example.com")
    shop.settle()
    assert "requested ben@example.com" in shop.notices()


def test_an_address_that_is_erased_after_the_approval_is_told() -> None:
    shop = shop_with(email=None)
    assert (shop.check(), "gets no mail" in messages(shop)) == ("warning", True)
    shop.store.type(0, "do_not_notify", "yes")
    shop.settle()
    assert shop.check() == "ok"
