"""Rows that are further on than the journal knows, as after an older journal was put back.

They are taken as the journal before knew them, or else as they stand in the sheet: key, number, status, and what the
engine wrote into them. Nobody is mailed, nothing is decided; the next pass goes on from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from rma_sheets.model.plan import Event, Plan
from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.rowkeys import key_number
from rma_sheets.model.runs import Cells
from rma_sheets.model.states import OPEN, RELEASED, Status

from .ahead import Ahead
from .cells import ENGINE_COLUMNS, said_in, stored
from .counters import counters_of
from .judge import judge
from .ledger import open_ledger
from .sameness import identity_of
from .strange_keys import numbers_in, owners_of, says_new_number
from .world import World

NOTHING: Mapping[str, tuple[RowRecord, Cells]] = {}
"""What is known where no journal was before."""

_AS_THEY_STAND = ("matched_rule", "why", "matched_order", "window_end", "restocking_fee")
_BY_LABEL = {"eligibility": "eligibility", "return_cost": "payer"}
"""Cells of a verdict: as text, and as a label of that list."""


def adopt_plan(world: World, given: Collection[str], past: Mapping[str, tuple[RowRecord, Cells]] = NOTHING) -> Plan:
    """Those rows as records; no cell is written. `given` are the numbers that the journal has, `past` what the journal
    before knew of rows (row key -> record, cells)."""
    before = {key: record for key, (record, _) in past.items()}
    remembered = {key: before[key] for key in _remembered(world, before)}
    found = {position: key for position, key in _ahead(world, remembered) if key not in remembered}
    records = [*remembered.values(), *(_record(world, position, key) for position, key in found.items())]
    cells = {key: past[key][1] for key in remembered}
    cells |= {key: said_in(world.layout, world.tab.rows[position]) for position, key in found.items()}
    numbers = {number: record.key for record in records for number in _numbers(record)
               if number not in given}
    return Plan(world.snapshot.register, world.snapshot.version, len(records), records=tuple(records),
                counters=counters_of(world), cells=cells, known_keys=len(world.view.rows), numbers=numbers,
                took_over=True,
                events=tuple(Event(record.key, "baseline", {
                    "status": record.status.value, "request_ref": record.request_ref, "rma_number": record.rma_number,
                    "deleted": str(int(record.deleted))}) for record in records))


def _remembered(world: World, past: Mapping[str, RowRecord]) -> Iterator[str]:
    """Rows that the journal before knew better than this one does, and at least as far as the sheet shows them."""
    shown: dict[str, int] = {}
    for position in range(len(world.tab.rows)):
        key, rev = (stored(world.tab.cell(position, column)) for column in ("row_key", "rev"))
        shown[key] = max(int(rev) if rev.isdigit() else 0, shown.get(key, 0))
    for key, record in past.items():
        known = world.view.rows.get(key)
        if record != known and record.rev >= max(known.rev if known else 0, shown.get(key, 0)):
            yield key


def _ahead(world: World, remembered: Mapping[str, RowRecord]) -> Iterator[tuple[int, str]]:
    """Rows with a key of this register that the journal has seen with a smaller `rev` or an earlier mail, or has not
    given beside a number that is nobody's yet: a copy whose key was counted up comes after its original."""
    owners = owners_of({**world.view.rows, **remembered})
    ahead, told = Ahead(world), set[str]()
    keys = ((stored(world.tab.cell(position, "row_key")), position) for position in range(len(world.tab.rows)))
    ours = ((number, position, key) for key, position in keys
            if (number := key_number(key, world.view.register_id)) is not None)
    for _, position, key in sorted(ours):
        if key not in told and _is_further(world, position, world.view.rows.get(key), owners, ahead):
            told.add(key)
            owners |= dict.fromkeys(numbers_in(world.tab, position), key)
            yield position, key


def _is_further(world: World, position: int, known: RowRecord | None, owners: Mapping[str, str], ahead: Ahead) -> bool:
    rev = stored(world.tab.cell(position, "rev"))
    if not rev.isdigit():
        return False
    if known is None:
        return says_new_number(world.tab, position, owners, world.settings)
    return int(rev) > known.rev or ahead.proves(position, known)


def _record(world: World, position: int, key: str) -> RowRecord:
    tab, known = world.tab, world.view.rows.get(key)
    said = said_in(world.layout, tab.rows[position])
    status = Status(said["synced_status"]) if said.get("synced_status") in set(Status) else Status.IN_REVIEW
    rma, parsed = world.parsed(position)
    record = RowRecord(
        key, int(said["rev"]), status, said.get("request_ref", ""), said.get("rma_number", ""),
        said.get("parcel_id", ""), identity_of(rma, frozenset(finding.column for finding in parsed)),
        world.seen_at(position), world.facts_at(position),
        world.basis if status in OPEN else "")
    units = known.units if known else judge(world, rma, parsed, record, open_ledger(world.view)).units
    told = Detail.load(known.detail).told if known else {}
    return replace(record, units=() if status in RELEASED else units).with_detail(_detail(world, said, status, told))


def _detail(world: World, said: Mapping[str, str], status: Status, told: Mapping[str, str]) -> Detail:
    """As the sheet says; what customers were told of it is not in the sheet."""
    decision = {column: said[column] for column in _AS_THEY_STAND if column in said}
    decision |= {column: world.vocabulary.key(name, said[column]) for column, name in _BY_LABEL.items()
                 if column in said}
    return Detail(first_seen=world.now.isoformat(timespec="seconds"), decision=decision,
                  moved={status.value: world.today.isoformat()}, last_mail=said.get("last_mail", ""), told=told,
                  written={column: said[column] for column in ENGINE_COLUMNS if column in said})


def _numbers(record: RowRecord) -> Iterator[str]:
    yield from filter(None, (record.rma_number, record.request_ref))
