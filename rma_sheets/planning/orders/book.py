"""The orders, by number and by customer. Made once a pass, only when a row must be judged.

A bad cell never stops the book: the line counts nothing until it is mended, and the book tells where it stands. A line
that stands twice with the same number, SKU and quantity was pasted twice and counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import OrderLine
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Tab
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import Vocabulary

from ..generous import Read, typed
from .codes import code_of, fold_address, fold_code, nearest
from .lines import KEYS_ONLY, LineReader

SHOWN = 20
"""Findings on the tab that are told one by one; `bad_cells` counts all."""


class OrderBook:
    """`findings`: quantities, dates and prices that cannot be read, the first 20; `bad_cells`: how many there are.

    `deliveries`: whether any line has a delivery date.
    """

    def __init__(self, tab: Tab, settings: Settings, vocabulary: Vocabulary = KEYS_ONLY) -> None:
        self._tab = tab
        self._reader = LineReader(tab, settings, vocabulary)
        self._orders: dict[str, list[int]] = defaultdict(list)
        self._bought: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._order_at: dict[int, str] = {}
        self._pasted: list[int] = []
        self._names: dict[str, Mapping[int, str]] = {}
        self._lines: dict[int, OrderLine] = {}
        self._index()
        findings = list(self._bad_cells())
        self.findings, self.bad_cells = tuple(findings[:SHOWN]), len(findings)
        self.deliveries = any(value is not None for value in self._column("delivered_on"))

    def _index(self) -> None:
        codes, addresses, folded = _Memo(code_of), _Memo(fold_address), _Memo(fold_code)
        columns = zip(*map(self._column, ("order_no", "line", "sku", "email", "qty")), strict=True)
        seen: set[tuple[CellValue, ...]] = set()
        for position, (number, line, sku, email, qty) in enumerate(columns):
            order = codes[number]
            if not order:
                continue
            if line is not None:
                if (pasted := (order, line, sku, qty)) in seen:
                    self._pasted.append(position)
                    continue
                seen.add(pasted)
            self._order_at[position] = order
            self._orders[order].append(position)
            if email is not None:
                self._bought[addresses[email], folded[codes[sku]]].append(position)

    def _column(self, column: str) -> Iterator[CellValue]:
        index = self._tab.columns.get(column)
        if index is None:
            return iter([None] * len(self._tab.rows))
        return (row[index] if index < len(row) else None for row in self._tab.rows)

    def _bad_cells(self) -> Iterator[Finding]:
        for position in self._pasted:
            yield self._finding(position, "line", self._tab.cell(position, "line"), Read(None, "order-line-repeated"))
        reader = self._reader
        checks: tuple[tuple[str, tuple[type, ...], Callable[[CellValue], Read[Any]]], ...] = (
            ("qty", (int,), reader.quantity), ("order_date", (date,), reader.moment),
            ("delivered_on", (date,), reader.day), ("unit_price", (int, float), reader.price))
        for column, plain, read in checks:  # values of a plain type need no reading: a second for 70,000 lines
            for position, value in enumerate(self._column(column)):
                if position in self._order_at and (not isinstance(value, plain) or isinstance(value, bool)):
                    found = read(value)
                    if found.problem or (column == "qty" and found.value is None):
                        yield self._finding(position, column, value, found)

    def _finding(self, position: int, column: str, value: CellValue, read: Read[Any]) -> Finding:
        tab, code = self._tab, read.problem or "number-unreadable"
        return Finding(code, tab.key, tab.sheet_row(position), column, tab.headers.get(column, column),
                       facts={"first": "", "second": "", **read.facts, "typed": typed(value)[:60]})

    @cached_property
    def numbers(self) -> Mapping[str, tuple[str, ...]]:
        """Folded order number -> order numbers as written."""
        found: dict[str, list[str]] = defaultdict(list)
        for order in self._orders:
            found[fold_code(order)].append(order)
        return {folded: tuple(orders) for folded, orders in found.items()}

    def orders(self, number: str) -> tuple[str, ...]:
        """The orders that somebody can have meant: the one written so, else those that differ in case or spaces."""
        return (number,) if number in self._orders else self.numbers.get(fold_code(number), ())

    @cached_property
    def _placed(self) -> Mapping[str, int]:
        return {address: positions[0] for (address, _), positions in reversed(self._bought.items())}

    def ordered_with(self, address: str) -> str:
        """An order that was placed with that folded address; empty where there is none."""
        return self._order_at[self._placed[address]] if address in self._placed else ""

    def near(self, number: str) -> tuple[str, ...]:
        """Known order numbers nearest to a mistyped one."""
        return nearest(number, self.numbers)

    def lines(self, order: str) -> tuple[OrderLine, ...]:
        """All lines of an order, in the sheet's order."""
        return tuple(self._line(position) for position in self._orders.get(order, ()))

    def bought(self, email: str, sku: str) -> tuple[OrderLine, ...]:
        """What that customer bought of that SKU, in the sheet's order; SKUs written exactly so, if there are any."""
        positions = self._bought.get((fold_address(email), fold_code(sku)), ())
        lines = tuple(self._line(position) for position in positions)
        return tuple(line for line in lines if line.sku == sku) or lines

    def _line(self, position: int) -> OrderLine:
        if position not in self._lines:
            order = self._order_at[position]
            if order not in self._names:
                self._names[order] = self._line_names(self._orders[order])
            self._lines[position] = self._reader.read(position, self._names[order][position])
        return self._lines[position]

    def _line_names(self, positions: list[int]) -> Mapping[int, str]:
        """The line numbers of an order: the place in it where none is written, a suffix where one stands twice."""
        names: dict[int, str] = {}
        for place, position in enumerate(positions, start=1):
            name = code_of(self._tab.cell(position, "line")) or str(place)
            names[position] = name if name not in names.values() else f"{name}.{place}"
        return names


class _Memo(dict[Any, str]):
    """A function of a cell, remembered: orders repeat their number, customer and SKU many times."""

    def __init__(self, function: Callable[[Any], str]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, value: Any) -> str:
        text = self[value] = self._function(value)
        return text
