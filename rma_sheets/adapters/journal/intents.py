"""What a run means for its rows: kept until the sheet holds it, then what the journal knows.

A row whose run is taken back, or of which a run decided nothing, counts as last changed by the run before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from rma_sheets.model.plan import Event
from rma_sheets.model.record import RowRecord
from rma_sheets.model.runs import NOT_DECIDED, STEADY, Cells, changed_cells

from .codec import chunks, to_json
from .rows import KEPT_FIELDS, said_cells, to_line
from .schema import former, intents, records


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


def only_noted(connection: sa.Connection, register: str, run: int, told: Iterable[Event],
               mailed: Collection[str]) -> Sequence[str]:
    """Rows of the run of which nothing is decided, and no mail speaks. `told`: see `cell_events`."""
    steady = sa.and_(*(records.c[name] == intents.c[name] for name in STEADY))
    found = (sa.select(intents.c.key).join(records, (records.c.register == register) & (records.c.key == intents.c.key))
             .where(intents.c.run == run, steady).order_by(intents.c.key))
    moved = {event.row_key for event in told if not NOT_DECIDED.issuperset(event.data)}.union(mailed)
    return [key for key in connection.execute(found).scalars() if key not in moved]


def pass_over(connection: sa.Connection, register: str, run: int, noted: Sequence[str]) -> None:
    """That run has not changed those rows: the one before is the last that did, and nothing of them goes back."""
    for some in chunks(noted):
        _as_before(connection, register, run, run, records.c.key.in_(some))
        connection.execute(sa.delete(former).where(former.c.register == register, former.c.run == run,
                                                   former.c.key.in_(some)))


def step_back(connection: sa.Connection, register: str, run: int, undone: int) -> None:
    """The rows of the run stand as the one that it undoes found them."""
    _as_before(connection, register, run, undone, records.c.run == run)


def _as_before(connection: sa.Connection, register: str, run: int, found_by: int,
               which: sa.ColumnElement[bool]) -> None:
    previous = sa.select(former.c.previous).where(
        former.c.register == register, former.c.run == found_by, former.c.key == records.c.key).scalar_subquery()
    connection.execute(sa.update(records).where(records.c.register == register, records.c.run == run, which)
                       .values(run=sa.func.coalesce(previous, 0)))
