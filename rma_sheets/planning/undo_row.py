"""One row of a run that is taken back: what the journal keeps of it, and the line that tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rma_sheets.model.findings import Finding
from rma_sheets.model.plan import CellWrite, Event, Note
from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.runs import RowChange, RunMemory
from rma_sheets.model.snapshot import RowRef
from rma_sheets.model.states import OPEN, Status

from .cells import ENGINE_COLUMNS, cell_writes, row_after, said_in
from .stands import with_own_words
from .taken_back import mark_of
from .undo_cells import TAKEN_BACK, desired_cells, typed_since
from .undo_mails import taken_back_mail
from .world import World

Move = tuple[str, Status | None, Status]


@dataclass(frozen=True, slots=True)
class Undone:
    """One row that goes back; `row` is its number in the sheet, `move` its key with both statuses."""

    row: int
    record: RowRecord
    writes: tuple[CellWrite, ...]
    cells: Mapping[str, str]
    move: Move
    event: Event
    note: Note
    typed: tuple[Finding, ...]


def undone_row(world: World, change: RowChange, position: int, memory: RunMemory) -> Undone:
    """The row as the run found it; one that it saw first is a request that nobody has looked at."""
    after, tab, row = change.after, world.tab, world.tab.sheet_row(position)
    kept = tuple(typed_since(world, change, position))
    given = next((number for number, key in memory.numbers.items() if key == after.key), "")
    record, detail = _record(world, change, position, memory)
    desired = desired_cells(world, change, record, detail, kept)
    writes = cell_writes(tab, RowRef("returns", position, after.key), desired)
    there = row_after(tab, position, writes)
    said = said_in(world.layout, there)
    record = replace(record, facts=world.layout.facts(there), seen=world.layout.seen(there)).with_detail(
        replace(detail, written={column: said[column] for column in ENGINE_COLUMNS if column in said}))
    return Undone(
        row, record, writes, said, move=(after.key, after.status, record.status),
        event=Event(after.key, "undone", {
            "to": record.status.value, "run": str(memory.line.run), "rma_number": given}),
        note=Note("~", row, after.reference, _told(world, change, record, writes, given)),
        typed=tuple(Finding("undo-cell-typed", row=row, column=column, key=after.key,
                            header=tab.headers.get(column, column)) for column in kept))


def _record(world: World, change: RowChange, position: int, memory: RunMemory) -> tuple[RowRecord, Detail]:
    """What the journal keeps, but for its fingerprints; the clock decides nothing of such a row."""
    before, after = change.before, change.after
    status, last = before.status if before else Status.REQUESTED, Detail.load(after.detail)
    detail = Detail.load(before.detail) if before else Detail(
        first_seen=last.first_seen, moved={"requested": world.today.isoformat()})
    rma, _ = world.parsed(position)
    record = replace(before or RowRecord(after.key, request_ref=after.request_ref, units=after.units), status=status,
                     rev=after.rev + 1, identity=after.identity, basis=world.basis if status in OPEN else "",
                     wake_on=None, deleted=False)
    said = detail if taken_back_mail(memory, after.key) else last
    record, detail = with_own_words(world, position, after, record, replace(
        detail, told=said.told, stands_for=said.stands_for))
    return record, replace(detail, remarks=(), taken_back=mark_of(world, rma, status, memory.line.run),
                           last_mail=_last_mail(world, detail.last_mail, last.last_mail, memory, after.key))


def _last_mail(world: World, before: str, now: str, memory: RunMemory, key: str) -> str:
    """The column tells what is out: it goes back only where it speaks of a mail that is taken back."""
    mail = taken_back_mail(memory, key)
    spoken = mail is not None and now.startswith(world.own.say(f"console.notice.{mail.notice}"))
    return before if spoken else now


def _told(world: World, change: RowChange, record: RowRecord, writes: tuple[CellWrite, ...], given: str) -> str:
    """The line of the report: the status where it moves, else the columns."""
    say, label = world.own.say, world.vocabulary.label
    if change.after.status is not record.status:
        return say("undo.row", before=label("status", change.after.status.value),
                   after=label("status", record.status.value), number=given)
    columns = [world.tab.headers[write.column] for write in writes if write.column in TAKEN_BACK]
    return say("undo.cells", columns=", ".join(columns), number=given)
