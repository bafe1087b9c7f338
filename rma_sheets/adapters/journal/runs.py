"""One pass in the journal: reserve before the sheet is written, bind after.

Between the two the run is open. What it meant is not believed until somebody has seen it in the sheet; its numbers
are taken for ever either way.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rma_sheets.errors import JournalError, RegisterChanged
from rma_sheets.model.given_numbers import GivenNumber, NumberKind, NumberState, kinds_of
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.plan import Event, Mail, MailChange, Plan
from rma_sheets.model.record import RowRecord
from rma_sheets.model.runs import KEPT

from . import chain, outbox
from .codec import chunks, new_id, stamp, to_json
from .intents import adopt_intents, cell_events, keep_intents, only_noted, pass_over, step_back
from .memory_of_runs import given_numbers
from .rows import load_records
from .schema import counters, former, intents, numbers, runs


def reserve(connection: sa.Connection, register: str, plan: Plan, at: datetime) -> int:
    """Move the counters, take the numbers and keep what the plan means; returns the run's id."""
    _move_counters(connection, register, plan.counters)
    opened = sa.insert(runs).values(register=register, reserved_at=stamp(at), closed_at="", based_on=plan.based_on,
                                    events=to_json([[event.row_key, event.kind, event.data] for event in plan.events]),
                                    mails=to_json([_packed(mail) for mail in plan.mails]), void=to_json(plan.void),
                                    changes=to_json([_packed(change) for change in plan.mail_changes]),
                                    undoes=plan.undoes)
    run = new_id(connection, opened)
    _take_numbers(connection, register, run, plan)
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
    _take_back(connection, register, json.loads(found.void or "{}"), standing)
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


def _take_back(connection: sa.Connection, register: str, void: Mapping[str, str], standing: Collection[str]) -> None:
    """Numbers of rows that stand without them from now on. They are never given again."""
    taken = [number for number, key in void.items() if key in standing]
    for some in chunks(taken):
        connection.execute(sa.update(numbers).where(numbers.c.register == register, numbers.c.number.in_(some))
                           .values(state=NumberState.VOID))


def go_on_after(connection: sa.Connection, register: str, known: Mapping[str, int],
                given: Mapping[str, GivenNumber]) -> None:
    """Counters are at least as far as those; numbers that this journal does not have are taken, for nobody. One that it
    gave up with a pass that died, and that is bound to its row, is so here too."""
    of_register = counters.c.register == register
    stored = {line.name: line.last for line in connection.execute(
        sa.select(counters.c.name, counters.c.last).where(of_register))}
    _move_counters(connection, register, {name: max(last, stored.get(name, 0)) for name, last in known.items()})
    have = given_numbers(connection, register)
    _bind_again(connection, register, given, have)
    missing = {number: each for number, each in given.items() if number not in have}
    if missing:
        run = new_id(connection, sa.insert(runs).values(register=register, reserved_at="", closed_at="restored",
                                                        based_on="", events="", mails=""))
        connection.execute(sa.insert(numbers), [
            {"register": register, "number": number, "kind": each.kind, "row_key": each.row_key,
             "state": NumberState.VOID, "run": run} for number, each in missing.items()])


def _bind_again(connection: sa.Connection, register: str, given: Mapping[str, GivenNumber],
                have: Mapping[str, GivenNumber]) -> None:
    """The tables hold one live request reference for a row."""
    asked = {each.row_key for each in have.values()
             if each.kind is NumberKind.REQUEST and each.state is not NumberState.VOID}
    again = [number for number, each in given.items() if number in have and each.state is NumberState.BOUND
             and (have[number].state, have[number].row_key) == (NumberState.VOID, each.row_key)
             and not (have[number].kind is NumberKind.REQUEST and each.row_key in asked)]
    for some in chunks(again):
        connection.execute(sa.update(numbers).where(numbers.c.register == register, numbers.c.number.in_(some))
                           .values(state=NumberState.BOUND))


def _move_counters(connection: sa.Connection, register: str, wanted: Mapping[str, int]) -> None:
    of_register = counters.c.register == register
    found = connection.execute(sa.select(counters.c.name, counters.c.last).where(of_register))
    stored = {line.name: line.last for line in found}
    if any(stored.get(name, 0) > last for name, last in wanted.items()):
        raise RegisterChanged("journal.numbers-taken")
    for name, last in wanted.items():
        if name not in stored:
            connection.execute(sa.insert(counters).values(register=register, name=name, last=last))
        elif stored[name] != last:
            connection.execute(sa.update(counters).where(of_register, counters.c.name == name).values(last=last))


def _take_numbers(connection: sa.Connection, register: str, run: int, plan: Plan) -> None:
    """The tables refuse a number given before, and a second request reference for one row key."""
    kinds = kinds_of(plan.records)
    lines = [{"register": register, "number": number, "kind": kinds.get(number, NumberKind.OTHER), "row_key": row_key,
              "state": NumberState.RESERVED, "run": run} for number, row_key in plan.numbers.items()]
    try:
        if lines:
            connection.execute(sa.insert(numbers), lines)
    except sa.exc.IntegrityError as error:
        raise RegisterChanged("journal.numbers-taken") from error


def _drop_fallen(connection: sa.Connection, run: int, standing: Collection[str]) -> None:
    """Numbers and intents of rows that do not stand."""
    fallen = [key for key in _keys(connection, intents.c.key, intents.c.run == run) if key not in standing]
    for some in chunks(fallen):
        connection.execute(sa.delete(intents).where(intents.c.run == run, intents.c.key.in_(some)))
    void = [key for key in _keys(connection, numbers.c.row_key, numbers.c.run == run) if key not in standing]
    for some in chunks(void):
        connection.execute(sa.update(numbers).where(numbers.c.run == run, numbers.c.row_key.in_(some))
                           .values(state=NumberState.VOID))
    connection.execute(sa.update(numbers).where(numbers.c.run == run, numbers.c.state == NumberState.RESERVED)
                       .values(state=NumberState.BOUND))


def _keys(connection: sa.Connection, column: sa.Column[str], which: sa.ColumnElement[bool]) -> Sequence[str]:
    return connection.execute(sa.select(column).where(which)).scalars().all()


def _packed(meant: Mail | MailChange) -> dict[str, Any]:
    return {name: getattr(meant, name) for name in meant.__dataclass_fields__}


def _unpacked(line: dict[str, Any]) -> Mail:
    return Mail(**{**line, "covers": tuple(line["covers"])})


def _changed(line: dict[str, Any]) -> MailChange:
    return MailChange(line["key"], line["to"], tuple(line["without"]), tuple(line["rows"]))
