"""One row of Returns, parsed, and the order lines it can refer to.

Fields carry the names of the columns (`returns_columns.py`, `tab_columns.py`). A field is None or empty where
the cell is blank or could not be read; what could not be read is told by findings beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Moment = date | datetime
"""A day, or a day with the time of day in the shop's own time zone where the source has one."""


ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""The 31 characters that nobody takes for each other: check characters and signatures are drawn from them."""


@dataclass(frozen=True, slots=True)
class Rma:
    """What staff wrote in one row, as values. `row` is the sheet's row number."""

    row: int
    row_key: str = ""
    status: str = ""
    requested_on: Moment | None = None
    order_no: str = ""
    order_line: str = ""
    sku: str = ""
    item: str = ""
    qty: int | None = None
    customer: str = ""
    email: str = ""
    phone: str = ""
    country: str = ""
    language: str = ""
    return_reason: str = ""
    reason_note: str = ""
    photos: str = ""
    requested_resolution: str = ""
    exchange_sku: str = ""
    external_ref: str = ""
    tracking_no: str = ""
    received_on: date | None = None
    qty_received: int | None = None
    condition: str = ""
    disposition: str = ""
    inspection_findings: str = ""
    inspector: str = ""
    resolution: str = ""
    refund_amount: Decimal | None = None
    payment_ref: str = ""
    decision_note: str = ""
    assignee: str = ""
    tags: str = ""
    hold: bool = False
    do_not_notify: bool = False

    @property
    def has_arrived(self) -> bool:
        """Whether the row holds what only somebody with the goods in hand, or done with them, can have filled in."""
        return bool(self.received_on or self.qty_received is not None or self.disposition or self.inspection_findings
                    or self.inspector or self.refund_amount is not None or self.payment_ref)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order. `line` is its number within the order, as text."""

    order_no: str
    line: str
    sku: str
    qty: int
    order_date: Moment | None = None
    delivered_on: date | None = None
    order_status: str = ""
    customer: str = ""
    email: str = ""
    country: str = ""
    language: str = ""
    item: str = ""
    category: str = ""
    unit_price: Decimal | None = None
    currency: str = ""

    @property
    def ref(self) -> str:
        """`order/line`: identifies the line within the register."""
        return f"{self.order_no}/{self.line}"


@dataclass(frozen=True, slots=True)
class TakenUnits:
    """So many units of one order line (`OrderLine.ref`) are taken by one return."""

    line_ref: str
    qty: int
