"""Builders with good defaults: a test names only what it is about.

`row()` and `order_line()` fit each other: the row asks for one of the two mugs of that line, in good time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from rma_sheets.model.column import LANGUAGES, TabSpec
from rma_sheets.model.reason import Reason
from rma_sheets.model.rma import OrderLine, Rma
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Tab
from rma_sheets.model.tab_columns import ORDERS, REASONS, RETURNS
from rma_sheets.model.texts import Texts
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import Vocabulary, build_vocabulary
from rma_sheets.planning.orders import OrderBook, allocate
from rma_sheets.planning.reasons import with_reasons
from rma_sheets.rules.context import Match, RuleContext
from rma_sheets.texts import load_texts

TODAY = date(2026, 11, 22)
FIRST_ROW = 2
"""The sheet's row number of the first row in a tab made here; row 1 is the header."""

REASONS_LIST = {
    "size": Reason("size", "Size", "Taille"),
    "too_small": Reason("too_small", "Too small", "Trop petit", parent="size"),
    "too_large": Reason("too_large", "Too large", "Trop grand", parent="size"),
    "damaged": Reason("damaged", "Damaged", "Abîmé"),
    "gift": Reason("gift", "Gift", "Cadeau", active=False),
}


def row(**values: Any) -> Rma:
    """A parsed row without faults."""
    return Rma(**{"row": FIRST_ROW, "requested_on": date(2026, 11, 20), "order_no": "10023",
                  "sku": "MUG-01", "qty": 1, "email": "anna@example.org", "country": "FR"} | values)


def order_line(**values: Any) -> OrderLine:
    """A delivered order line of two mugs."""
    return OrderLine(**{"order_no": "10023", "line": "1", "sku": "MUG-01", "qty": 2,
                        "order_date": date(2026, 11, 10), "delivered_on": date(2026, 11, 13),
                        "order_status": "delivered", "email": "anna@example.org", "country": "FR", "item": "Mug, blue",
                        "unit_price": Decimal("12.45"), "currency": "EUR"} | values)


def context(lines: Iterable[OrderLine] | None = None, *, rma: Rma | None = None, **values: Any) -> RuleContext:
    """What rules see of `row()` with `order_line()`; `lines` are the lines it matches, `rma` the row if it differs."""
    lines = (order_line(),) if lines is None else tuple(lines)
    taken = values.get("taken", {})
    defaults = {"match": Match(lines), "units": allocate(lines, (rma or row()).qty or 0, taken),
                "reasons": REASONS_LIST, "today": TODAY}
    return RuleContext(**defaults | values)


def vocabulary(language: str = "en", reasons: Mapping[str, Reason] = REASONS_LIST) -> Vocabulary:
    """The lists of the project and some reasons, as staff of that language see them."""
    return with_reasons(build_vocabulary(load_texts(language), every_language()), reasons, language)


def every_language() -> tuple[Texts, ...]:
    """The catalogue of texts in all languages."""
    return tuple(load_texts(language) for language in LANGUAGES)


def tab(spec: TabSpec, rows: Sequence[Mapping[str, CellValue]], language: str = "en") -> Tab:
    """A tab with every column of the spec; each row maps column keys to cells, the rest is blank."""
    keys = [column.key for column in spec.columns]
    unknown = {key for cells in rows for key in cells} - set(keys)
    if unknown:
        raise KeyError(f"tab {spec.key} has no column {', '.join(sorted(unknown))}")
    return Tab(spec.key, spec.title(language), {key: index for index, key in enumerate(keys)},
               {column.key: column.header(language) for column in spec.columns}, FIRST_ROW,
               tuple(tuple(cells.get(key) for key in keys) for cells in rows))


def returns_tab(rows: Sequence[Mapping[str, CellValue]], language: str = "en") -> Tab:
    """The tab Returns with these rows."""
    return tab(RETURNS, rows, language)


def orders_tab(rows: Sequence[Mapping[str, CellValue]], language: str = "en") -> Tab:
    """The tab Orders with these rows, each filled up to a delivered line of two mugs."""
    whole: dict[str, CellValue] = {"order_no": "10023", "sku": "MUG-01", "qty": 2, "order_date": date(2026, 11, 10),
                                   "delivered_on": date(2026, 11, 13), "email": "anna@example.org"}
    return tab(ORDERS, [whole | cells for cells in rows], language)


def reasons_tab(rows: Sequence[Mapping[str, CellValue]], language: str = "en") -> Tab:
    """The tab Reasons with these rows."""
    return tab(REASONS, rows, language)


def order_book(*rows: Mapping[str, CellValue], settings: Settings | None = None) -> OrderBook:
    """The book of a tab Orders with these rows."""
    return OrderBook(orders_tab(rows), settings or Settings(), vocabulary())
