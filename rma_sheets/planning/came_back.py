"""Rows that came back without their key: which new row of the sheet is which lost row of the journal.

An older file was put back, a row was cut and pasted, a hidden cell was cleared. Nothing here makes a row of a copy
whose original is in the sheet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from rma_sheets.model.record import RowRecord
from rma_sheets.model.states import FINISHED

from .cells import stored
from .identity import Identified
from .sameness import request_at
from .world import World


def carries_our_cells(world: World, position: int) -> bool:
    """Whether a row without a usable key brings cells that only the engine fills: it was copied from somewhere."""
    return any(world.tab.cell(position, column) is not None for column in ("row_key", "request_ref", "synced_status"))


def has_a_left_status(world: World, position: int) -> bool:
    """Whether the status beside words that came here is that of the row before: nobody picked it for these."""
    status, left = (stored(world.tab.cell(position, column)) for column in ("status", "synced_status"))
    return world.vocabulary.key("status", status) == left


def restored_rows(world: World, found: Identified) -> Mapping[int, str]:
    """Position -> key. The reference decides, then all that staff own, then what makes a request the same request.

    Of rows that are alike, those with a number come first, so that none is given a second one.
    """
    present = {*found.known.values(), *found.unclear, *found.sealed.values()}
    lost = sorted((record for key, record in world.view.rows.items() if key not in present),
                  key=lambda record: (record.deleted, not record.rma_number, record.key))
    if not lost:
        return {}
    rows = [position for position in found.new if position not in found.copied]
    identities = {position: request_at(world, position) for position in rows}
    out: dict[int, str] = {}
    for sign_of_record, sign_of_row in _signs(world, identities):
        waiting: dict[str, list[str]] = defaultdict(list)
        for record in lost:
            if record.key not in out.values():
                waiting[sign_of_record(record)].append(record.key)
        for position in rows:
            sign = sign_of_row(position)
            if position not in out and sign and waiting[sign]:
                out[position] = waiting[sign].pop(0)
    return out


def _signs(world: World, identities: Mapping[int, str]) -> tuple[
        tuple[Callable[[RowRecord], str], Callable[[int], str]], ...]:
    """By what a lost record and a row are held to be the same, the surest first."""
    return (
        (lambda record: record.request_ref, lambda position: _own(world, position, "request_ref")),
        (lambda record: record.rma_number, lambda position: _own(world, position, "rma_number")),
        (lambda record: "" if _is_over(record) else record.identity and record.own_facts,
         lambda position: identities[position] and world.facts_at(position)),
        (lambda record: "" if _is_over(record) else record.identity, lambda position: identities[position]),
    )


def _is_over(record: RowRecord) -> bool:
    """Whether it was finished and cleared away: the same words ask anew, for another piece."""
    return record.deleted and record.status in FINISHED


def _own(world: World, position: int, column: str) -> str:
    """The row's reference or number; one beside a foreign key was given by another register."""
    return "" if world.tab.cell(position, "row_key") else stored(world.tab.cell(position, column))
