"""Taking one run back: the cells it wrote get what stood there before, where nobody has typed since.

The row is then as the run found it, and stays so until somebody changes it, its order or the rules: the next pass
would otherwise decide the same again. Keys and request references stay, numbers that were given are void for ever, and
what was mailed is out. A row is taken back as a whole or not at all. One that was taken in with the status it had (a
finished return of an old register) stays: nothing was decided of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rma_sheets.model.findings import Finding
from rma_sheets.model.mailkeys import row_of
from rma_sheets.model.plan import Plan
from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.runs import RowChange, RunMemory, changed_cells, only_noted
from rma_sheets.model.states import Status

from .cells import stored
from .identity import identify
from .people import count_people
from .undo_mails import count_withdrawn, mail_findings, withdrawn
from .undo_row import Undone, undone_row
from .world import World


def undo_plan(world: World, memory: RunMemory) -> Plan:
    """What takes that run back. Rows and cells that stay as they are come with a finding that says why."""
    places, keyless = _places(world), _keyless(world)
    undone: list[Undone] = []
    staying: list[Finding] = []
    for change in memory.rows:
        found = places.get(change.after.key, [])
        bare = [] if found else _carrying(keyless, change.after)
        why = _stays(world, change, found, bare)
        if why:
            row = next(map(world.tab.sheet_row, (*found, *bare)), 0)
            staying.append(Finding(why, row=row, key=change.after.key, facts={"reference": change.after.reference}))
        else:
            undone.append(undone_row(world, change, found[0], memory))
    back = {each.record.key: each.record.request_ref for each in undone}
    sheet = identify(world)
    return Plan(
        world.snapshot.register, world.snapshot.version, sheet.rows,
        writes=tuple(write for each in undone for write in each.writes),
        records=tuple(each.record for each in undone), events=tuple(each.event for each in undone),
        mail_changes=tuple(withdrawn(memory, back)), withdrawn=count_withdrawn(memory, back),
        notes=tuple(each.note for each in undone),
        findings=(*(finding for each in undone for finding in each.typed),
                  *mail_findings(world, memory, {each.record.key: each.row for each in undone}), *staying),
        counters=world.view.counters, cells={each.record.key: each.cells for each in undone},
        void={number: key for number, key in memory.numbers.items() if key in back},
        moves=tuple(each.move for each in undone if each.move[1] is not each.move[2]),
        known_keys=len(world.view.rows), undoes=memory.line.run, undoes_at=memory.line.at,
        people=count_people(world, sheet, {each.row - world.tab.first_row: True for each in undone}))


def is_left(memory: RunMemory) -> bool:
    """Whether the run did anything that may still go back: a row of which it only wrote a mail counts, too."""
    mailed = {row_of(key) for mail in memory.mails for key in mail.covers}
    return any(change.latest and (change.after.key in mailed or _decided(change)) and not _taken_in(change)
               for change in memory.rows)


def _decided(change: RowChange) -> bool:
    """Whether more was done than to notice that the row was gone, or there again."""
    before, after = change.before, change.after
    return before is None or not only_noted(replace(before, deleted=after.deleted), after,
                                            changed_cells(change.cells_before, change.cells_after))


def _taken_in(change: RowChange) -> bool:
    """Whether the row came with its status: every row that the engine decides of is a request first."""
    return change.before is None and Status.REQUESTED not in Detail.load(change.after.detail).moved


def _places(world: World) -> Mapping[str, list[int]]:
    places: dict[str, list[int]] = {}
    for position in range(len(world.tab.rows)):
        places.setdefault(stored(world.tab.cell(position, "row_key")), []).append(position)
    return places


def _keyless(world: World) -> Mapping[str, int]:
    """Number or request reference -> position of the row that carries it and has no key."""
    tab = world.tab
    rows = [position for position in range(len(tab.rows)) if not stored(tab.cell(position, "row_key"))]
    return {stored(tab.cell(position, column)): position for column in ("request_ref", "rma_number")
            for position in rows}


def _carrying(keyless: Mapping[str, int], record: RowRecord) -> list[int]:
    """The row without a key that is this one, as the next pass will find, too."""
    return [keyless[name] for name in (record.request_ref, record.rma_number) if name and name in keyless][:1]


def _stays(world: World, change: RowChange, found: list[int], bare: list[int]) -> str:
    """Why a row is left as it is, as the code of a finding; empty where it goes back. `found`: where its key stands;
    `bare`: where it stands without its key."""
    if _taken_in(change):
        return "undo-taken-in"
    if not change.latest:
        return "undo-again" if change.taken_back else "undo-changed-later"
    if len(found) != 1 or found[0] in world.tab.sealed:
        return "undo-row-waits" if bare else "undo-row-gone"
    if change.after.deleted:    # told as deleted, and put back since
        return "undo-row-waits"
    picked = stored(world.tab.cell(found[0], "status")) != change.cells_after.get("status", "")
    return "undo-status-picked" if picked else ""
