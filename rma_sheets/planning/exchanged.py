"""Rows whose own columns were sorted while the engine's stayed behind: each says what staff had said in another one.

What somebody typed is theirs to move, so the row is the one whose words it holds, and the engine's cells follow it.
That is only believed where rows came round: each holds another's words, and its own stand in one of them too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

from rma_sheets.model.record import RowRecord

from .sameness import customer_at, customer_of, differs, request_at
from .world import World

COPY_AND_ORIGINAL = 2
"""A way of two may be a copy with its original; a longer one is none."""

SIGNS: tuple[tuple[Callable[[RowRecord], str], Callable[[World, int], str]], ...] = (
    (lambda record: record.facts, World.facts_at),
    (lambda record: record.identity, request_at),
    (customer_of, customer_at),
)
"""By what a record and a row are held to be the same: all that staff said, what it asks for, its customer and order."""


def find_exchanged(world: World, by_key: Mapping[str, Sequence[int]], keyless: Sequence[int]) -> Mapping[int, str]:
    """Position -> key of the rows that hold another row's words; no key for one whose words are a new request's."""
    moved = _moved(world, by_key)
    if not moved:       # as on nearly every pass
        return {}
    gone = frozenset(key for key in world.view.rows.keys() - by_key.keys() if not world.view.rows[key].deleted)
    claims = _claims(world, moved, keyless, gone)
    homes = {key: position for position, key in moved.items()}
    steps = {position: homes[key] for position, key in claims.items() if key in homes}
    found: dict[int, str] = {}
    for way in _ways(claims, steps):
        first, last = way[0], way[-1]
        if first in moved and _is_blank(world, last):
            found |= {position: claims.get(position, moved[first]) for position in way}
        elif steps.get(last) == first or claims.get(last) in gone or _ends_in_new(world, way, moved):
            found |= {position: claims.get(position, "") for position in way}
    return found | {copy: found[first] for first, key in moved.items() if first in found for copy in by_key[key]}


def _ends_in_new(world: World, way: Sequence[int], moved: Mapping[int, str]) -> bool:
    """Whether the words at the end are a new row's: one without a key took part, and is not just a copy of words that
    were corrected in their place."""
    return way[0] not in moved and (len(way) > COPY_AND_ORIGINAL or differs(world, way[0], way[-1]))


def _moved(world: World, by_key: Mapping[str, Sequence[int]]) -> Mapping[int, str]:
    """Position -> key of the rows in which staff's cells are not what they were; copies that are alike count as one."""
    known, facts_at = world.view.rows, world.facts_at
    single = ((positions[0], key) for key, positions in by_key.items()
              if len(positions) == 1 or len(set(map(facts_at, positions))) == 1)
    return {position: key for position, key in single if world.seen_at(position) != known[key].seen
            and facts_at(position) != known[key].facts}


def _is_blank(world: World, position: int) -> bool:
    """Whether the words of that row moved up, and none came in their place."""
    return not world.layout.asks(world.tab.rows[position])


def _claims(world: World, moved: Mapping[int, str], keyless: Sequence[int], gone: Collection[str]) -> Mapping[int, str]:
    """Position -> key of the row whose words it holds: one that moved, or one that is `gone` from the sheet."""
    claims: dict[int, str] = {}
    for sign_of_record, sign_of_row in SIGNS:
        for places in (moved, keyless):     # a copy without a key is not asked where the row itself is found
            keys = {*moved.values(), *(gone if places is moved and sign_of_record is not customer_of else ())}
            left = {key: sign_of_record(world.view.rows[key]) for key in keys.difference(claims.values())}
            claims |= _matched(left, [at for at in places if at not in claims], partial(sign_of_row, world))
    return {position: key for position, key in claims.items() if moved.get(position) != key}


def _matched(signs: Mapping[str, str], positions: Iterable[int], sign_of: Callable[[int], str]) -> dict[int, str]:
    """Position -> key with the same sign, where one row and one position have it."""
    found = {position: sign_of(position) for position in positions}
    keys, places = Counter(signs.values()), Counter(found.values())
    owner = {sign: key for key, sign in signs.items() if sign and keys[sign] == 1}
    return {position: owner[sign] for position, sign in found.items() if sign in owner and places[sign] == 1}


def _ways(claims: Mapping[int, str], steps: Mapping[int, int]) -> Sequence[Sequence[int]]:
    """From each position to where its words stood, and on from there: those that end somewhere, then those that come
    round. No two come to the same place."""
    ways, seen = [], set[int]()
    for start in (*(claims.keys() - set(steps.values())), *steps):
        if start in seen:
            continue
        way = [start]
        while (following := steps.get(way[-1], start)) != start:
            way.append(following)
        seen.update(way)
        ways.append(way)
    return ways
