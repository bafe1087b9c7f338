"""The journal's counters held against the numbers that stand in the sheet, as after an older journal was put back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rma_sheets.model.given_numbers import NumberKind
from rma_sheets.model.rowkeys import key_number

from .cells import stored
from .numbering import PARCEL_FORMAT, counted_as, counter_of
from .world import World


def counters_of(world: World) -> Mapping[str, int]:
    """The journal's counters, at least as far as what the sheet shows."""
    counters = dict(world.view.counters)
    for position in range(len(world.tab.rows)):
        for name, number in _counted(world, position):
            counters[name] = max(counters.get(name, 0), number)
    return counters


def drawn_from(world: World) -> Mapping[str, int]:
    """The counters that today's numbers come from, none of them moved."""
    return {"key": 0, **{counter_of(kind, pattern, world.today): 0 for kind, _, pattern in _numbered(world)}}


def _numbered(world: World) -> Iterator[tuple[NumberKind, str, str]]:
    """What is numbered: kind, column and pattern."""
    yield NumberKind.RMA, "rma_number", world.settings.rma_format
    yield NumberKind.REQUEST, "request_ref", world.settings.request_format
    yield NumberKind.PARCEL, "parcel_id", PARCEL_FORMAT


def _counted(world: World, position: int) -> Iterator[tuple[str, int]]:
    tab = world.tab
    key = key_number(stored(tab.cell(position, "row_key")), world.view.register_id)
    if key is None:
        return
    yield "key", key
    for kind, column, pattern in _numbered(world):
        counted = counted_as(kind, stored(tab.cell(position, column)), pattern)
        if counted:
            yield counted
