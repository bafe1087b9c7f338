"""The catalogue of texts as a value: every sentence a person reads comes out of here.

Loading it from files is the business of `rma_sheets.texts`; parts that must stay pure are given one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

_OPTIONAL = re.compile(r"\[\[(.*?)\]\]")
_FIELD = re.compile(r"\{(\w+)")

NAMED = 5
"""So many rows or numbers are named where many are meant."""


def first_few(names: Sequence[object]) -> str:
    """The first of them, as a list for people."""
    return ", ".join(map(str, names[:NAMED])) + (", …" if len(names) > NAMED else "")


@dataclass(frozen=True, slots=True)
class Texts:
    """One language. `entries` maps dotted keys to `str.format` patterns with named fields.

    A part in double brackets is left out when one of its fields is empty: `was not found[[; nearest: {nearest}]]`.
    """

    language: str
    entries: Mapping[str, str]

    def has(self, key: str) -> bool:
        """Whether the catalogue knows that key."""
        return key in self.entries

    def say(self, key: str, **facts: object) -> str:
        """The sentence of that key. Dates are written in the language. Raises KeyError for an unknown key."""
        pattern = self.entries[key]
        if "[[" in pattern:
            pattern = _OPTIONAL.sub(lambda part: _kept(part[1], facts), pattern)
        return pattern.format(**{name: self._spoken(fact) for name, fact in facts.items()})

    def count(self, key: str, number: int, **facts: object) -> str:
        """Like `say` with `{n}`, choosing `<key>.one` or `<key>.other` (French counts 0 as one)."""
        one = number == 1 or (self.language == "fr" and number == 0)
        return self.say(f"{key}.{'one' if one else 'other'}", n=number, **facts)

    def day(self, value: date) -> str:
        """A date in words, `22 November 2026`, so that nobody mistakes day for month. In French the first is `1er`."""
        months = self.entries["calendar.months"].split(",")
        day = self.entries["calendar.first"] if value.day == 1 else value.day
        return f"{day} {months[value.month - 1]} {value.year}"

    def _spoken(self, fact: object) -> object:
        if isinstance(fact, datetime):
            return self.entries["calendar.moment"].format(day=self.day(fact), time=f"{fact:%H:%M}")
        return self.day(fact) if isinstance(fact, date) else fact


def _kept(part: str, facts: Mapping[str, object]) -> str:
    return "" if any(facts[name] in ("", None) for name in _FIELD.findall(part)) else part
