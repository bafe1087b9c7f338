"""One row of the tab Orders as an `OrderLine`. What cannot be read is blank; the book tells what matters of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from rma_sheets.model.lists import LISTS
from rma_sheets.model.rma import Moment, OrderLine
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Tab
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import Vocabulary, fold

from ..generous import Read, read_country, read_date, read_decimal, read_integer, read_moment, read_text
from .codes import code_of, fold_address

KEYS_ONLY = Vocabulary({name: {fold(key): key for key in keys} for name, keys in LISTS.items()})
"""The lists without labels, for a caller that has no catalogue of texts."""


class LineReader:
    """Reads lines of one tab. `vocabulary` understands order statuses and languages as staff write them."""

    def __init__(self, tab: Tab, settings: Settings, vocabulary: Vocabulary) -> None:
        self._tab, self._settings, self._vocabulary = tab, settings, vocabulary

    def read(self, position: int, line: str) -> OrderLine:
        """The line at that position; `line` is its number within the order, unique there."""
        tab = self._tab
        text = {column: read_text(tab.cell(position, column)).value or ""
                for column in ("customer", "item", "category", "currency")}
        return OrderLine(
            order_no=code_of(tab.cell(position, "order_no")), line=line, sku=code_of(tab.cell(position, "sku")),
            qty=units(self.quantity(tab.cell(position, "qty"))),
            order_date=self.moment(tab.cell(position, "order_date")).value,
            delivered_on=self.day(tab.cell(position, "delivered_on")).value,
            order_status=self._key("order_status", position), language=self._key("language", position),
            email=fold_address(tab.cell(position, "email")),
            country=read_country(tab.cell(position, "country")).value or "",
            unit_price=self.price(tab.cell(position, "unit_price")).value,
            **text)

    def quantity(self, value: CellValue) -> Read[int]:
        """The cell Qty."""
        return read_integer(value, self._settings.decimal)

    def moment(self, value: CellValue) -> Read[Moment]:
        """The cell Order date, in the shop's zone."""
        return read_moment(value, self._settings.date_order, ZoneInfo(self._settings.timezone))

    def day(self, value: CellValue) -> Read[date]:
        """The cell Delivered on."""
        return read_date(value, self._settings.date_order)

    def price(self, value: CellValue) -> Read[Decimal]:
        """The cell Unit price."""
        return read_decimal(value, self._settings.decimal)

    def _key(self, column: str, position: int) -> str:
        return self._vocabulary.key(column, read_text(self._tab.cell(position, column)).value or "")


def units(read: Read[int]) -> int:
    """What a line counts: stock corrections (zero and less) and unreadable quantities count nothing."""
    return max(0, read.value or 0)
