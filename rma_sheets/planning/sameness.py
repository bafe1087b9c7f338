"""What makes two rows the same request, whatever row they stand in and whatever key they lost."""

from __future__ import annotations

from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.rma import Rma
from rma_sheets.model.states import FINISHED

from .fingerprint import identity_text
from .orders.codes import fold_code
from .world import World

COMPARED = frozenset({"order_no", "order_line", "sku", "email", "requested_on", "qty", "external_ref", "return_reason"})
SURELY_ANOTHER = 2
"""In so many of the columns compared a row differs that asks for something else: one alone may have been corrected."""


def identity_of(rma: Rma, unread: frozenset[str] = frozenset()) -> str:
    """A fingerprint of who asks for what and when.

    Empty for a row that says nothing yet, and where one of the cells compared is among `unread`: two rows that both
    hold something unreadable are not therefore the same.
    """
    parts = (fold_code(rma.order_no), rma.order_line, fold_code(rma.sku), rma.email or rma.customer,
             str(rma.requested_on or ""), str(rma.qty or ""), rma.external_ref, rma.return_reason)
    return identity_text(*parts) if (rma.sku or rma.order_no) and COMPARED.isdisjoint(unread) else ""


def request_at(world: World, position: int) -> str:
    """`identity_of` the row at that position of the sheet."""
    rma, parsed = world.parsed(position)
    return identity_of(rma, frozenset(finding.column for finding in parsed))


def differs(world: World, position: int, other: int) -> bool:
    """Whether two rows ask for different things, beyond what a correction changes."""
    tab = world.tab
    return sum(tab.cell(position, column) != tab.cell(other, column) for column in COMPARED) >= SURELY_ANOTHER


def customer_at(world: World, position: int) -> str:
    """Fingerprint of the address and the order in the row at that position. An address alone slides too easily."""
    rma, _ = world.parsed(position)
    return identity_text(identity_text(rma.email), fold_code(rma.order_no))


def customer_of(record: RowRecord) -> str:
    """The same of a record: the address told last, and the order that was found.

    Empty where one of them is missing, and of what is over or was emptied: its customer asks anew.
    """
    if record.is_elsewhere or record.status in FINISHED:
        return ""
    detail = Detail.load(record.detail)
    to, order = detail.told.get("to", ""), detail.order
    return identity_text(to, fold_code(order)) if to and order else ""
