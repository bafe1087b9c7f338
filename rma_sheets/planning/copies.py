"""Which of several rows with one key is the row itself: the others were copied from it."""

from __future__ import annotations

from collections.abc import Sequence

from rma_sheets.model.record import RowRecord

from .sameness import differs, request_at
from .world import World


def likely_rows(world: World, positions: Sequence[int], record: RowRecord) -> Sequence[int]:
    """The positions that may be the row: as the journal saw it, or saying what staff said in it (a row that is told of
    its double is no more as it was); and those that ask for the same, for they may be it, edited. All where there is
    none, and where a single one is only told by what it asks for and the others ask for nearly the same.
    """
    sure = ([at for at in positions if world.seen_at(at) == record.seen]
            or [at for at in positions if world.facts_at(at) == record.facts])
    same = [at for at in positions if record.identity and request_at(world, at) == record.identity]
    if sure:
        return sorted({*sure, *same})
    apart = len(same) == 1 and all(differs(world, same[0], at) for at in positions if at != same[0])
    return same if apart else positions
