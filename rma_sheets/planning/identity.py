"""Which row of the sheet is which row of the journal, after people have sorted, copied, pasted and deleted.

The hidden key decides, save where rows have exchanged theirs: whoever sorts only what is visible leaves the hidden
columns behind, and then each row is what its own numbers say. A copy is told from the original by what the journal saw
last; where that decides nothing, the rows are told and left alone. Rows without a key are new unless a key has vanished
whose content they carry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rma_sheets.model.record import JournalView
from rma_sheets.model.snapshot import Tab

from .cells import WRITABLE
from .copies import likely_rows
from .exchanged import find_exchanged
from .layout import Layout
from .moved_up import find_moved_up
from .strange_keys import counted_up, numbers_in, owners_of
from .strayed import find_strayed, led_back
from .typed_over import find_typed_over
from .world import World

DOUBLED, SEALED = "duplicate-row-key", "row-sealed"
"""What rows are told that are set aside."""


@dataclass(frozen=True, slots=True)
class Identified:
    """Rows of the sheet by what they are. Positions are those of the snapshot.

    `known`: position -> key; `new`: rows without a usable key; `copied`: those of `new` that carry somebody's key, or
    one counted up from it; `unclear`: key -> positions that nobody can tell apart; `sealed`: position -> key (or
    nothing) of rows in which the engine cannot write; `missing`: live keys that are nowhere in the sheet; `foreign`:
    rows whose key this journal never gave; `strayed`: those that stood beside somebody else's key, or beside none of
    theirs.
    """

    known: Mapping[int, str]
    new: tuple[int, ...]
    copied: frozenset[int]
    unclear: Mapping[str, tuple[int, ...]]
    missing: tuple[str, ...]
    foreign: tuple[int, ...] = ()
    sealed: Mapping[int, str] = field(default_factory=dict)
    strayed: frozenset[int] = frozenset()

    @property
    def rows(self) -> int:
        """How many returns stand in the sheet."""
        return len(self.known) + len(self.new) + self.aside

    @property
    def aside(self) -> int:
        """How many rows are told and left alone."""
        return sum(map(len, self.unclear.values())) + len(self.sealed)


def identify(world: World) -> Identified:
    """Sort the rows of a tab. Blank rows are left out, and what stands between or below the returns and is none."""
    tab, layout, view = world.tab, world.layout, world.view
    owners = owners_of(view.rows)
    by_key, keyless, foreign = _by_key(tab, layout, view, owners)
    strayed = find_strayed(world, by_key, keyless, owners)
    by_key, keyless = led_back(by_key, keyless, strayed)
    exchanged = find_exchanged(world, by_key, keyless)
    by_key, keyless = led_back(by_key, keyless, exchanged)
    moved_up = find_moved_up(world, by_key)
    by_key, keyless = led_back(by_key, keyless, moved_up)
    typed_over = find_typed_over(world, by_key)
    by_key, keyless = led_back(by_key, keyless, typed_over)
    dragged = counted_up(tab, by_key, keyless, view, owners)
    by_key, keyless = led_back(by_key, keyless, dict.fromkeys(dragged, ""))
    closed = {position for position, columns in tab.sealed.items() if not columns.keys().isdisjoint(WRITABLE)}
    known, copied, unclear, sealed = _told_apart(world, by_key, closed)
    sealed |= dict.fromkeys(closed.intersection(keyless), "")
    new = [position for position in keyless if position not in closed]
    missing = tuple(key for key, record in view.rows.items() if not record.deleted and key not in by_key)
    return Identified(known, tuple(sorted(new + copied)), dragged.union(copied), unclear, missing, foreign, sealed,
                      frozenset((*strayed, *exchanged, *moved_up, *typed_over)))


def _told_apart(world: World, by_key: Mapping[str, Sequence[int]], closed: Collection[int]) -> tuple[
        dict[int, str], list[int], dict[str, tuple[int, ...]], dict[int, str]]:
    """Of the positions under each key: those that are its row, copies of it, those that nobody can tell apart (by key),
    and those `closed` to the engine."""
    known: dict[int, str] = {}
    copied: list[int] = []
    unclear: dict[str, tuple[int, ...]] = {}
    sealed: dict[int, str] = {}
    for key, positions in by_key.items():
        if len(positions) == 1:     # as nearly all are
            (sealed if positions[0] in closed else known)[positions[0]] = key
            continue
        if any(position in closed for position in positions):
            unclear[key] = tuple(positions)
            continue
        likely = likely_rows(world, positions, world.view.rows[key])
        if len(likely) == 1:
            known[likely[0]] = key
        else:
            unclear[key] = tuple(likely)
        copied += [position for position in positions if position not in likely]
    return known, copied, unclear, sealed


def _by_key(tab: Tab, layout: Layout, view: JournalView, owners: Mapping[str, str]) -> tuple[
        Mapping[str, list[int]], list[int], tuple[int, ...]]:
    """The positions under each known key, those without one, and which of these carry a key of somebody else's."""
    index, given = tab.columns["row_key"], owners.keys()
    by_key: dict[str, list[int]] = defaultdict(list)
    keyless: list[int] = []
    foreign: list[int] = []
    for position, row in enumerate(tab.rows):
        key = row[index] if index < len(row) else None
        if isinstance(key, str) and key in view.rows:
            by_key[key].append(position)
        elif layout.asks(row) or (row and not given.isdisjoint(numbers_in(tab, position))):
            keyless.append(position)
            foreign += [position] * (key is not None)
    return by_key, keyless, tuple(foreign)
