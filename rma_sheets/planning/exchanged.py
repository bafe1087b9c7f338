"""Rows whose own columns were sorted while the engine's stayed behind: each says what staff had said in another one.

What somebody typed is theirs to move, so the row is the one whose words it holds, and the engine's cells follow it.
That is only believed where rows came round: each holds another's words, and its own stand in one of them too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from rma_sheets.model.record import RowRecord

from .sameness import customer_at, customer_of, differs, request_at
from .world import World

COPY_AND_ORIGINAL = 2
"""A way of two may be a copy with its original; a longer one is none."""

SIGNS: tuple[tuple[Callable[[RowRecord], str], Callable[[World, int], str]], ...] = (
    (lambda record: record.own_facts, World.facts_at),
    (lambda record: record.identity, request_at),
    (customer_of, customer_at),
)
"""By what a record and a row are held to be the same: all that staff said, what it asks for, its customer and order."""


def find_exchanged(world: World, by_key: Mapping[str, Sequence[int]], keyless: Sequence[int]) -> Mapping[int, str]:
    """Position -> key of the rows that hold another row's words; no key for one whose words are a new request's."""
    moved = moved_rows(world, by_key)
    if not moved:       # as on nearly every pass
        return {}
    claims = _claims(world, moved, keyless)
    homes = {key: position for position, key in moved.items()}
    steps = {position: homes[key] for position, key in claims.items()}
    ways = (way for way in ways_of(steps) if steps.get(way[-1]) == way[0] or _ends_in_new(world, way, moved))
    found = {position: claims.get(position, "") for way in ways for position in way}
    return found | {copy: found[first] for first, key in moved.items() if first in found for copy in by_key[key]}


def _ends_in_new(world: World, way: Sequence[int], moved: Mapping[int, str]) -> bool:
    """Whether the words at the end are a new row's: one without a key took part, and is not just a copy of words that
    were corrected in their place."""
    return way[0] not in moved and (len(way) > COPY_AND_ORIGINAL or differs(world, way[0], way[-1]))


def moved_rows(world: World, by_key: Mapping[str, Sequence[int]]) -> Mapping[int, str]:
    """Position -> key of the rows in which staff's cells are not what they were; copies that are alike count as one."""
    known, facts_at = world.view.rows, world.facts_at
    single = ((positions[0], key) for key, positions in by_key.items()
              if len(positions) == 1 or len(set(map(facts_at, positions))) == 1)
    return {position: key for position, key in single
            if (world.seen_at(position) != known[key].seen or known[key].is_elsewhere)
            and facts_at(position) != known[key].own_facts}


def _claims(world: World, moved: Mapping[int, str], keyless: Sequence[int]) -> Mapping[int, str]:
    """Position -> key of the moved row whose words it holds."""
    records = {key: world.view.rows[key] for key in moved.values()}
    claims: dict[int, str] = {}
    for sign_of_record, sign_of_row in SIGNS:
        sure = sign_of_record is not customer_of    # who has another return of the same order is not that one
        for places in (moved, keyless) if sure else (moved,):   # of a row and its copy without a key, the row first
            taken = set(claims.values())
            left = {key: sign_of_record(record) for key, record in records.items() if key not in taken}
            claims |= matched(left, [at for at in places if at not in claims], partial(sign_of_row, world))
    return {position: key for position, key in claims.items() if moved.get(position) != key}


def matched(signs: Mapping[str, str], positions: Iterable[int], sign_of: Callable[[int], str]) -> dict[int, str]:
    """Position -> key with the same sign, where one row and one position have it."""
    found = {position: sign_of(position) for position in positions}
    keys, places = Counter(signs.values()), Counter(found.values())
    owner = {sign: key for key, sign in signs.items() if sign and keys[sign] == 1}
    return {position: owner[sign] for position, sign in found.items() if sign in owner and places[sign] == 1}


def ways_of(steps: Mapping[int, int]) -> Sequence[Sequence[int]]:
    """From each position to where its words stood, and on from there: those that end somewhere, then those that come
    round. No two come to the same place."""
    ways, seen = [], set[int]()
    for start in (*(steps.keys() - set(steps.values())), *steps):
        if start in seen:
            continue
        way = [start]
        while (following := steps.get(way[-1], start)) != start:
            way.append(following)
        seen.update(way)
        ways.append(way)
    return ways
