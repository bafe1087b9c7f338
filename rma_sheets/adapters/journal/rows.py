"""Records of rows between values and tables, and the view that planning starts from.

The view of 100,000 rows is the most expensive thing the journal does on an idle pass, so it reads plain tuples,
keeps one object for each repeated date and status, and never touches columns it does not need.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from rma_sheets.model.delivery import TROUBLED
from rma_sheets.model.plan import Event
from rma_sheets.model.record import JournalView, MailTrouble, RowRecord
from rma_sheets.model.rma import TakenUnits
from rma_sheets.model.runs import Cells, changed_cells
from rma_sheets.model.states import Status

from .codec import Spoiled, to_json, to_mapping
from .schema import counters, covers, former, intents, mails, records, registers

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
    troubled = (sa.select(covers.c.row_key, mails.c.notice, mails.c.state, mails.c.reply)
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


def keep_intents(connection: sa.Connection, register: str, run: int, meant: Iterable[RowRecord],
                 cells: Mapping[str, Cells]) -> None:
    """Store what a run means for its rows, and what they will say."""
    lines = [to_line(record) | {"register": register, "run": run,
                                "cells": to_json(cells[record.key]) if record.key in cells else ""}
             for record in meant]
    if lines:
        connection.execute(sa.insert(intents), lines)


def adopt_intents(connection: sa.Connection, register: str, run: int) -> None:
    """What the run meant becomes what the journal knows; what that replaces is kept as `former`.

    A row of which the run says no cells (it is gone) goes on saying what it said last.
    """
    of_run, same = intents.c.run == run, (records.c.register == register) & (records.c.key == intents.c.key)
    said = sa.select(records.c.cells).where(same).scalar_subquery()
    connection.execute(sa.update(intents).where(of_run, intents.c.cells == "")
                       .values(cells=sa.func.coalesce(said, "")))
    meant = sa.select(intents.c.key).where(of_run)
    known = (records.c.register == register) & records.c.key.in_(meant)
    connection.execute(sa.insert(former).from_select(
        ("register", "run", *KEPT_FIELDS, "previous"),
        sa.select(records.c.register, sa.literal(run), *(records.c[name] for name in KEPT_FIELDS), records.c.run)
        .where(known)))
    connection.execute(sa.delete(records).where(known))
    columns: Sequence[str] = ("register", "run", *KEPT_FIELDS)
    connection.execute(sa.insert(records).from_select(
        columns, sa.select(*(intents.c[name] for name in columns)).where(of_run)))
    connection.execute(sa.delete(intents).where(of_run))


def cell_events(connection: sa.Connection, register: str, run: int) -> Iterator[Event]:
    """What the rows of a run will say that they did not say before: column -> text, empty for one that was cleared."""
    pairs = (sa.select(intents.c.key, intents.c.cells, sa.func.coalesce(records.c.cells, ""))
             .join(records, (records.c.register == register) & (records.c.key == intents.c.key), isouter=True)
             .where(intents.c.run == run, intents.c.cells != "").order_by(intents.c.key))
    for key, meant, known in connection.execute(pairs).all():
        if changed := changed_cells(said_cells(known), said_cells(meant)):
            yield Event(key, "cells", changed)


def said_cells(text: str) -> Cells:
    """What a row said, from the journal's JSON; empty text is a row of which nothing is known."""
    return to_mapping(text) if text else {}


@lru_cache(maxsize=4096)
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _units(text: str) -> tuple[TakenUnits, ...]:
    return tuple(TakenUnits(line_ref, qty) for line_ref, qty in json.loads(text)) if text else ()
