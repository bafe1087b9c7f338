"""Rows that somebody typed over with another request before they had a number: each is a new request.

Its reference was told to another customer, so the old request is gone like one whose row was deleted. A row that has
its number, or is finished, stays what it is and says what happened (`whose.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rma_sheets.model.states import OPEN

from .exchanged import moved_rows
from .stands import is_surely_another
from .world import World


def find_typed_over(world: World, by_key: Mapping[str, Sequence[int]]) -> Mapping[int, str]:
    """Position -> no key, for each of those rows."""
    known = world.view.rows
    return {position: "" for position, key in moved_rows(world, by_key).items()
            if len(by_key[key]) == 1 and not known[key].rma_number and known[key].status in OPEN
            and is_surely_another(world, position, known[key])}
