"""Which row of the sheet is which row of the journal, after people have sorted, copied, pasted and deleted.

The hidden key decides. A copy is told from the original by what the journal saw last; where that decides nothing,
the rows are told and left alone. Rows without a key are new unless a key has vanished whose content they carry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.snapshot import Tab

from .cells import WRITABLE
from .layout import Layout

DOUBLED, SEALED = "duplicate-row-key", "row-sealed"
"""What rows are told that are set aside."""


@dataclass(frozen=True, slots=True)
class Identified:
    """Rows of the sheet by what they are. Positions are those of the snapshot.

    `known`: position -> key; `new`: rows without a usable key; `copied`: those of `new` that carry somebody's key;
    `unclear`: key -> positions that nobody can tell apart; `sealed`: position -> key (or nothing) of rows in which the
    engine cannot write; `missing`: live keys that are nowhere in the sheet; `foreign` counts rows whose key this
    journal never gave.
    """

    known: Mapping[int, str]
    new: tuple[int, ...]
    copied: frozenset[int]
    unclear: Mapping[str, tuple[int, ...]]
    missing: tuple[str, ...]
    foreign: int = 0
    sealed: Mapping[int, str] = field(default_factory=dict)

    @property
    def aside(self) -> int:
        """How many rows are told and left alone."""
        return sum(map(len, self.unclear.values())) + len(self.sealed)


def identify(tab: Tab, layout: Layout, view: JournalView) -> Identified:
    """Sort the rows of a tab. Blank rows are left out, and what stands between or below the returns and is none."""
    by_key, keyless, foreign = _by_key(tab, layout, view)
    closed = {position for position, columns in tab.sealed.items() if not columns.keys().isdisjoint(WRITABLE)}
    sealed = dict.fromkeys(closed.intersection(keyless), "")
    new = [position for position in keyless if position not in closed]
    known: dict[int, str] = {}
    copied: list[int] = []
    unclear: dict[str, tuple[int, ...]] = {}
    for key, positions in by_key.items():
        keeper = _original(positions, view.rows[key], lambda at: layout.seen(tab.rows[at]))
        if len(positions) == 1 and positions[0] in closed:
            sealed[positions[0]] = key
        elif keeper is None or not closed.isdisjoint(positions):
            unclear[key] = tuple(positions)
        else:
            known[keeper] = key
            copied += [position for position in positions if position != keeper]
    missing = tuple(key for key, record in view.rows.items() if not record.deleted and key not in by_key)
    return Identified(known, tuple(sorted(new + copied)), frozenset(copied), unclear, missing, foreign, sealed)


def _by_key(tab: Tab, layout: Layout, view: JournalView) -> tuple[Mapping[str, list[int]], list[int], int]:
    """The positions under each known key, those without one, and how many of these carry a key of somebody else's."""
    index, given = tab.columns["row_key"], {number for record in view.rows.values()
                                            for number in (record.request_ref, record.rma_number) if number}
    by_key: dict[str, list[int]] = defaultdict(list)
    keyless: list[int] = []
    foreign = 0
    for position, row in enumerate(tab.rows):
        key = row[index] if index < len(row) else None
        if isinstance(key, str) and key in view.rows:
            by_key[key].append(position)
        elif layout.asks(row) or (row and given.intersection(
                (tab.cell(position, "request_ref"), tab.cell(position, "rma_number")))):
            keyless.append(position)
            foreign += key is not None
    return by_key, keyless, foreign


def ahead_of_journal(tab: Tab, positions: Iterable[int], view: JournalView) -> int:
    """Rows with a key of this very register that its journal has not given yet: the journal is an older one."""
    given, mine = view.counters.get("key", 0), re.compile(rf"{re.escape(view.register_id)}-([0-9]{{6,9}})")
    keys = (mine.fullmatch(str(tab.cell(position, "row_key"))) for position in positions
            if tab.cell(position, "request_ref") is not None)
    return sum(1 for key in keys if key and int(key[1]) > given)


def _original(positions: Sequence[int], record: RowRecord, seen: Callable[[int], str]) -> int | None:
    """The only position, else the one that still agrees with the journal, if there is exactly one."""
    if len(positions) == 1:
        return positions[0]
    agreeing = [position for position in positions if seen(position) == record.seen]
    return agreeing[0] if len(agreeing) == 1 else None
