"""Finishing a planned row: the engine cells it should hold, the writes, and the record that remembers them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from rma_sheets.model.plan import CellWrite, Mail
from rma_sheets.model.record import RowRecord
from rma_sheets.model.snapshot import RowRef
from rma_sheets.model.states import Status
from rma_sheets.model.values import CellValue, canonical

from .cells import ENGINE_COLUMNS, cell_writes, from_stored, row_after, said_in, stored
from .last_mail import last_mail, shown_mail
from .mails import unheard_notice
from .planned import RowPlan
from .stand import ship_by
from .stands import stands_for
from .told import told_after
from .words import check_key, messages_text, next_step
from .world import World


@dataclass(frozen=True, slots=True)
class FinishedRow:
    """A row with its writes; `record` is what the journal keeps once they are made, `cells` what the row then says."""

    row: RowPlan
    record: RowRecord
    writes: tuple[CellWrite, ...]
    cells: Mapping[str, str]
    needs_person: bool

    @property
    def changed(self) -> bool:
        """Whether the journal has anything new to keep."""
        return self.row.before != self.record


def finish_row(world: World, row: RowPlan, mail: Mail | None, withdrawn: Collection[str] = ()) -> FinishedRow:
    """Bring the row's cells to what they should be; `mail` is the one its customer gets in this pass, `withdrawn` the
    keys of those that they will not get after all.

    `last_sync` moves only when something else does, or where it is an older one: nothing goes back in the journal.
    """
    tab, position = world.tab, row.position
    latest = last_mail(world, row, mail, withdrawn)
    desired = _desired(world, row, shown_mail(world, row, mail, withdrawn) or latest)
    ref = RowRef("returns", position, row.record.key)
    writes = cell_writes(tab, ref, desired)
    desired["last_sync"] = tab.cell(position, "last_sync")
    if writes or stored(desired["last_sync"]) < row.detail.written.get("last_sync", ""):
        desired["last_sync"] = canonical(world.now.replace(second=0, microsecond=0, tzinfo=None))
        writes += cell_writes(tab, ref, {"last_sync": desired["last_sync"]})
    written = {column: stored(desired[column]) for column in ENGINE_COLUMNS
               if column in tab.columns and desired[column] is not None}
    after = row_after(tab, position, writes)
    record = replace(row.record, seen=world.layout.seen(after)).with_detail(
        replace(row.detail, written=written, last_mail=latest, unheard=unheard_notice(row),
                told=told_after(world, row, mail), stands_for=stands_for(row, mail)))
    return FinishedRow(row, record, writes, said_in(world.layout, after), _needs_person(world, row))


def _desired(world: World, row: RowPlan, mail: str) -> dict[str, CellValue]:
    record, label, decided = row.record, world.vocabulary.label, row.detail.decision
    day = _due(world, row)
    cells: dict[str, CellValue] = {
        "request_ref": record.request_ref,
        "rma_number": record.rma_number or None,
        "check": label("check", check_key(row.findings)),
        "messages": messages_text(row.findings, world.own) or None,
        "next_step": _next_step(world, row) or None,
        "due": day,
        "eligibility": label("eligibility", decided.get("eligibility", "")) or None,
        "matched_rule": decided.get("matched_rule") or None,
        "why": decided.get("why") or None,
        "window_end": from_stored("window_end", decided.get("window_end", "")),
        "matched_order": decided.get("matched_order") or None,
        "return_cost": label("payer", decided.get("return_cost", "")) or None,
        "restocking_fee": from_stored("restocking_fee", decided.get("restocking_fee", "")),
        "parcel_id": record.parcel_id or None,
        "label": _label(world, record),
        "last_mail": mail or None,
        "row_key": record.key,
        "rev": record.rev,
        "synced_status": record.status.value,
    }
    if not row.status_waits:
        cells["status"] = label("status", record.status.value)
    return cells


def _label(world: World, record: RowRecord) -> CellValue:
    return world.settings.label_path(record.parcel_id) if record.authorized else None


def _due(world: World, row: RowPlan) -> CellValue:
    return ship_by(row.walk.stand, world.settings) if row.record.status is Status.APPROVED else None


def _next_step(world: World, row: RowPlan) -> str:
    if row.detail.taken_back:
        return world.own.say("next.taken_back")
    return next_step(row.record.status, row.rma, world.tab.headers, world.own)


def _needs_person(world: World, row: RowPlan) -> bool:
    return check_key(row.findings) == "error" or bool(_next_step(world, row))
