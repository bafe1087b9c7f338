"""What a rule may look at beside the row itself. Plain values, made by planning; a rule never looks further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from rma_sheets.model.findings import Finding
from rma_sheets.model.reason import Reason
from rma_sheets.model.rma import OrderLine, Rma, TakenUnits
from rma_sheets.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Match:
    """The order lines a row can refer to, the likeliest first, or why there are none.

    `problem` is the code of a finding and `facts` its facts. `deliveries`: the shop records delivery dates at all.
    """

    lines: tuple[OrderLine, ...] = ()
    problem: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    deliveries: bool = True

    @property
    def bought(self) -> int:
        """Units on all lines together."""
        return sum(line.qty for line in self.lines)

    @property
    def orders(self) -> str:
        """The order numbers, the first five, for a sentence."""
        numbers = list(dict.fromkeys(line.order_no for line in self.lines))
        return ", ".join(numbers[:5]) + (", ..." if len(numbers) > 5 else "")


@dataclass(frozen=True, slots=True)
class RuleContext:
    """`units`: the units this row takes, empty when they do not suffice; `taken`: order line -> units of others.

    `duplicate_of` is the reference of an earlier exact copy, `already_open` of another open return that asks for the
    same units on another day; `approved` is what this row was authorized for, empty while it is a request. `unread` are
    columns that hold something which could not be read: a finding of the cell says so, and a rule must not call them
    empty.
    """

    match: Match = field(default_factory=Match)
    units: tuple[TakenUnits, ...] = ()
    taken: Mapping[str, int] = field(default_factory=dict)
    duplicate_of: str = ""
    already_open: str = ""
    approved: tuple[TakenUnits, ...] = ()
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    today: date = date.min
    unread: frozenset[str] = frozenset()

    def blank(self, rma: Rma, column: str) -> bool:
        """Whether the cell is empty: no value, and nothing in it that could not be read."""
        return getattr(rma, column) in ("", None) and column not in self.unread


Rule = Callable[[Rma, RuleContext], Iterator[Finding]]
"""A policy: it yields findings and nothing else, and never stops its neighbours."""
