"""Windows count from delivery."""

from dataclasses import replace
from datetime import date

from rma_sheets.model.settings import Settings
from rma_sheets.rules.delivery_date import check
from tests.rows import context, order_line, row

UNDELIVERED = order_line(order_date=date(2026, 11, 10), delivered_on=None)


def test_a_delivered_line_is_fine():
    assert list(check(row(), context())) == []


def test_the_assumed_day_is_said():
    [finding] = check(row(), context([UNDELIVERED], settings=Settings(transit_days=4)))
    assert finding.code == "delivery-date-missing"
    assert finding.facts == {"order": "10023", "assumed": date(2026, 11, 14), "days": 4}


def test_without_an_order_date_nothing_is_assumed():
    [finding] = check(row(), context([order_line(order_date=None, delivered_on=None)]))
    assert finding.facts["assumed"] == ""


def test_a_shop_that_records_no_deliveries_is_not_told_on_every_row():
    seen = context([UNDELIVERED])
    assert list(check(row(), replace(seen, match=replace(seen.match, deliveries=False)))) == []
