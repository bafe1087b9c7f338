"""The cells of a row that is taken back: what they say then, and which of them somebody has typed into since."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.runs import NOTES, RowChange
from rma_sheets.model.values import CellValue

from .cells import WRITABLE, from_stored, stored
from .taken_back import taken_back_finding
from .words import check_key, messages_text
from .world import World

_TIES = frozenset({"row_key", "request_ref", "rev", "synced_status"})
TAKEN_BACK = tuple(column for column in WRITABLE if column not in _TIES | NOTES)
"""Columns that get what stood there before: not what ties a row to the journal, nor the notes, which are made anew."""


def desired_cells(world: World, change: RowChange, record: RowRecord, detail: Detail,
                  kept: Collection[str]) -> Mapping[str, CellValue]:
    """The engine's cells and the status as they stood before, `kept` columns aside, and why the row is left at that.

    A status that waits in its cell (the row is on hold) is the word of staff and no work of the run.
    """
    own, finding, label = world.own, taken_back_finding(world, 0, record, detail), world.vocabulary.label
    desired: dict[str, CellValue] = {column: from_stored(column, change.cells_before.get(column, ""))
                                     for column in TAKEN_BACK if column not in kept}
    if detail.last_mail != Detail.load(change.after.detail).last_mail:
        desired["last_mail"] = detail.last_mail or None
    if change.cells_after.get("status", "") == label("status", change.after.status.value):
        desired["status"] = label("status", record.status.value)
    else:
        desired.pop("status", None)
    return desired | {
        "check": label("check", check_key((finding,))), "messages": messages_text((finding,), own),
        "next_step": own.say("next.taken_back"), "synced_status": record.status.value, "rev": record.rev}


def typed_since(world: World, change: RowChange, position: int) -> Iterator[str]:
    """Columns of the run in which stands something else than it left there."""
    for column in TAKEN_BACK:
        before, after = change.cells_before.get(column, ""), change.cells_after.get(column, "")
        if before != after and column in world.tab.columns and stored(world.tab.cell(position, column)) != after:
            yield column
