"""What the journal remembers of runs that are over, for taking one back: read only."""

from __future__ import annotations

from collections.abc import Container, Sequence

import sqlalchemy as sa

from rma_sheets.model.delivery import at_worst
from rma_sheets.model.given_numbers import NumberKind, NumberState
from rma_sheets.model.record import RowRecord
from rma_sheets.model.runs import Cells, RowChange, RunLine, RunMail, RunMemory

from . import outbox_reading
from .codec import chunks, instant
from .rows import FIELDS, said_cells, to_record
from .schema import former, mails, numbers, records, runs


def last_runs(connection: sa.Connection, register: str, most: int) -> Sequence[RunLine]:
    """The newest runs that changed something, newest first."""
    gave = (sa.select(sa.func.count()).where(numbers.c.run == runs.c.id, numbers.c.kind == NumberKind.RMA)
            .scalar_subquery())
    made = sa.select(sa.func.count()).where(mails.c.run == runs.c.id).scalar_subquery()
    later = runs.alias()
    undone_by, back = (sa.select(sa.func.coalesce(each, 0)).where(
        later.c.register == register, later.c.undoes == runs.c.id, later.c.rows > 0).scalar_subquery()
                       for each in (sa.func.max(later.c.id), sa.func.sum(later.c.rows)))
    found = connection.execute(
        sa.select(runs.c.id, runs.c.reserved_at, runs.c.rows, gave, made, runs.c.undoes, undone_by, back,
                  runs.c.took_over != 0)
        .where(runs.c.register == register, runs.c.closed_at != "", runs.c.rows > 0)
        .order_by(runs.c.id.desc()).limit(most))
    return [RunLine(run, instant(at), *counts) for run, at, *counts in found]


def remembered(connection: sa.Connection, register: str, line: RunLine) -> RunMemory:
    """Everything that the run did. A row that another run changed afterwards is there too, as not the latest."""
    of_run = (former.c.register == register) & (former.c.run == line.run)
    before = {key: (record, cells) for key, record, cells in _rows(connection, former, of_run)}
    keys = [*before, *_first_seen(connection, register, line.run, before)]
    changes = []
    for some in chunks(keys):
        known = (records.c.register == register) & records.c.key.in_(some)
        last = {line.key: line.run for line in connection.execute(sa.select(records.c.key, records.c.run).where(known))}
        for key, after, cells in _rows(connection, records, known):
            old, old_cells = before.get(key, (None, {}))
            changes.append(RowChange(old, old_cells, after, cells, last[key] == line.run,
                                     last[key] < line.run))
    taken = connection.execute(sa.select(numbers.c.number, numbers.c.row_key).where(
        numbers.c.run == line.run, numbers.c.kind == NumberKind.RMA, numbers.c.state == NumberState.BOUND))
    made = outbox_reading.of_run(connection, register, line.run)
    return RunMemory(line, tuple(sorted(changes, key=lambda change: change.after.key)),
                     tuple(RunMail(stored.mail.key, stored.mail.notice, stored.mail.to,
                                   at_worst(stored.state, stored.lost), stored.mail.covers) for stored in made),
                     {line.number: line.row_key for line in taken})


def cells_of(connection: sa.Connection, register: str, keys: Sequence[str]) -> dict[str, Cells]:
    """What those rows said when a pass left them last."""
    found: dict[str, Cells] = {}
    for some in chunks(keys):
        chosen = sa.select(records.c.key, records.c.cells).where(records.c.register == register,
                                                                 records.c.key.in_(some))
        found |= {key: said_cells(text) for key, text in connection.execute(chosen)}
    return found


def _rows(connection: sa.Connection, table: sa.Table, which: sa.ColumnElement[bool]) -> list[
        tuple[str, RowRecord, Cells]]:
    found = connection.execute(sa.select(table.c.cells, *(table.c[name] for name in FIELDS)).where(which))
    return [(record.key, record, said_cells(cells)) for cells, *line in found for record in [to_record(*line)]]


def _first_seen(connection: sa.Connection, register: str, run: int, known: Container[str]) -> Sequence[str]:
    """Rows that got their request reference in that run."""
    chosen = sa.select(numbers.c.row_key).where(
        numbers.c.register == register, numbers.c.run == run, numbers.c.kind == NumberKind.REQUEST,
        numbers.c.state == NumberState.BOUND)
    return [key for key in connection.execute(chosen).scalars() if key not in known]
