"""Rows that no longer stand beside their own hidden cells: somebody sorted, or moved, only what is visible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rma_sheets.model.record import JournalView
from rma_sheets.model.snapshot import Tab

from .strange_keys import numbers_in


def find_strayed(tab: Tab, by_key: Mapping[str, Sequence[int]], keyless: Sequence[int], view: JournalView,
                 owners: Mapping[str, str]) -> Mapping[int, str]:
    """Position -> key of the rows whose own numbers, all of them, are another row's, in whose place nobody stays; and
    nothing for those in such a place that have no numbers.

    A number that somebody typed into one row is not enough: its owner still stands where it belongs.
    """
    bare = {position for position in keyless if tab.cell(position, "row_key") is None}
    others = [position for key, positions in (*by_key.items(), ("", bare)) for position in positions
              if tab.cell(position, "request_ref") not in (None, key and view.rows[key].request_ref)]
    if not others:      # as on nearly every pass
        return {}
    claims: dict[str, list[int]] = defaultdict(list)
    for position in others:
        said = {owners.get(number, "") for number in numbers_in(tab, position)}
        if len(said) == 1 and said != {""}:
            claims[said.pop()].append(position)
    going = {positions[0]: key for key, positions in claims.items()
             if len(positions) == 1 and (key in by_key or positions[0] not in bare)}    # else it has only lost its key
    while stuck := [at for at, key in going.items() if any(
            one not in going and numbers_in(tab, one) for one in by_key.get(key, ()))]:
        for position in stuck:
            del going[position]
    evicted = [position for key in going.values() for position in by_key.get(key, ()) if position not in going]
    return {**going, **dict.fromkeys(evicted, "")}


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
