"""Who is told what, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rma_sheets.model.plan import Mail, Result
from rma_sheets.model.rowmails import MailTrouble
from tests.scenario.passes import Machine
from tests.simulate import NOW, SETTINGS, Shop, asks, asks_lamp

BOX = {"order_no": "10025", "sku": "BOX-03"}


def items(mail: Mail, field: str = "rma_number") -> list[object]:
    """One field of each item of a mail."""
    found = mail.context["items"]
    assert isinstance(found, list)
    return [item[field] for item in found]


def test_rows_of_one_customer_and_day_are_one_parcel_and_one_mail() -> None:
    shop = Shop(asks(), asks(**BOX), asks_lamp())
    shop.settle()
    assert shop.column("parcel_id") == ["P-26-00001", "P-26-00001", "P-26-00002"]
    assert [(mail.to, items(mail)) for mail in shop.mails] == [
        ("anna@example.org", ["RMA-26-00001-A", "RMA-26-00002-7"]), ("ben@example.com", ["RMA-26-00003-4"])]


@pytest.mark.parametrize("other", [{"requested_on": date(2026, 11, 19)}, {"external_ref": "A-2"},
                                   {"email": "eve@example.org"}, {"language": "en"}])
def test_another_day_reference_customer_or_language_is_another_parcel(other: dict[str, str]) -> None:
    shop = Shop(asks(), asks(**BOX, **other))
    shop.settle()
    assert shop.cell(0, "parcel_id") != shop.cell(1, "parcel_id")


def test_a_parcel_of_which_one_item_needs_an_answer_has_two_mails() -> None:
    shop = Shop(asks(), asks(order_no="99999"))
    shop.settle()
    assert shop.notices() == ["approved anna@example.org", "needs_info anna@example.org"]


def test_staff_get_one_mail_about_all_rows_to_review() -> None:
    shop = Shop(asks(qty=9), asks_lamp(qty=9))
    shop.settle()
    assert [(mail.notice, items(mail, "row")) for mail in shop.mails if mail.notice == "staff_review"] == [
        ("staff_review", [2, 3])]


def test_customers_of_rows_in_review_know_that_their_request_came_in() -> None:
    shop = Shop(asks(qty=9))
    shop.settle()
    assert shop.notices() == ["requested anna@example.org", "staff_review returns@example.org"]


def test_what_staff_put_in_review_themselves_is_no_news_to_them() -> None:
    shop = Shop(asks(status="in review"))
    shop.settle()
    assert shop.notices() == ["requested anna@example.org"]


def test_nobody_is_mailed_about_a_row_that_says_do_not_notify() -> None:
    shop = Shop(asks(do_not_notify="yes"))
    shop.settle()
    assert (shop.status(), shop.mails, shop.cell(0, "last_mail")) == ("approved", [], None)


def test_what_was_not_mailed_is_not_mailed_later() -> None:
    shop = Shop(asks(do_not_notify="yes"))
    shop.settle()
    shop.store.type(0, "do_not_notify", None)
    shop.settle()
    assert shop.mails == []


def test_a_notice_that_is_switched_off_is_not_sent() -> None:
    off = replace(SETTINGS, notices_off=frozenset({"approved", "staff_review"}))
    shop = Shop(asks(), asks_lamp(qty=9), settings=off)
    shop.settle()
    assert shop.notices() == ["requested ben@example.com"]


def test_without_an_address_of_staff_they_get_no_mail() -> None:
    shop = Shop(asks(qty=9), settings=replace(SETTINGS, staff_email=""))
    shop.settle()
    assert shop.notices() == ["requested anna@example.org"]


def test_without_an_address_nobody_is_mailed_and_staff_are_told_to_find_it() -> None:
    shop = Shop(asks(email=None))
    shop.settle()
    assert (shop.mails, shop.cell(0, "next_step")) == ([], "Find the customer’s e-mail address")


def test_the_last_mail_stands_in_the_row() -> None:
    shop = Shop(asks())
    shop.settle()
    assert shop.cell(0, "last_mail") == "approved, 2026-11-22"
    shop.later(2).store.type(0, "received_on", "2026-11-24")
    shop.settle()
    assert shop.cell(0, "last_mail") == "received, 2026-11-24"


def test_a_life_sends_each_mail_once_and_each_under_a_key_of_its_own() -> None:
    shop = Shop(asks())
    acts = [("status", "cancelled"), ("status", "in review"), ("status", "approved"), ("received_on", "2026-11-22"),
            ("condition", "used"), ("status", "accepted"), ("payment_ref", "P1"), ("decision_note", "came back"),
            ("status", "accepted"), ("payment_ref", "P2")]
    shop.settle()
    for column, value in acts:
        shop.store.type(0, column, value)
        shop.settle()
    assert [mail.notice for mail in shop.mails] == ["approved", "cancelled", "approved", "received", "contested",
                                                    "settled", "settled"]
    assert len({mail.key for mail in shop.mails}) == 7


def test_a_row_judged_again_to_the_same_end_is_no_news() -> None:
    shop = Shop(asks(order_no="99999"))
    shop.settle()
    for note in ("a", "b"):
        shop.store.type(0, "reason_note", note)
        shop.settle()
    assert shop.notices() == ["needs_info anna@example.org"]


def test_a_first_mail_says_when_the_request_came_in_and_what_it_asked() -> None:
    shop = Shop(asks(reason_note="handle came off"))
    shop.settle()
    context = shop.mails[0].context
    assert (context["requested_on"], context["received_at"]) == ("2026-11-20", NOW.isoformat(timespec="seconds"))
    assert items(shop.mails[0], "reason_note") == ["handle came off"]


def test_customers_are_written_to_in_their_language() -> None:
    shop = Shop(asks(), asks_lamp(), asks(**BOX, language="English"))
    shop.settle()
    assert [(mail.to, mail.language) for mail in shop.mails] == [
        ("anna@example.org", "fr"), ("ben@example.com", "en"), ("anna@example.org", "en")]


def test_a_mail_in_trouble_is_told_in_its_row_until_the_trouble_is_gone() -> None:
    shop = Shop(asks(), asks_lamp())
    shop.settle()
    view = shop.journal.view()
    trouble = MailTrouble("T-000002", "approved", "failed", "550 no such user")
    plan = shop.plan_of(shop.store.read(), replace(view, troubles=(trouble,)), shop.now)
    (finding,) = plan.findings
    assert (finding.code, finding.row, finding.column) == ("mail-failed", 3, "email")
    told = {write.column: write.after for write in plan.writes}
    assert "550 no such user" in str(told["messages"])


def test_labels_hold_all_items_of_the_parcel_that_may_travel() -> None:
    shop = Shop(asks(), asks(**BOX, status="in review"), asks(**BOX, qty=2, order_line="1"))
    plan = shop.sync()
    assert [len(label.context["items"]) for label in plan.labels] == [2]  # type: ignore[arg-type]
    shop.store.type(1, "status", "approved")
    (label,) = shop.sync().labels
    assert label.context["items"] == shop.mails[-1].context["label_items"]
    assert sorted(item["rma_number"] for item in label.context["items"]) == sorted(shop.column("rma_number"))  # type: ignore[attr-defined]


def test_a_cancelled_item_is_not_on_a_label_that_is_made_later() -> None:
    shop = Shop(asks(), asks(**BOX, status="in review"))
    shop.settle()
    shop.store.type(0, "status", "cancelled")
    shop.settle()
    shop.store.type(1, "status", "approved")
    (label,) = shop.sync().labels
    assert [item["sku"] for item in label.context["items"]] == ["BOX-03"]  # type: ignore[attr-defined]


def test_a_reminder_brings_the_label_again() -> None:
    shop = Shop(asks())
    shop.settle()
    plan = shop.later(10).sync()
    assert ([mail.notice for mail in plan.mails], len(plan.labels)) == (["reminder"], 1)


def test_the_label_stands_in_the_row_once_it_has_a_number() -> None:
    shop = Shop(asks(), asks_lamp(qty=9))
    shop.settle()
    assert shop.column("label") == ["labels/P-26-00001.pdf", None]


def test_a_mail_that_did_not_go_out_is_not_called_sent() -> None:
    machine = Machine(Shop(asks()))
    machine.mailer.answers.append(Result.FAILED)
    machine.sync()
    machine.sync()
    assert machine.shop.cell(0, "last_mail") == "approved (refused)"


def test_a_request_that_is_on_its_way_already_hears_of_its_number() -> None:
    """The notice “in transit” is off unless a shop wants it; the one of the approval goes instead."""
    shop = Shop(asks(tracking_no="1Z999"))
    shop.settle()
    assert (shop.status(), shop.notices()) == ("in_transit", ["approved anna@example.org"])
