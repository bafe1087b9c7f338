"""Whose a row is: one that has a number, or of which a customer was told, does not pass to another customer.

Cells of one column are moved, filled down and pasted more easily than rows, and then every return stands beside its
neighbour's address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rma_sheets.model.findings import Finding
from rma_sheets.model.record import Detail, RowRecord, first_told
from rma_sheets.model.rma import OrderLine, Rma
from rma_sheets.model.states import FINISHED

from .orders.codes import fold_address
from .stands import changes, is_another, sign
from .world import World


def of_another(world: World, rma: Rma, record: RowRecord, lines: Sequence[OrderLine]) -> Iterator[Finding]:
    """row-reused, where a row that has a number or is finished has become another return; else email-of-another."""
    detail = Detail.load(record.detail)
    found = changes(detail, rma, [rma.order_no, *(line.order_no for line in lines)])
    if (record.rma_number or record.status in FINISHED) and is_another(record, found):
        yield Finding("row-reused", column="order_no", facts={"number": record.reference})
    elif whose := _who_else(world, rma, record, detail, lines):
        yield Finding("email-of-another", column="email", facts={"typed": rma.email, "whose": whose})


def _who_else(world: World, rma: Rma, record: RowRecord, detail: Detail, lines: Sequence[OrderLine]) -> str:
    """The reference or the order of the other customer whose address a row has come to, empty where there is none.

    The row's own order decides where it names somebody. Where it does not, who began at the same address is the same
    customer, moved; and so is who has another return of the same order; and of a row of which nobody has heard yet
    nobody can tell.
    """
    told, address = detail.told, sign(rma.email)
    named = {fold_address(line.email) for line in lines} - {""}
    began = first_told(told) if told else ""
    began = began if not named or began in map(sign, named) else ""
    home = (told or detail.stands_for).get("to", "")
    if not rma.email or fold_address(rma.email) in named or address in (home, began):
        return ""
    if not (told or record.rma_number):
        return world.book.ordered_with(fold_address(rma.email)) if named else ""
    others = (other.reference for other in world.told_at.get(address, ()) if other.key != record.key
              and not (began and began == other.first) and not (detail.order and detail.order == other.order))
    return next(others, "") or world.book.ordered_with(fold_address(rma.email))
