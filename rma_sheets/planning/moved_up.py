"""White cells that moved into another row and left their own blank, or whose row was deleted then: the number follows.

Unlike an exchange only one side shows it, so it is believed of a row alone that holds all that staff had said in the
other one, and neither the customer nor the order that it stood for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rma_sheets.model.states import FINISHED

from .exchanged import matched, moved_rows, ways_of
from .whose import is_surely_another
from .world import World


def find_moved_up(world: World, by_key: Mapping[str, Sequence[int]]) -> Mapping[int, str]:
    """Position -> key of the rows that hold another row's words, and of those that were left blank for it."""
    known, moved = world.view.rows, moved_rows(world, by_key)
    if not moved:       # as on nearly every pass
        return {}
    blank = {position for position in moved if not world.layout.asks(world.tab.rows[position])}
    gone = {key for key in known.keys() - by_key.keys() if not known[key].deleted and known[key].status not in FINISHED}
    records = {key: known[key].facts for key in gone.union(moved.values())}
    claims = matched(records, moved.keys() - blank, world.facts_at)
    homes = {key: position for position, key in moved.items()}
    steps = {position: homes[key] for position, key in claims.items() if key in homes}
    found: dict[int, str] = {}
    for way in (*ways_of(steps), *([position] for position in claims if position not in steps)):
        ends = way[-1] in blank or claims.get(way[-1]) in gone
        filled = [position for position in way if position not in blank]
        if ends and all(is_surely_another(world, position, known[moved[position]]) for position in filled):
            found |= {position: claims.get(position, moved[way[0]]) for position in way}
    return found
