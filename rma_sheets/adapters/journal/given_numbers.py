"""Counters and numbers in the tables. A number is taken for ever, whatever becomes of the run that took it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from rma_sheets.errors import RegisterChanged
from rma_sheets.model.given_numbers import GivenNumber, NumberKind, NumberState, kinds_of, states_after
from rma_sheets.model.plan import Plan

from .codec import chunks, given_number, new_id
from .schema import counters, numbers, runs


def known(connection: sa.Connection, register: str) -> dict[str, GivenNumber]:
    """Every number that was ever given."""
    wanted = (numbers.c.number, numbers.c.kind, numbers.c.row_key, numbers.c.state)
    found = connection.execute(sa.select(*wanted).where(numbers.c.register == register))
    return {number: given_number(kind, key, state) for number, kind, key, state in found}


def move_counters(connection: sa.Connection, register: str, wanted: Mapping[str, int]) -> None:
    """Raises RegisterChanged where one of them is further already."""
    stored = _counted(connection, register)
    if any(stored.get(name, 0) > last for name, last in wanted.items()):
        raise RegisterChanged("journal.numbers-taken")
    for name, last in wanted.items():
        if name not in stored:
            connection.execute(sa.insert(counters).values(register=register, name=name, last=last))
        elif stored[name] != last:
            connection.execute(sa.update(counters).where(
                counters.c.register == register, counters.c.name == name).values(last=last))


def take(connection: sa.Connection, register: str, run: int, plan: Plan) -> None:
    """The numbers of a plan, for that run. Raises RegisterChanged for a number given before, and for a second request
    reference for one row key, which the tables refuse."""
    kinds = kinds_of(plan.records)
    lines = [{"register": register, "number": number, "kind": kinds.get(number, NumberKind.OTHER), "row_key": row_key,
              "state": NumberState.RESERVED, "run": run} for number, row_key in plan.numbers.items()]
    try:
        if lines:
            connection.execute(sa.insert(numbers), lines)
    except sa.exc.IntegrityError as error:
        raise RegisterChanged("journal.numbers-taken") from error


def settle(connection: sa.Connection, run: int, standing: Collection[str]) -> None:
    """The numbers of a run that is over: bound where their row stands in the sheet, else void."""
    keys = connection.execute(sa.select(numbers.c.row_key).where(numbers.c.run == run)).scalars()
    for some in chunks([key for key in keys if key not in standing]):
        connection.execute(sa.update(numbers).where(numbers.c.run == run, numbers.c.row_key.in_(some))
                           .values(state=NumberState.VOID))
    connection.execute(sa.update(numbers).where(numbers.c.run == run, numbers.c.state == NumberState.RESERVED)
                       .values(state=NumberState.BOUND))


def take_back(connection: sa.Connection, register: str, void: Mapping[str, str], standing: Collection[str]) -> None:
    """Numbers of rows that stand without them from now on (number -> row key)."""
    _mark(connection, register, [number for number, key in void.items() if key in standing], NumberState.VOID)


def go_on_after(connection: sa.Connection, register: str, counted: Mapping[str, int],
                given: Mapping[str, GivenNumber]) -> None:
    """Counters are at least as far as those; numbers that this journal does not have are taken, for nobody; those that
    it has follow what is said of them (`states_after`)."""
    stored = _counted(connection, register)
    move_counters(connection, register, {name: max(last, stored.get(name, 0)) for name, last in counted.items()})
    have = known(connection, register)
    after = states_after(have, given)
    for state in (NumberState.VOID, NumberState.BOUND):
        _mark(connection, register, [number for number, each in after.items() if each is state], state)
    missing = {number: each for number, each in given.items() if number not in have}
    if missing:
        run = new_id(connection, sa.insert(runs).values(register=register, reserved_at="", closed_at="restored",
                                                        based_on="", events="", mails=""))
        connection.execute(sa.insert(numbers), [
            {"register": register, "number": number, "kind": each.kind, "row_key": each.row_key,
             "state": NumberState.VOID, "run": run} for number, each in missing.items()])


def _counted(connection: sa.Connection, register: str) -> Mapping[str, int]:
    found = connection.execute(sa.select(counters.c.name, counters.c.last).where(counters.c.register == register))
    return {line.name: line.last for line in found}


def _mark(connection: sa.Connection, register: str, chosen: Sequence[str], state: NumberState) -> None:
    for some in chunks(chosen):
        connection.execute(sa.update(numbers).where(numbers.c.register == register, numbers.c.number.in_(some))
                           .values(state=state))
