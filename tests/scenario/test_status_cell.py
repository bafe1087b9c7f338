"""The one cell that staff and engine share."""

from __future__ import annotations

import pytest

from rma_sheets.model.values import CellError, CellValue, Formula
from tests.simulate import Shop, asks, asks_lamp


def worked(**cells: CellValue) -> Shop:
    """One approved row."""
    shop = Shop(asks(**cells))
    shop.settle()
    return shop


@pytest.mark.parametrize("typed", ["in transit", "In  Transit", "IN_TRANSIT", "En transit", "in-transit"])
def test_a_status_may_be_typed_in_any_language_and_case(typed: str) -> None:
    shop = worked()
    shop.store.type(0, "status", typed)
    shop.settle()
    assert (shop.status(), shop.check()) == ("in_transit", "ok")


def test_the_status_that_stands_there_typed_otherwise_is_only_written_properly() -> None:
    shop = worked()
    shop.store.type(0, "status", " APPROUVÉ")
    plan = shop.sync()
    assert (shop.cell(0, "status"), plan.mails, plan.moves, plan.findings) == ("approved", (), (), ())


def test_a_status_that_cannot_follow_is_put_back_and_told() -> None:
    shop = worked()
    shop.store.type(0, "status", "settled")
    shop.store.type(0, "payment_ref", None)
    plan = shop.sync()
    assert (shop.codes(plan), shop.status(), shop.check()) == (
        ["status-needs-column"], "approved", "error")
    assert "needs Payment reference first" in str(shop.cell(0, "messages"))
    assert shop.plan().empty


def test_a_refused_status_is_told_once_however_often_it_is_picked() -> None:
    shop = worked()
    for _ in range(3):
        shop.store.type(0, "status", "closed")
        plan = shop.sync()
    assert shop.codes(plan) == ["status-not-legal"]


def test_a_good_pick_takes_away_what_was_said_of_a_bad_one() -> None:
    shop = worked()
    shop.store.type(0, "status", "closed")
    shop.settle()
    shop.store.type(0, "status", "in transit")
    shop.settle()
    assert (shop.status(), shop.cell(0, "messages")) == ("in_transit", None)


@pytest.mark.parametrize("typed", ["foo", Formula("approved"), CellError("#N/A"), 7])
def test_what_is_no_status_is_put_back_told_and_gone_the_next_day(typed: CellValue) -> None:
    shop = worked()
    shop.store.type(0, "status", typed)
    plan = shop.sync()
    assert (len(plan.findings), plan.findings[0].column, shop.status()) == (1, "status", "approved")
    assert shop.plan().empty
    shop.later(1).settle()
    assert (shop.cell(0, "messages"), shop.check()) == (None, "ok")


@pytest.mark.parametrize("typed", ["foo", Formula("approved")])
def test_what_is_no_status_does_not_hold_up_a_new_request(typed: CellValue) -> None:
    shop = Shop(asks(status=typed))
    shop.settle()
    assert (shop.status(), shop.check()) == ("approved", "error")


def test_a_cleared_status_is_filled_again_without_a_word() -> None:
    shop = worked()
    shop.store.type(0, "status", None)
    plan = shop.sync()
    assert (shop.codes(plan), shop.status()) == ([], "approved")


def test_staff_may_approve_a_new_row_themselves() -> None:
    shop = Shop(asks(qty=2, requested_on="2026-01-01", status="approved"))
    shop.settle()
    assert (shop.cell(0, "rma_number"), shop.cell(0, "why")) == (
        "RMA-26-00001-A", "Approved by staff on 22 November 2026.")


def test_staff_put_a_row_in_review_and_no_rule_takes_it_out() -> None:
    shop = Shop(asks(status="in review"))
    shop.settle()
    shop.store.type(0, "tags", "look")
    shop.settle()
    assert [shop.status(), shop.cell(0, "eligibility"), shop.cell(0, "why")] == [
        "in_review", "review", "Put in review by staff on 22 November 2026."]
    shop.store.type(0, "status", "approved")
    shop.settle()
    assert (shop.status(), shop.cell(0, "eligibility")) == ("approved", "yes")


