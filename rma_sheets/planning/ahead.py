"""Rows that are further on than the journal: an older one was put back by hand, and some passes are forgotten.

The proof is several cells of one row that agree and that no other row can have lent it: people type into hidden cells
too, and dragging a row down counts up whatever ends in digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property

from rma_sheets.model.given_numbers import NumberKind
from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.states import Status

from .cells import stored
from .numbering import counted_as, read_number
from .strange_keys import numbers_in, owners_of
from .world import World

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
_CLOCKS_DIFFER = timedelta(hours=1)
"""So far the clock may be back since a row was written: another machine's, or the end of summer."""
_MOST_MOVES = 50
"""Of one row between a backup and the journal that is missing; what lies beyond was typed."""
_LAST_DIGITS = re.compile(r"\d+$")


class Ahead:
    """Tells of rows with a known key whether they prove the journal to be an older one. One per snapshot."""

    def __init__(self, world: World) -> None:
        self._world, self._tab, self._view = world, world.tab, world.view

    def rows(self, known: Iterable[tuple[int, RowRecord]]) -> tuple[int, ...]:
        """Those of the positions, each with what the journal knows of its row."""
        return tuple(position for position, record in known if self.proves(position, record))

    def proves(self, position: int, record: RowRecord) -> bool:
        """Whether a pass that the journal does not know has moved this row, numbered it, or mailed its customer."""
        rev = self._said(position, "rev")
        near = rev.isdigit() and record.rev <= int(rev) <= record.rev + _MOST_MOVES
        if not near or self._said(position, "request_ref") != record.request_ref:
            return False
        if int(rev) > record.rev and self._says_new_number(position, record):
            return True
        moved = int(rev) > record.rev and self._said(position, "synced_status") in set(Status) - {record.status}
        return ((moved or self._was_written_later(position, record, mailed=int(rev) == record.rev))
                and not self._is_filled_down(position) and self._is_news(position, record))

    def _says_new_number(self, position: int, record: RowRecord) -> bool:
        """A number with the right check character that its counter has yet to reach; a void one was given."""
        number, pattern = self._said(position, "rma_number"), self._world.settings.rma_format
        counted = counted_as(NumberKind.RMA, number, pattern)
        return bool(not record.rma_number and counted and read_number(number, pattern).number
                    and counted[1] > self._view.counters.get(counted[0], 0))

    def _was_written_later(self, position: int, record: RowRecord, *, mailed: bool) -> bool:
        """Whether its last sync is later than the journal's, and another mail is the last one where it had to be."""
        written = Detail.load(record.detail).written
        mail = self._said(position, "last_mail")
        return (self._said(position, "last_sync") > written.get("last_sync", "")
                and (not mailed or mail not in ("", written.get("last_mail", ""))))

    def _is_news(self, position: int, record: RowRecord) -> bool:
        """Whether it says no other row's number, and was written no earlier than all that the journal wrote."""
        return (self._latest <= self._said(position, "last_sync") <= self._now
                and bool(_MOMENT.fullmatch(self._said(position, "last_sync")))
                and all(self._owners.get(number, record.key) == record.key
                        for number in numbers_in(self._tab, position)))

    def _is_filled_down(self, position: int) -> bool:
        """Whether it says of mail and sync what the row above says, counted up by a day."""
        if not position:
            return False
        mails = {_LAST_DIGITS.sub("", self._said(each, "last_mail")) for each in (position - 1, position)}
        above, here = (self._tab.cell(each, "last_sync") for each in (position - 1, position))
        return (len(mails) == 1 and isinstance(above, datetime) and isinstance(here, datetime)
                and here - above == timedelta(days=1))

    def _said(self, position: int, column: str) -> str:
        return stored(self._tab.cell(position, column))

    @property
    def _now(self) -> str:
        return (self._world.now.replace(tzinfo=None) + _CLOCKS_DIFFER).isoformat()

    @cached_property
    def _latest(self) -> str:
        """When the journal last wrote a row; asked only where a row looks as if it were ahead."""
        moments = (Detail.load(record.detail).written.get("last_sync", "") for record in self._view.rows.values())
        return max((moment for moment in moments if moment <= self._now), default="")

    @cached_property
    def _owners(self) -> dict[str, str]:
        return owners_of(self._view.rows)
