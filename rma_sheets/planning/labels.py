"""Which labels a pass makes: one for each parcel that got a number, is reminded or lost its file, with all its
authorized rows but those that hold other words than their own; those are on it once theirs are back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from rma_sheets.model.plan import Label, Mail
from rma_sheets.model.record import Detail, JournalView
from rma_sheets.model.settings import Settings
from rma_sheets.model.states import Status

from .context import customer_language, parcel_context
from .identity import Identified
from .orders import match
from .planned import RowPlan
from .stand import stand_of
from .told import is_of_another
from .walk import Walk
from .world import World


def labels_of(world: World, rows: Sequence[RowPlan], found: Identified) -> tuple[Label, ...]:
    """The labels to make, in the order of their first row."""
    parcels = dict.fromkeys(row.record.parcel_id for row in rows if _authorized_now(row))
    parcels |= dict.fromkeys(sorted(world.lost_labels))
    members = _members(world, rows, found, frozenset(parcels)) if parcels else {}
    return tuple(_label(world, sorted(members[parcel], key=lambda row: row.record.key))
                 for parcel in parcels if parcel in members)


def lost_labels(view: JournalView, settings: Settings, is_there: Callable[[str], bool]) -> frozenset[str]:
    """Parcels that wait to be shipped without their label: its template was broken, the pass died, somebody tidied up.

    `is_there` is asked for paths from the shop's folder.
    """
    return frozenset(parcel for parcel, path in awaited_labels(view, settings).items() if not is_there(path))


def awaited_labels(view: JournalView, settings: Settings) -> Mapping[str, str]:
    """Parcels that wait to be shipped -> where their label should lie, from the shop's folder."""
    return {record.parcel_id: settings.label_path(record.parcel_id) for record in view.rows.values()
            if record.status is Status.APPROVED and record.rma_number and not record.deleted
            and not record.is_elsewhere}


def with_labels(mails: Sequence[Mail], labels: Sequence[Label]) -> tuple[Mail, ...]:
    """The same mails; those that carry a label know all items of their parcel's label."""
    items = {label.parcel_id: label.context["items"] for label in labels}
    return tuple(replace(mail, context={**mail.context, "label_items": items[str(mail.context["parcel_id"])]})
                 if mail.attach_label and mail.context["parcel_id"] in items else mail for mail in mails)


def _authorized_now(row: RowPlan) -> bool:
    approved = any(step.target is Status.APPROVED for step in row.walk.steps)
    back = row.before is not None and row.before.is_elsewhere and not _says_another(row)
    return row.record.authorized and (approved or row.remind or (back and row.record.status is Status.APPROVED))


def _says_another(row: RowPlan) -> bool:
    """Whether the words in the row are not those of the return that it is."""
    return bool(row.detail.own_facts) or is_of_another(row)


def _label(world: World, members: Sequence[RowPlan]) -> Label:
    first = members[0]
    language = customer_language(world, first.rma, first.lines)
    return Label(first.record.parcel_id, world.settings.label_path(first.record.parcel_id), language,
                 parcel_context(world, members, language))


def _members(world: World, rows: Sequence[RowPlan], found: Identified,
             parcels: frozenset[str]) -> Mapping[str, list[RowPlan]]:
    """Authorized rows of those parcels: planned ones as planned, the others as the journal knows them."""
    members: dict[str, list[RowPlan]] = defaultdict(list)
    planned = {row.position for row in rows}
    for row in rows:
        if row.record.parcel_id in parcels and row.record.authorized and not _says_another(row):
            members[row.record.parcel_id].append(row)
    for position, key in found.known.items():
        record = world.view.rows[key]
        if position not in planned and record.parcel_id in parcels and record.authorized:
            members[record.parcel_id].append(as_planned(world, position, key))
    return members


def as_planned(world: World, position: int, key: str) -> RowPlan:
    """An unchanged row in the form of a planned one, so that documents can speak of it."""
    record = world.view.rows[key]
    rma, _ = world.parsed(position)
    detail = Detail.load(record.detail)
    walked = Walk(stand_of(record.status, detail))
    return RowPlan(position, rma, record, record, detail, walked, (), match(rma, world.book).lines)

