"""Whose an address is: one by which another customer is known is not taken for a correction.

Cells of one column are moved, filled down and pasted more easily than rows, and then every return stands beside its
neighbour's address.
"""

from __future__ import annotations

from collections.abc import Iterator

from rma_sheets.model.findings import Finding
from rma_sheets.model.record import Detail, RowRecord, first_told
from rma_sheets.model.rma import Rma

from .fingerprint import identity_text
from .orders.codes import fold_address
from .world import World


def address_of_another(world: World, rma: Rma, record: RowRecord) -> Iterator[Finding]:
    """email-of-another, where somebody was told of the row, and it has an address now that others were told at, or
    ordered with, and its own order does not name.

    Who began at the same address is the same customer, moved.
    """
    told = Detail.load(record.detail).told
    address = identity_text(rma.email)
    if not told or not rma.email or address in (told["to"], first_told(told)) or _is_on_its_order(world, rma):
        return
    others = (reference for first, reference in world.told_at.get(address, ()) if first != first_told(told))
    if whose := next(others, "") or world.book.ordered_with(fold_address(rma.email)):
        yield Finding("email-of-another", column="email", facts={"typed": rma.email, "whose": whose})


def _is_on_its_order(world: World, rma: Rma) -> bool:
    lines = (line for order in world.book.orders(rma.order_no) for line in world.book.lines(order))
    return any(fold_address(line.email) == fold_address(rma.email) for line in lines)

