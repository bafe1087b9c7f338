"""Which order lines a row refers to: by order number and SKU, else by customer and SKU.

Nothing is guessed: a number that fits several orders, and a line that does not hold the SKU, are told.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from rma_sheets.model.rma import Moment, OrderLine, Rma
from rma_sheets.rules.context import Match
from rma_sheets.rules.moments import is_before

from .book import OrderBook
from .codes import fold_code, nearest

SHOWN = 5
"""Orders or SKUs named in one sentence at most."""


def match(rma: Rma, book: OrderBook) -> Match:
    """The lines that may be meant, the likeliest first; with `problem` and its facts where there are none."""
    if rma.order_no:
        return _by_number(rma, book)
    if not rma.email:
        return Match(problem="order-number-missing")
    return _by_customer(rma, book) if rma.sku else Match()


def _by_number(rma: Rma, book: OrderBook) -> Match:
    orders = book.orders(rma.order_no)
    if not orders:
        return _not_found(rma, book, typed=rma.order_no, near=book.near(rma.order_no))
    if len(orders) > 1:
        return Match(problem="order-ambiguous", facts={"typed": rma.order_no, "candidates": _some(orders)})
    if not rma.sku:
        return Match()
    everything = book.lines(orders[0])
    lines = _with_sku(everything, rma.sku)
    if not lines:
        return _not_on_order(rma, orders[0], everything)
    chosen = tuple(line for line in lines if fold_code(line.line) == fold_code(rma.order_line))
    if rma.order_line and not chosen:
        return Match(problem="order-ambiguous", facts={"typed": f"{orders[0]}/{rma.order_line}",
                                                       "candidates": _some(line.ref for line in lines)})
    return Match(chosen or lines, deliveries=book.deliveries)


def _with_sku(lines: tuple[OrderLine, ...], sku: str) -> tuple[OrderLine, ...]:
    exact = tuple(line for line in lines if line.sku == sku)
    return exact or tuple(line for line in lines if fold_code(line.sku) == fold_code(sku))


def _not_on_order(rma: Rma, order: str, lines: tuple[OrderLine, ...]) -> Match:
    known = {fold_code(line.sku): (line.sku,) for line in lines if line.sku}
    on_order = nearest(rma.sku, known) or tuple(line.sku for line in lines if line.sku)
    return Match(problem="sku-not-on-order", facts={"sku": rma.sku, "order": order, "on_order": _some(on_order)})


def _by_customer(rma: Rma, book: OrderBook) -> Match:
    asked, wanted = rma.requested_on, rma.qty or 0
    lines = [line for line in book.bought(rma.email, rma.sku)
             if asked is None or line.order_date is None or not is_before(asked, line.order_date)]
    if not lines:
        return _not_found(rma, book)
    newest = sorted(lines, key=lambda line: _clock(line.order_date), reverse=True)
    return Match(tuple(sorted(newest, key=lambda line: line.qty < wanted)), deliveries=book.deliveries)


def _not_found(rma: Rma, book: OrderBook, typed: str = "", near: Iterable[str] = ()) -> Match:
    """`candidates` are orders in which this customer did buy the item, at whatever time."""
    own = book.bought(rma.email, rma.sku) if rma.email and rma.sku else ()
    return Match(problem="order-not-found", facts={
        "typed": typed, "sku": "" if typed else rma.sku, "email": "" if typed else rma.email,
        "nearest": _some(near), "candidates": _some(line.order_no for line in own)})


def _some(codes: Iterable[str]) -> str:
    different = list(dict.fromkeys(codes))
    return ", ".join(different[:SHOWN]) + (", ..." if len(different) > SHOWN else "")


def _clock(value: Moment | None) -> datetime:
    """A moment as something sortable; a day counts as its end, no date as long ago."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime.combine(value or date.min, time.max)
