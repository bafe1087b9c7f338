"""Which row of the sheet is which row of the journal, after people have sorted, copied, pasted and deleted.

The hidden key decides. A copy is told from the original by what the journal saw last; where that decides nothing,
the rows are told and left alone. Rows without a key are new unless a key has vanished whose content they carry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from rma_sheets.model.column import Owner, TabSpec
from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.snapshot import Row, Tab
from rma_sheets.model.values import CellValue

from .fingerprint import cells_fingerprint


class Layout:
    """Where the known columns of a tab stand, and the fingerprints of its rows over those columns only."""

    def __init__(self, tab: Tab, spec: TabSpec) -> None:
        keys = [column.key for column in spec.columns if column.key in tab.columns]
        facts = [column.key for column in spec.columns
                 if column.owner is Owner.STAFF and column.key in tab.columns]
        self.keys = tuple(keys)
        self._all = itemgetter(*(tab.columns[key] for key in keys))
        self._facts = itemgetter(*(tab.columns[key] for key in facts))
        self._width = max(tab.columns.values()) + 1

    def cells(self, row: Row) -> tuple[CellValue, ...]:
        """The known cells of a row, in the order of `keys`."""
        got: tuple[CellValue, ...] = self._all(self._padded(row))
        return got

    def seen(self, row: Row) -> str:
        """Fingerprint of all known cells."""
        return cells_fingerprint(self.cells(row))

    def facts(self, row: Row) -> str:
        """Fingerprint of what staff own."""
        return cells_fingerprint(self._facts(self._padded(row)))

    def _padded(self, row: Row) -> Row:
        return row if len(row) >= self._width else row + (None,) * (self._width - len(row))


@dataclass(frozen=True, slots=True)
class Identified:
    """Rows of the sheet by what they are. Positions are those of the snapshot.

    `known`: position -> key; `new`: rows without a usable key; `copied`: those of `new` that carry somebody's key;
    `unclear`: key -> positions that nobody can tell apart; `missing`: live keys that are nowhere in the sheet;
    `foreign` counts rows whose key this journal never gave.
    """

    known: Mapping[int, str]
    new: tuple[int, ...]
    copied: frozenset[int]
    unclear: Mapping[str, tuple[int, ...]]
    missing: tuple[str, ...]
    foreign: int = 0


def identify(tab: Tab, layout: Layout, view: JournalView) -> Identified:
    """Sort the rows of a tab. Blank rows are left out."""
    index = tab.columns["row_key"]
    by_key: dict[str, list[int]] = defaultdict(list)
    new: list[int] = []
    foreign = 0
    for position, row in enumerate(tab.rows):
        key = row[index] if index < len(row) else None
        if isinstance(key, str) and key in view.rows:
            by_key[key].append(position)
        elif any(cell is not None for cell in row):
            new.append(position)
            foreign += key is not None
    known = {positions[0]: key for key, positions in by_key.items() if len(positions) == 1}
    copied: list[int] = []
    unclear: dict[str, tuple[int, ...]] = {}
    for key, positions in by_key.items():
        if len(positions) > 1:
            keeper = _original(positions, view.rows[key], lambda at: layout.seen(tab.rows[at]))
            if keeper is None:
                unclear[key] = tuple(positions)
            else:
                known[keeper] = key
                copied += [position for position in positions if position != keeper]
    missing = tuple(key for key, record in view.rows.items() if not record.deleted and key not in by_key)
    return Identified(known, tuple(sorted(new + copied)), frozenset(copied), unclear, missing, foreign)


def ahead_of_journal(tab: Tab, positions: Iterable[int], view: JournalView) -> int:
    """Rows with a key of this very register that its journal has not given yet: the journal is an older one."""
    given, mine = view.counters.get("key", 0), re.compile(rf"{re.escape(view.register_id)}-([0-9]{{6,9}})")
    keys = (mine.fullmatch(str(tab.cell(position, "row_key"))) for position in positions
            if tab.cell(position, "request_ref") is not None)
    return sum(1 for key in keys if key and int(key[1]) > given)


def _original(positions: Iterable[int], record: RowRecord, seen: Callable[[int], str]) -> int | None:
    """The one position that still agrees with the journal, if there is exactly one."""
    agreeing = [position for position in positions if seen(position) == record.seen]
    return agreeing[0] if len(agreeing) == 1 else None
