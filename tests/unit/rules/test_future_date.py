"""Dates that have not come yet."""



from datetime import date, datetime

from rma_sheets.rules.future_date import check
from tests.rows import context, row


def test_tomorrow_is_forgiven():
    assert list(check(row(requested_on=datetime(2026, 11, 23, 23, 59)), context(today=date(2026, 11, 22)))) == []


def test_the_day_after_tomorrow_is_told_for_each_date_of_the_row():
    later = date(2026, 11, 24)
    findings = list(check(row(requested_on=later, received_on=later), context(today=date(2026, 11, 22))))
    assert [(finding.code, finding.column) for finding in findings] == [
        ("date-in-future", "requested_on"), ("date-in-future", "received_on")]
