"""Small plans and records; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from rma_sheets.errors import RmaSheetsError
from rma_sheets.model.plan import Event, Mail, Plan
from rma_sheets.model.record import RowRecord
from rma_sheets.ports import Journal

NOW = datetime(2026, 11, 22, 21, 30, tzinfo=timezone(timedelta(hours=1)))


def later(**span: float) -> datetime:
    """So long after NOW."""
    return NOW + timedelta(**span)


def plan(*records: RowRecord, **values: Any) -> Plan:
    """A plan that means these records."""
    return Plan(**{"register": "returns.xlsx", "based_on": "v1", "rows": 10, "records": records} | values)


def approved(key: str, number: str, *, count: int, **values: Any) -> Plan:
    """A plan that approves one row: a number, a record, a mail and an event."""
    return plan(RowRecord(key, rev=1, rma_number=number), numbers={number: key}, counters={"rma:26": count},
                mails=(mail(key),), events=(Event(key, "number", {"number": number}),), **values)


def mail(*rows: str, to: str = "anna@example.org", **context: Any) -> Mail:
    """One mail "approved" about these rows."""
    keys = tuple(f"{row}:approved:1" for row in rows)
    return Mail(keys[0], "approved", to, "en", keys, context)


def queued(journal: Journal, *rows: str, **values: Any) -> str:
    """A run whose one mail is queued now; returns the mail's key."""
    message = mail(*rows, **values)
    run = journal.reserve(plan(*(RowRecord(row) for row in rows), mails=(message,)), NOW)
    journal.bind(run, frozenset(rows), NOW)
    return message.key


@contextmanager
def refused(reference: str) -> Iterator[None]:
    """Inside it an error of that reference must come up."""
    with pytest.raises(RmaSheetsError) as caught:
        yield
    assert caught.value.reference == reference
