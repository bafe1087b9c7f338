"""Taking one run back: the cells it wrote get what stood there before, where nobody has typed since.

The row is then as the run found it, and stays so until somebody changes it, its order or the rules: the next pass
would otherwise decide the same again. Keys and request references stay, numbers that were given are void for ever, and
what was mailed is out. A row is taken back as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rma_sheets.model.delivery import CHANGEABLE, MailState
from rma_sheets.model.findings import Finding
from rma_sheets.model.mailaddress import mask
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.plan import CellWrite, Event, MailChange, Note, Plan
from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.runs import RowChange, RunMemory
from rma_sheets.model.snapshot import RowRef
from rma_sheets.model.states import OPEN, Status
from rma_sheets.model.values import CellValue

from .cells import ENGINE_COLUMNS, WRITABLE, cell_writes, from_stored, row_after, said_in, stored
from .world import World

KEPT_COLUMNS = frozenset({"row_key", "request_ref", "rev", "synced_status", "last_sync"})
"""What ties a row to the journal is not taken back."""

OUT = (MailState.DONE, MailState.UNKNOWN, MailState.IN_DATA)


@dataclass(frozen=True, slots=True)
class _Undone:
    """One row that goes back."""

    record: RowRecord
    writes: tuple[CellWrite, ...]
    cells: Mapping[str, str]
    event: Event
    note: Note
    typed: tuple[Finding, ...]


def undo_plan(world: World, memory: RunMemory) -> Plan:
    """What takes that run back. Rows and cells that stay as they are come with a finding that says why."""
    places = _places(world)
    undone: list[_Undone] = []
    findings: list[Finding] = []
    for change in memory.rows:
        found = places.get(change.after.key, [])
        why = _stays(world, change, found)
        if why:
            findings.append(Finding(why, row=world.tab.sheet_row(found[0]) if found else 0, key=change.after.key,
                                    facts={"reference": change.after.rma_number or change.after.request_ref}))
        else:
            undone.append(_undone(world, change, found[0], memory))
    keys = {each.record.key for each in undone}
    return Plan(
        world.snapshot.register, world.snapshot.version, len(memory.rows),
        writes=tuple(write for each in undone for write in each.writes),
        records=tuple(each.record for each in undone), events=tuple(each.event for each in undone),
        mail_changes=tuple(_withdrawn(memory, undone)), notes=tuple(each.note for each in undone),
        findings=(*findings, *(finding for each in undone for finding in each.typed),
                  *_mails_out(world, memory, places, keys)),
        counters=world.view.counters, cells={each.record.key: each.cells for each in undone},
        void={number: key for number, key in memory.numbers.items() if key in keys},
        moves=tuple((each.record.key, change.after.status, each.record.status) for each, change in zip(
            undone, (one for one in memory.rows if one.after.key in keys), strict=True)),
        known_keys=len(world.view.rows))


def _places(world: World) -> Mapping[str, list[int]]:
    places: dict[str, list[int]] = {}
    for position in range(len(world.tab.rows)):
        places.setdefault(stored(world.tab.cell(position, "row_key")), []).append(position)
    return places


def _stays(world: World, change: RowChange, found: list[int]) -> str:
    """Why a row is left as it is, as the code of a finding; empty where it goes back."""
    if not change.latest:
        return "undo-changed-later"
    if change.before and change.before.rma_number and not change.after.rma_number:
        return "undo-number-void"       # the run took that number back itself
    if len(found) != 1 or change.after.deleted or found[0] in world.tab.sealed:
        return "undo-row-gone"
    picked = stored(world.tab.cell(found[0], "status")) != change.cells_after.get("status", "")
    return "undo-status-picked" if picked else ""


def _undone(world: World, change: RowChange, position: int, memory: RunMemory) -> _Undone:
    """The row as the run found it; one that it saw first is a request that nobody has looked at."""
    after, tab = change.after, world.tab
    status = change.before.status if change.before else Status.REQUESTED
    kept = tuple(_typed_since(world, change, position))
    given = next((number for number, key in memory.numbers.items() if key == after.key), "")
    desired: dict[str, CellValue] = {
        column: from_stored(column, change.cells_before.get(column, "")) for column in WRITABLE
        if column not in KEPT_COLUMNS and column not in kept}
    desired |= {"status": world.vocabulary.label("status", status.value), "synced_status": status.value,
                "rev": after.rev + 1}
    writes = cell_writes(tab, RowRef("returns", position, after.key), desired)
    row = row_after(tab, position, writes)
    said = said_in(world.layout, row)
    detail = Detail.load(change.before.detail) if change.before else Detail(
        first_seen=Detail.load(after.detail).first_seen, moved={"requested": world.today.isoformat()})
    record = replace(
        change.before or RowRecord(after.key, request_ref=after.request_ref, units=after.units), status=status,
        rev=after.rev + 1, identity=after.identity, facts=world.layout.facts(row), seen=world.layout.seen(row),
        basis=world.basis if status in OPEN else "", wake_on=_later(world, change),
    ).with_detail(replace(detail, written={column: said[column] for column in ENGINE_COLUMNS if column in said}))
    label, number = world.vocabulary.label, after.rma_number or after.request_ref
    note = Note("~", tab.sheet_row(position), number, world.own.say(
        "undo.row", before=label("status", after.status.value), after=label("status", status.value), number=given))
    return _Undone(record, writes, said, Event(after.key, "undone", {
        "to": status.value, "run": str(memory.line.run), "rma_number": given}), note, tuple(
        Finding("undo-cell-typed", row=tab.sheet_row(position), column=column, key=after.key,
                header=tab.headers.get(column, column)) for column in kept))


def _typed_since(world: World, change: RowChange, position: int) -> Iterator[str]:
    """Columns of the run in which stands something else than it left there."""
    for column in WRITABLE:
        if column in KEPT_COLUMNS or change.cells_before.get(column, "") == change.cells_after.get(column, ""):
            continue
        if column in world.tab.columns and stored(world.tab.cell(position, column)) != change.cells_after.get(
                column, ""):
            yield column


def _later(world: World, change: RowChange) -> date | None:
    """The clock wakes it as before, and not on the day on which it was taken back."""
    wake = change.before.wake_on if change.before else None
    return max(wake, world.today + timedelta(days=1)) if wake else None


def _withdrawn(memory: RunMemory, undone: list[_Undone]) -> Iterator[MailChange]:
    """Mails of the run that are not out speak no more of the rows that go back: one change for each such row."""
    references = {each.record.key: each.record.request_ref for each in undone}
    for mail in memory.mails:
        if mail.state in CHANGEABLE:
            for key in (key for key in map(row_of, mail.covers) if key in references):
                yield MailChange(mail.key, without=(references[key],), rows=(key,))


def _mails_out(world: World, memory: RunMemory, places: Mapping[str, list[int]],
               keys: set[str]) -> Iterator[Finding]:
    for mail in memory.mails:
        for key in (key for key in map(row_of, mail.covers) if mail.state in OUT and key in keys):
            yield Finding("undo-mail-out", row=world.tab.sheet_row(places[key][0]), key=key, facts={
                "notice": world.own.say(f"console.notice.{mail.notice}"), "to": mask(mail.to)})
