"""One pass in the journal: reserve before the sheet is written, bind after.

Between the two the run is open. What it meant is not believed until somebody has seen it in the sheet; its numbers
are taken for ever either way.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rma_sheets.errors import JournalError
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.plan import Event, Mail, MailChange, Plan
from rma_sheets.model.record import RowRecord
from rma_sheets.model.runs import KEPT

from . import chain, given_numbers, outbox
from .codec import chunks, new_id, stamp, to_json
from .intents import adopt_intents, cell_events, keep_intents, only_noted, pass_over, step_back
from .rows import load_records
from .schema import former, intents, runs


def reserve(connection: sa.Connection, register: str, plan: Plan, at: datetime) -> int:
    """Move the counters, take the numbers and keep what the plan means; returns the run's id."""
    given_numbers.move_counters(connection, register, plan.counters)
    opened = sa.insert(runs).values(register=register, reserved_at=stamp(at), closed_at="", based_on=plan.based_on,
                                    events=to_json([[event.row_key, event.kind, event.data] for event in plan.events]),
                                    mails=to_json([_packed(mail) for mail in plan.mails]), void=to_json(plan.void),
                                    changes=to_json([_packed(change) for change in plan.mail_changes]),
                                    undoes=plan.undoes, took_over=int(plan.took_over))
    run = new_id(connection, opened)
    given_numbers.take(connection, register, run, plan)
    keep_intents(connection, register, run, plan.records, plan.cells)
    return run


def pending(connection: sa.Connection, register: str) -> list[tuple[int, Sequence[RowRecord]]]:
    """Open runs, oldest first, with the records they meant."""
    opened = sa.select(runs.c.id).where(runs.c.register == register, runs.c.closed_at == "").order_by(runs.c.id)
    return [(run, tuple(load_records(connection, intents, intents.c.run == run)))
            for run in connection.execute(opened).scalars().all()]


def bind(connection: sa.Connection, register: str, run: int, standing: frozenset[str], at: datetime,
         domain: str) -> None:
    """What stands in the sheet becomes true, the rest void. Binding a closed run again does nothing."""
    of_run = (runs.c.register == register) & (runs.c.id == run)
    found = connection.execute(sa.select(runs).where(of_run)).first()
    if found is None:
        raise JournalError("journal.no-such-run", run=run)
    if found.closed_at:
        return
    _drop_fallen(connection, run, standing)
    given_numbers.settle(connection, run, standing)
    given_numbers.take_back(connection, register, json.loads(found.void or "{}"), standing)
    mails = [_unpacked(line) for line in json.loads(found.mails)]
    meant = [Event(*line) for line in json.loads(found.events)]
    told = list(cell_events(connection, register, run))
    chain.append(connection, register, [
        *told, *(event for event in meant if not event.row_key or event.row_key in standing)], at)
    noted = only_noted(connection, register, run, told, {row_of(key) for mail in mails for key in mail.covers})
    rows = (connection.scalar(sa.select(sa.func.count()).where(intents.c.run == run)) or 0) - len(noted)
    adopt_intents(connection, register, run)
    pass_over(connection, register, run, noted)
    if found.undoes:
        step_back(connection, register, run, found.undoes)
    for change in (_changed(line) for line in json.loads(found.changes or "[]")):
        if standing.issuperset(change.rows):
            outbox.change(connection, register, change, at)
    outbox.queue(connection, register, run, mails, standing, at, domain)
    connection.execute(sa.update(runs).where(of_run).values(
        closed_at=stamp(at), events="", mails="", changes="", rows=rows))
    connection.execute(sa.delete(former).where(former.c.register == register, former.c.run <= run - KEPT))


def _drop_fallen(connection: sa.Connection, run: int, standing: Collection[str]) -> None:
    """Intents of rows that do not stand."""
    meant = connection.execute(sa.select(intents.c.key).where(intents.c.run == run)).scalars()
    for some in chunks([key for key in meant if key not in standing]):
        connection.execute(sa.delete(intents).where(intents.c.run == run, intents.c.key.in_(some)))


def _packed(meant: Mail | MailChange) -> dict[str, Any]:
    return {name: getattr(meant, name) for name in meant.__dataclass_fields__}


def _unpacked(line: dict[str, Any]) -> Mail:
    return Mail(**{**line, "covers": tuple(line["covers"])})


def _changed(line: dict[str, Any]) -> MailChange:
    return MailChange(line["key"], line["to"], tuple(line["without"]), tuple(line["rows"]))
