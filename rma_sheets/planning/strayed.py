"""Rows that no longer stand beside their own hidden cells: somebody sorted, or moved, only what is visible.

What a row says of itself, its own numbers, wins where it is not one row's word against another's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from rma_sheets.model.snapshot import Tab

from .strange_keys import numbers_in
from .world import World


def find_strayed(world: World, by_key: Mapping[str, Sequence[int]], keyless: Sequence[int],
                 owners: Mapping[str, str]) -> Mapping[int, str]:
    """Position -> key of the rows whose own numbers, all of them, are another row's, in whose place nobody stays; and
    nothing for those in such a place that have no numbers.

    A number that somebody typed into one row is not enough: its owner still stands where it belongs. Nor are numbers
    that left the words of their rows behind.
    """
    tab, view = world.tab, world.view
    bare = {position for position in keyless if tab.cell(position, "row_key") is None}
    others = [position for key, positions in (*by_key.items(), ("", bare)) for position in positions
              if tab.cell(position, "request_ref") not in (None, key and view.rows[key].request_ref)
              and not (key and view.rows[key].facts == world.facts_at(position))]
    if not others:      # as on nearly every pass
        return {}
    claims: dict[str, list[int]] = defaultdict(list)
    for position in others:
        said = {owners.get(number, "") for number in numbers_in(tab, position)}
        if len(said) == 1 and said != {""}:
            claims[said.pop()].append(position)
    going = {position: key for key, positions in claims.items()
             for position in _claimants(tab, positions, bare, lost=key not in by_key)}
    _keep_stuck(tab, by_key, going)
    evicted = [position for key in going.values() for position in by_key.get(key, ()) if position not in going]
    return {**going, **dict.fromkeys(evicted, "")}


def _keep_stuck(tab: Tab, by_key: Mapping[str, Sequence[int]], going: dict[int, str]) -> None:
    """Take out those in whose place a row stays that says numbers; and so on, where they stay themselves now."""
    beside = {position: key for key, positions in by_key.items() for position in positions}
    led: dict[str, list[int]] = defaultdict(list)
    for position, key in going.items():
        led[key].append(position)
    staying = [position for key in led for position in by_key.get(key, ()) if position not in going]
    while staying:
        stays = staying.pop()
        for position in led.pop(beside.get(stays, ""), ()) if numbers_in(tab, stays) else ():
            del going[position]
            staying.append(position)


def _claimants(tab: Tab, positions: Sequence[int], bare: Collection[int], *, lost: bool) -> Sequence[int]:
    """Those that are led to the key: a row, and copies of it with all that is hidden; a copy without it stays.

    None where the row has only lost its key (`lost`), or rows with different keys say the same number.
    """
    keyed = [position for position in positions if position not in bare]
    if not keyed:
        return () if lost or len(positions) > 1 else positions
    return keyed if len({tab.cell(position, "row_key") for position in keyed}) == 1 else ()


def led_back(by_key: Mapping[str, list[int]], keyless: list[int], strayed: Mapping[int, str]) -> tuple[
        Mapping[str, list[int]], list[int]]:
    """The positions under each key, and those without one, once each of those has its own again."""
    if not strayed:
        return by_key, keyless
    back: dict[str, list[int]] = defaultdict(list)
    for key, positions in (*by_key.items(), ("", keyless)):
        for position in positions:
            back[strayed.get(position, key)].append(position)
    return back, back.pop("", [])
