"""White cells that moved into another row: their own was left blank, deleted, or typed over. The number follows.

Unlike an exchange only one side shows it, so it is believed of a row alone that holds all that staff had said in the
other one, and names another customer or another order than it stood for itself; and so on, to the end of the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .exchanged import matched, moved_rows, ways_of
from .stands import is_surely_another, names_another
from .world import World


def find_moved_up(world: World, by_key: Mapping[str, Sequence[int]]) -> Mapping[int, str]:
    """Position -> key of the rows that hold another row's words, and of those that were left for it: a blank one gets
    the key that is free now, and none one that was typed over, for that is a new request."""
    known, moved = world.view.rows, moved_rows(world, by_key)
    if not moved:       # as on nearly every pass
        return {}
    blank = {position for position in moved if not world.layout.asks(world.tab.rows[position])}
    gone = {key for key in known.keys() - by_key.keys() if not known[key].deleted}
    records = {key: known[key].own_facts for key in gone.union(moved.values())}
    claims = matched(records, moved.keys() - blank, world.facts_at)
    homes = {key: position for position, key in moved.items()}
    steps = {position: homes[key] for position, key in claims.items() if key in homes}
    found: dict[int, str] = {}
    for way in (*ways_of(steps), *([position] for position in claims if position not in steps)):
        end, came = way[-1], [position for position in way if position in claims]
        ends = end in blank or end in claims or is_surely_another(world, end, known[moved[end]])
        if ends and all(names_another(world, position, known[moved[position]]) for position in came):
            free = moved[way[0]] if end in blank else ""
            found |= {position: claims.get(position, free) for position in way}
    return found