def test_several_steps_in_one_pass_send_one_mail() -> None:
    shop = worked()
    for column, value in (("received_on", "2026-11-22"), ("condition", "new, sealed"), ("disposition", "restock"),
                          ("payment_ref", "P1")):
        shop.store.type(0, column, value)
    plan = shop.sync()
    assert [str(target) for _, _, target in plan.moves] == ["received", "inspected", "accepted", "settled"]
    assert [mail.notice for mail in plan.mails] == ["settled"]


def test_a_row_on_hold_is_seen_and_numbered_only_when_the_hold_is_lifted() -> None:
    shop = Shop(asks(hold="yes"))
    shop.settle()
    assert [shop.status(), shop.cell(0, "rma_number"), shop.cell(0, "request_ref")] == [
        "requested", None, "REQ-26-00001-A"]
    shop.store.type(0, "hold", None)
    shop.settle()
    assert (shop.status(), shop.notices()) == ("approved", [
        "requested anna@example.org", "approved anna@example.org"])


def test_a_pick_on_a_row_on_hold_waits_in_its_cell() -> None:
    shop = Shop(asks(hold="yes"))
    shop.settle()
    shop.store.type(0, "status", "declined")
    shop.store.type(0, "decision_note", "fraud")
    shop.settle()
    assert (shop.status(), shop.journal.view().rows["T-000001"].status) == ("declined", "requested")
    shop.store.type(0, "hold", None)
    shop.settle()
    assert (shop.status(), shop.journal.view().rows["T-000001"].status) == ("declined", "declined")


def test_a_held_row_is_neither_reminded_nor_expires() -> None:
    shop = worked()
    shop.store.type(0, "hold", "yes")
    shop.settle()
    assert shop.later(60).plan().mails == ()
    shop.settle()
    shop.store.type(0, "hold", "no")
    shop.settle()
    assert shop.notices()[-1] == "reminder anna@example.org"


def test_the_reminder_comes_first_and_expiry_after_it() -> None:
    shop = Shop(asks(), asks_lamp(tracking_no="1Z"))
    shop.settle()
    shop.later(10).settle()
    assert shop.notices()[-1] == "reminder anna@example.org"
    shop.later(7).settle()
    assert shop.statuses() == ["approved", "in_transit"]
    shop.later(1).settle()
    assert (shop.statuses(), shop.notices()[-1]) == (["expired", "in_transit"], "expired anna@example.org")
    shop.later(14).settle()
    assert shop.statuses() == ["closed", "in_transit"]


def test_a_shop_that_slept_for_months_reminds_before_anything_expires() -> None:
    shop = worked().later(100)
    shop.settle()
    assert (shop.status(), shop.notices()[-1]) == ("approved", "reminder anna@example.org")
    shop.later(7).settle()
    assert shop.status() == "approved"
    shop.later(1).settle()
    assert shop.status() == "expired"


def test_a_pick_on_a_new_row_on_hold_waits_too() -> None:
    shop = Shop(asks(hold="yes", status="approved", requested_on="2026-01-01"))
    shop.settle()
    assert (shop.status(), shop.cell(0, "rma_number")) == ("approved", None)
    shop.store.type(0, "hold", None)
    shop.settle()
    assert (shop.status(), shop.cell(0, "rma_number")) == ("approved", "RMA-26-00001-A")


def test_a_copy_on_hold_does_not_bring_the_status_of_its_original_either() -> None:
    shop = worked(hold="no")
    shop.store.copy_row(0)
    shop.store.type(1, "hold", "yes")
    shop.store.type(1, "requested_on", "2026-01-01")
    shop.settle()
    assert shop.statuses() == ["approved", "requested"]
