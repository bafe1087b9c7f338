"""The column Status of an old list of returns: what is over stays over, anything else is judged anew."""

import pytest

from rma_sheets.model.states import FINISHED, Status
from rma_sheets.model.tab_columns import ORDERS, RETURNS
from rma_sheets.planning.importing import ImportReport, guess_mapping, plan_import, report_lines, without_mails

from .helpers import EN, FR, columns, converted, planned, table, vocabulary

HEADER = "Order|SKU|Qty|Status"


def status(word: str) -> object:
    return converted(table(HEADER, f"1|A|1|{word}"), RETURNS).rows[0].get("status")


def report(*lines: str, no_mails: bool = False) -> ImportReport:
    source = table(HEADER, *lines)
    done = converted(source, RETURNS)
    plan = plan_import(done, RETURNS)
    return ImportReport("r.csv", source, RETURNS, guess_mapping(source.header, RETURNS), done,
                        without_mails(plan, "yes") if no_mails else plan, no_mails)


@pytest.mark.parametrize("header", ["Status", "STATUT", "Return status", "Retourenstatus"])
def test_the_status_of_a_return_is_known_by_its_name(header: str) -> None:
    assert columns(f"Order|{header}", spec=RETURNS)[header] == "status"


def test_the_status_of_an_order_stays_one_of_an_order() -> None:
    assert columns("Order|Status", spec=ORDERS)["Status"] == "order_status"
    assert "Order status" not in columns("Order|Order status", spec=RETURNS)


@pytest.mark.parametrize("key", sorted(Status))
def test_only_what_is_over_is_taken_over_whatever_its_language(key: Status) -> None:
    labels = {status(texts.say(f"lists.status.{key}")) for texts in (EN, FR)} | {status(key.upper())}
    assert labels == {vocabulary().label("status", key) if key in FINISHED else None}


@pytest.mark.parametrize(("word", "label"), [(" Closed ", "closed"), ("Refunded", "settled"), ("Canceled", "cancelled"),
                                             ("remboursé", "settled"), ("processing", None), ("completed", None)])
def test_words_of_shop_programs(word: str, label: str | None) -> None:
    assert status(word) == label


def test_a_status_that_is_not_taken_over_is_no_mistake() -> None:
    assert converted(table(HEADER, "1|A|1|open"), RETURNS).unread == ()


def test_a_line_is_the_same_line_when_its_status_has_moved() -> None:
    first = planned(table("SKU|Qty|Email|Status", "A|1|a@example.org|open"), RETURNS)
    second = planned(table("SKU|Qty|Email|Status", "A|1|a@example.org|closed"), RETURNS,
                     known=frozenset(first.digests))
    assert second.new_rows == ()


def test_the_report_says_what_comes_of_the_lines() -> None:
    lines = report_lines(report("1|A|1|closed", "2|A|1|Settled", "3|A|1|closed", "4|A|1|open", "5|A|1|"), EN)
    assert lines == [
        "5 lines added to the tab Returns.",
        "3 of them are finished returns (closed, settled): they come in as history, without a number and without a "
        "mail.",
        "Another status in the file is not taken over (open): such a line is judged anew.",
        "2 new requests: the next sync decides on them and mails their customers; see it first: rma-sheets plan"]


def test_a_report_of_history_alone_promises_nothing() -> None:
    assert len(report_lines(report("1|A|1|closed"), FR)) == 2


def test_without_mails_every_new_row_says_so_and_so_does_the_report() -> None:
    done = report("1|A|1|closed", "2|A|1|", no_mails=True)
    assert [row["do_not_notify"] for row in done.plan.new_rows] == ["yes", "yes"]
    assert report_lines(done, EN)[-1] == (
        "1 new request: the next sync decides on it without a mail to its customer; see it first: rma-sheets plan")
