"""Records of rows between values and tables, and the view that planning starts from.

The view of 100,000 rows is the most expensive thing the journal does on an idle pass, so it reads plain tuples,
keeps one object for each repeated date and status, and never touches columns it does not need.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from rma_sheets.model.delivery import TROUBLED
from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.rma import TakenUnits
from rma_sheets.model.rowmails import MailTrouble
from rma_sheets.model.runs import Cells
from rma_sheets.model.states import Status

from .codec import Spoiled, to_mapping
from .schema import counters, covers, mails, records, registers

FIELDS = ("key", "rev", "status", "request_ref", "rma_number", "parcel_id", "identity", "seen", "facts", "basis",
          "wake_on", "units", "deleted", "detail")
"""Columns in the order of RowRecord's fields."""

KEPT_FIELDS = (*FIELDS, "cells")

_STATUS = {status.value: status for status in Status}


def load_view(connection: sa.Connection, register: str) -> JournalView:
    """What planning needs to know of one register."""
    register_id = connection.scalar(sa.select(registers.c.register_id).where(registers.c.register == register))
    names = sa.select(counters.c.name, counters.c.last).where(counters.c.register == register)
    rows = load_records(connection, records, records.c.register == register)
    troubled = (sa.select(covers.c.row_key, mails.c.notice, mails.c.state, mails.c.reply, mails.c.id)
                .join(mails, mails.c.id == covers.c.mail)
                .where(mails.c.register == register, mails.c.state.in_(TROUBLED))
                .order_by(mails.c.id, covers.c.position))
    return JournalView(register_id or "", {line.name: line.last for line in connection.execute(names)},
                       {record.key: record for record in rows},
                       tuple(MailTrouble(*line) for line in connection.execute(troubled)))


def load_records(connection: sa.Connection, table: sa.Table, which: sa.ColumnElement[bool]) -> list[RowRecord]:
    """Those lines of `records` or `intents` as values."""
    found = connection.execute(sa.select(*(table.c[name] for name in FIELDS)).where(which))
    return [to_record(*line) for line in found]


def to_record(key: str, rev: int, status: str, request_ref: str, rma_number: str, parcel_id: str, identity: str,
              seen: str, facts: str, basis: str, wake_on: str, units: str, deleted: int, detail: str) -> RowRecord:
    """The inverse of `to_line`. Raises Spoiled."""
    try:
        return RowRecord(key, rev, _STATUS[status], request_ref, rma_number, parcel_id, identity, seen, facts, basis,
                         _day(wake_on), _units(units), bool(deleted), detail)
    except (KeyError, TypeError, ValueError) as error:
        raise Spoiled(f"row {key} says {error}") from error


def to_line(record: RowRecord) -> dict[str, Any]:
    """Column -> value of one record."""
    line: dict[str, Any] = {name: getattr(record, name) for name in FIELDS}
    units = json.dumps([[part.line_ref, part.qty] for part in record.units]) if record.units else ""
    return line | {"status": record.status.value, "wake_on": record.wake_on.isoformat() if record.wake_on else "",
                   "units": units, "deleted": int(record.deleted)}


def said_cells(text: str) -> Cells:
    """What a row said, from the journal's JSON; empty text is a row of which nothing is known."""
    return to_mapping(text) if text else {}


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _units(text: str) -> tuple[TakenUnits, ...]:
    return tuple(TakenUnits(line_ref, qty) for line_ref, qty in json.loads(text)) if text else ()
