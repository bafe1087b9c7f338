"""Rows whose own columns were sorted while the engine's stayed behind: each says what staff had said in another one.

What somebody typed is theirs to move, so the row is the one whose words it holds, and the engine's cells follow it.
That is only believed where rows came round: each holds another's words, and its own stand in one of them too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from rma_sheets.model.record import Detail

from .sameness import customer_at, differs, request_at
from .world import World

AT_LEAST = 2
"""So many rows are also a copy with its original."""

Sign = Callable[[int], str]
"""Of a position: what it is known by."""


def find_exchanged(world: World, by_key: Mapping[str, Sequence[int]], keyless: Sequence[int]) -> Mapping[int, str]:
    """Position -> key of the rows that hold another row's words, and nothing for one in whose place a new row came to
    stand with them."""
    moved = _moved(world, by_key)
    if not moved:       # as on nearly every pass
        return {}
    claims = _claims(world, moved, keyless)
    homes = {key: position for position, key in moved.items()}
    steps = {position: homes[key] for position, key in claims.items()}
    found: dict[int, str] = {}
    for way in _ways(steps):
        last = claims.get(way[-1]) or _last(world, way, moved)
        if last is not None:
            found.update((position, claims.get(position, last)) for position in way)
    return found


def _last(world: World, way: Sequence[int], moved: Mapping[int, str]) -> str | None:
    """Whose the words at the end of a way are, which nobody said before; None where that is unclear.

    Nobody's where a new row took part, unless it may be a copy of words that were then corrected in their place; the
    first row's where they name its customer.
    """
    if way[0] not in moved:
        return "" if len(way) > AT_LEAST or differs(world, way[0], way[-1]) else None
    first = moved[way[0]]
    told = Detail.load(world.view.rows[first].detail).told.get("to")
    return first if told and told == customer_at(world, way[-1]) else None


def _moved(world: World, by_key: Mapping[str, Sequence[int]]) -> Mapping[int, str]:
    """Position -> key of the rows in which staff's cells are not what they were."""
    known = world.view.rows
    single = ((positions[0], key) for key, positions in by_key.items() if len(positions) == 1)
    return {position: key for position, key in single if world.seen_at(position) != known[key].seen
            and world.layout.facts(world.tab.rows[position]) != known[key].facts}


def _claims(world: World, moved: Mapping[int, str], keyless: Sequence[int]) -> Mapping[int, str]:
    """Position -> key of the moved row whose words it holds; by all that staff said, else by what it asks for."""
    rows, records = world.tab.rows, {key: world.view.rows[key] for key in moved.values()}
    claims = _matched({key: record.facts for key, record in records.items()}, (*moved, *keyless),
                      lambda position: world.layout.facts(rows[position]))
    left = [key for key in records if key not in claims.values()]
    claims |= _matched({key: records[key].identity for key in left}, [at for at in moved if at not in claims],
                       lambda position: request_at(world, position))
    return {position: key for position, key in claims.items() if moved.get(position) != key}


def _matched(signs: Mapping[str, str], positions: Iterable[int], sign_of: Sign) -> dict[int, str]:
    """Position -> key with the same sign, where one row and one position have it."""
    found = {position: sign_of(position) for position in positions}
    keys, places = Counter(signs.values()), Counter(found.values())
    owner = {sign: key for key, sign in signs.items() if sign and keys[sign] == 1}
    return {position: owner[sign] for position, sign in found.items() if sign in owner and places[sign] == 1}


def _ways(steps: Mapping[int, int]) -> Sequence[Sequence[int]]:
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
