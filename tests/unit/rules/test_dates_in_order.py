"""Ordered, delivered, requested, received."""



from datetime import date, datetime

from rma_sheets.rules.dates_in_order import check
from tests.rows import context, order_line, row

ORDERED = datetime(2026, 11, 10, 15, 0)


def test_days_that_follow_each_other_are_fine_also_all_on_one_day():
    day = date(2026, 11, 10)
    assert list(check(row(requested_on=day, received_on=day), context([order_line(delivered_on=day)]))) == []


def test_a_request_before_the_order_is_told():
    [finding] = check(row(requested_on=date(2026, 11, 9)), context())
    assert (finding.code, finding.column) == ("dates-out-of-order", "requested_on")
    assert finding.facts["ordered"] == date(2026, 11, 10)


def test_moments_are_compared_exactly_when_both_have_a_time():
    lines = [order_line(order_date=ORDERED)]
    assert len(list(check(row(requested_on=datetime(2026, 11, 10, 14, 59)), context(lines)))) == 1
    assert list(check(row(requested_on=date(2026, 11, 10)), context(lines))) == []


def test_goods_that_arrived_before_anybody_asked_are_told():
    [finding] = check(row(received_on=date(2026, 11, 19)), context())
    assert (finding.column, finding.facts["requested"]) == ("received_on", date(2026, 11, 20))


def test_an_order_delivered_before_it_was_placed_is_told():
    [finding] = check(row(), context([order_line(delivered_on=date(2026, 11, 1))]))
    assert (finding.column, finding.facts["delivered"]) == ("order_no", date(2026, 11, 1))
