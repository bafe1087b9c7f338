"""Whose a row is: one that has a number, or of which a customer was told, does not pass to another customer.

Cells of one column are moved, filled down and pasted more easily than rows, and then every return stands beside its
neighbour's address; and who wants a new row types over an old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rma_sheets.model.findings import Finding
from rma_sheets.model.plan import Mail
from rma_sheets.model.record import Detail, RowRecord, first_told
from rma_sheets.model.rma import OrderLine, Rma

from .fingerprint import identity_text
from .orders.codes import fold_address, fold_code
from .planned import RowPlan
from .world import World


def of_another(world: World, rma: Rma, record: RowRecord, lines: Sequence[OrderLine]) -> Iterator[Finding]:
    """row-reused, where order and address are both others than those a number was given for; else email-of-another."""
    detail = Detail.load(record.detail)
    known = detail.stands_for or _known_of_old(detail)
    orders = [rma.order_no, *(line.order_no for line in lines)]
    if record.rma_number and _is_other(known.get("to", ""), [_sign(rma.email)]) and _is_other(
            known.get("order", ""), map(order_sign, orders)):
        yield Finding("row-reused", column="order_no", facts={"number": record.rma_number})
    elif whose := _who_else(world, rma, record, detail, lines):
        yield Finding("email-of-another", column="email", facts={"typed": rma.email, "whose": whose})


def stands_for(row: RowPlan, mail: Mail | None) -> Mapping[str, str]:
    """What `Detail.stands_for` keeps: the order and the address for which the row got its number, or of which its
    customer was told last; `mail` is the one of this pass."""
    known = row.detail.stands_for
    if mail is None and not row.got_number and (known or not row.record.rma_number):
        return known
    if not known and mail is None and (of_old := _known_of_old(row.detail)):
        return of_old
    return {"order": order_sign(row.detail.order or row.rma.order_no), "to": _sign(row.rma.email)}


def is_surely_another(world: World, position: int, record: RowRecord) -> bool:
    """Whether the row at that position names another customer or another order than the record stands for."""
    detail = Detail.load(record.detail)
    known, (rma, _) = detail.stands_for or _known_of_old(detail), world.parsed(position)
    return (_is_other(known.get("to", ""), [_sign(rma.email)])
            or _is_other(known.get("order", ""), [order_sign(rma.order_no)]))


def order_sign(order: str) -> str:
    """Fingerprint of an order number, however it is written; empty for a blank one."""
    return _sign(fold_code(order))


def _known_of_old(detail: Detail) -> Mapping[str, str]:
    """The same of a row in a journal that did not keep it yet."""
    return {"order": order_sign(detail.order), "to": detail.told["to"]} if detail.told else {}


def _is_other(known: str, now: Iterable[str]) -> bool:
    """Whether it is none of those that stand there now; where either is blank nobody can tell."""
    there = [sign for sign in now if sign]
    return bool(known and there) and known not in there


def _who_else(world: World, rma: Rma, record: RowRecord, detail: Detail, lines: Sequence[OrderLine]) -> str:
    """The reference or the order of the other customer whose address a row has come to, empty where there is none.

    The row's own order decides where it names somebody. Where it does not, who began at the same address is the same
    customer, moved; and so is who has another return of the same order.
    """
    told, address = detail.told, _sign(rma.email)
    if not rma.email or not (told or record.rma_number) or address == told.get("to", ""):
        return ""
    named = {fold_address(line.email) for line in lines} - {""}
    began = first_told(told) if told else ""
    began = began if not named or began in map(_sign, named) else ""
    if fold_address(rma.email) in named or address == began:
        return ""
    others = (other.reference for other in world.told_at.get(address, ()) if other.key != record.key
              and not (began and began == other.first) and not (detail.order and detail.order == other.order))
    return next(others, "") or world.book.ordered_with(fold_address(rma.email))


def _sign(text: str) -> str:
    return identity_text(text) if text else ""
