"""Giving out keys and numbers while a plan is made. The journal makes them final before anybody sees them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property

from rma_sheets.model.given_numbers import NumberKind
from rma_sheets.model.record import JournalView
from rma_sheets.model.rowkeys import row_key
from rma_sheets.model.settings import Settings

from .numbering import PARCEL_FORMAT, counter_of, make_number


class Issuer:
    """Counts on from what the journal gave last, past the keys that are `in_the_way`. One per plan; never shared."""

    def __init__(self, view: JournalView, settings: Settings, today: date, in_the_way: Collection[str] = ()) -> None:
        self._in_the_way = in_the_way
        self._register, self._rows = view.register_id, view.rows
        self._settings = settings
        self._today = today
        self.counters = dict(view.counters)
        self.numbers: dict[str, str] = {}

    def key(self) -> str:
        """The next row key; keys of one register sort in the order they were given."""
        key = row_key(self._register, self._next("key"))
        while key in self._in_the_way:
            key = row_key(self._register, self._next("key"))
        return key

    def parcel(self) -> str:
        """The next parcel number."""
        counter = counter_of(NumberKind.PARCEL, PARCEL_FORMAT, self._today)
        return make_number(PARCEL_FORMAT, self._next(counter), self._today)

    def request_ref(self, row_key: str) -> str:
        """The next request reference, for that row."""
        return self._number(NumberKind.REQUEST, self._settings.request_format, row_key)

    def rma_number(self, row_key: str) -> str:
        """The next RMA number, for that row."""
        return self._number(NumberKind.RMA, self._settings.rma_format, row_key)

    def _number(self, kind: NumberKind, pattern: str, row_key: str) -> str:
        """The next number that no row has: after a change of the format an older one may look like a new one."""
        counter = counter_of(kind, pattern, self._today)
        number = make_number(pattern, self._next(counter), self._today)
        while number in self._taken:
            number = make_number(pattern, self._next(counter), self._today)
        self.numbers[number] = row_key
        return number

    @cached_property
    def _taken(self) -> frozenset[str]:
        return frozenset(number for record in self._rows.values() for number in (record.rma_number, record.request_ref))

    def _next(self, counter: str) -> int:
        self.counters[counter] = self.counters.get(counter, 0) + 1
        return self.counters[counter]
