"""Rows with a key of this register that its journal never gave: copies whose key was counted up, or a newer journal's.

Dragging a row down counts up whatever ends in digits, so such a key alone proves nothing. Numbers do: they carry a
check character, and one that is right and that no row has was given by a journal that is further on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.rowkeys import key_number
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Tab

from .cells import stored
from .numbering import read_number


def owners_of(rows: Mapping[str, RowRecord]) -> dict[str, str]:
    """Number or request reference -> key of the row that has it."""
    return {number: key for key, record in rows.items()
            for number in (record.request_ref, record.rma_number) if number}


def numbers_in(tab: Tab, position: int) -> Sequence[str]:
    """The request reference and the number that a row says it has."""
    return [number for column in ("request_ref", "rma_number") if (number := stored(tab.cell(position, column)))]


def counted_up(tab: Tab, by_key: Mapping[str, Sequence[int]], keyless: Iterable[int], view: JournalView,
               owners: Mapping[str, str]) -> frozenset[int]:
    """Copies of a row that is still there: they say its numbers beside a key that nobody has, or that only a deleted
    row had."""
    def is_copy(position: int, key: str) -> bool:
        had = {owners.get(number, "") for number in numbers_in(tab, position)}
        return key not in had and any(owner in by_key for owner in had)

    ours = [position for position in keyless
            if key_number(stored(tab.cell(position, "row_key")), view.register_id) is not None]
    deleted = [(position, key) for key, positions in by_key.items() if view.rows[key].deleted for position in positions]
    return frozenset(position for position, key in (*((each, "") for each in ours), *deleted) if is_copy(position, key))


def rows_ahead(tab: Tab, positions: Iterable[int], view: JournalView, settings: Settings) -> tuple[int, ...]:
    """Those of the positions that prove the journal to be an older one: it has yet to give their key and number."""
    given = view.counters.get("key", 0)
    ahead = [position for position in positions
             if (key_number(stored(tab.cell(position, "row_key")), view.register_id) or 0) > given]
    owners = owners_of(view.rows) if ahead else {}
    return tuple(position for position in ahead if says_new_number(tab, position, owners, settings))


def says_new_number(tab: Tab, position: int, owners: Mapping[str, str], settings: Settings) -> bool:
    """Whether a row has a number with the right check character, and none that some row has already."""
    numbers = numbers_in(tab, position)
    return owners.keys().isdisjoint(numbers) and any(
        read_number(number, pattern).number for number in numbers
        for pattern in (settings.request_format, settings.rma_format))


def keys_in_the_way(tab: Tab, positions: Iterable[int]) -> frozenset[str]:
    """Keys that stand in those rows although nobody gave them: given to another row they would make two of one."""
    return frozenset(filter(None, (stored(tab.cell(position, "row_key")) for position in positions)))
