"""The plan of one pass: rows that changed are planned one by one, the rest cost one fingerprint each.

Order matters and is fixed: new rows that are finished already, then rows that are under way, then open requests in the
order in which they were first seen, then new rows in the order of the sheet. So sorting the sheet never changes who was
there first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from rma_sheets.model.findings import Finding
from rma_sheets.model.plan import Event, Plan
from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Snapshot
from rma_sheets.model.texts import Texts
from rma_sheets.model.vocabulary import Vocabulary

from .ahead import Ahead
from .desired import finish_row
from .followed import follow_notes, readdressed, unheard_again, withdrawn_mails, without_refusals
from .identity import Identified, identify
from .issue import Issuer
from .labels import labels_of, with_labels
from .mails import mail_of_row, mails_of
from .notes import events_of, notes_of, staff_notes
from .parcels import with_parcels
from .people import count_people, rows_aside
from .planned import RowPlan
from .policy_cells import policy_writes
from .rows import plan_rows, restored_keys
from .strange_keys import keys_in_the_way, rows_ahead
from .told import told_elsewhere
from .waiting import follow
from .world import World


def build_plan(snapshot: Snapshot, view: JournalView, *, settings: Settings, texts: Mapping[str, Texts],
               lists: Vocabulary, now: datetime, lost_labels: frozenset[str] = frozenset()) -> Plan:
    """What this pass would do. Pure: the same sheet, journal and moment give the same plan.

    `lost_labels` are parcels whose label should lie in its folder and does not. Longer than most functions, as it is
    one list: what each part of the plan is made of.
    """
    world = World(snapshot, view, settings, texts, lists, now, lost_labels)
    found = identify(world)
    issuer = Issuer(view, settings, world.today, keys_in_the_way(world.tab, (*found.new, *found.sealed)))
    rows = with_parcels(world, plan_rows(world, found, issuer), found, issuer)
    labels = labels_of(world, rows, found)
    mails = with_labels(mails_of(world, rows), labels)
    mailed = mail_of_row(mails)
    followed = follow(world, rows, found, mailed)
    rows = told_elsewhere(without_refusals(world, rows, followed), readdressed(followed))
    withdrawn = withdrawn_mails(followed)
    rows = unheard_again(rows, followed)
    finished = tuple(finish_row(world, row, mailed.get(row.record.key), withdrawn.get(row.record.key, ()))
                     for row in rows)
    aside = rows_aside(world, found)
    gone = _tombstones(view, found, restored_keys(rows))
    return Plan(
        register=snapshot.register, based_on=snapshot.version, rows=found.rows,
        writes=(*(write for each in finished for write in each.writes), *aside.writes, *policy_writes(world)),
        records=(*(each.record for each in finished if each.changed), *gone),
        events=(*(event for each in finished for event in events_of(each.row)),
                *(Event(record.key, "deleted", {"rma_number": record.rma_number}) for record in gone)),
        mails=mails, mail_changes=tuple(each.change for each in followed),
        withdrawn=sum(each.withdrawn for each in followed), labels=labels,
        findings=(*snapshot.findings, *world.policy_findings, *world.orders_findings,
                  *sorted((*(finding for row in rows for finding in row.findings), *aside.findings), key=_row),
                  *(_deleted(record) for record in gone)),
        notes=(*(note for row in rows for note in notes_of(world, row, mailed.get(row.record.key))),
               *staff_notes(world, mails), *follow_notes(world, followed)),
        counters=issuer.counters, numbers=issuer.numbers,
        moves=tuple((row.record.key, step.source, step.target) for row in rows for step in row.walk.steps
                    if step.source is not None),
        cells={each.record.key: each.cells for each in finished if each.changed},
        missing_keys=tuple(record.key for record in gone),
        known_keys=sum(1 for record in view.rows.values() if not record.deleted),
        people=count_people(world, found, {each.row.position: each.needs_person for each in finished}),
        needy=frozenset(each.row.record.key for each in finished if each.needs_person),
        foreign_rows=_in_sheet(world, _foreign(world, found)),
        ahead_rows=_in_sheet(world, _ahead(world, found, rows)))


def _in_sheet(world: World, positions: Iterable[int]) -> tuple[int, ...]:
    return tuple(map(world.tab.sheet_row, sorted(positions)))


def _ahead(world: World, found: Identified, rows: Iterable[RowPlan]) -> Collection[int]:
    """Rows that prove the journal to be an older one; a row that stands as the journal left it is not looked at."""
    known = ((row.position, row.before) for row in rows
             if row.before is not None and row.position in found.known and row.position not in found.strayed)
    return {*rows_ahead(world.tab, found.new, world.view, world.settings), *Ahead(world).rows(known)}


def _foreign(world: World, found: Identified) -> Collection[int]:
    """Rows of another journal; one whose first pass died has given keys and knows no row, so none counts.

    To a journal that is new, a request reference says the same as a key.
    """
    if world.view.rows:
        return found.foreign
    referred = (position for position in found.new if world.tab.cell(position, "request_ref") is not None)
    return () if world.view.counters else {*found.foreign, *referred}


def _tombstones(view: JournalView, found: Identified, back: frozenset[str]) -> tuple[RowRecord, ...]:
    """Rows that vanished from the sheet. Their numbers stay taken for ever."""
    return tuple(replace(view.rows[key], deleted=True) for key in found.missing
                 if key not in back)


def _row(finding: Finding) -> int:
    return finding.row


def _deleted(record: RowRecord) -> Finding:
    return Finding("row-deleted", key=record.key,
                   facts={"reference": record.reference})


