"""What a row stands for: the order, the address and the goods that its number was given for, or that its customer was
told of. Who wants a new row types over an old one, and then the number beside it is not that return's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from rma_sheets.model.plan import Mail
from rma_sheets.model.record import Detail, RowRecord
from rma_sheets.model.rma import Rma
from rma_sheets.model.states import FINISHED

from .fingerprint import identity_text
from .orders.codes import fold_code
from .planned import RowPlan
from .world import World

RETURN = frozenset({"order", "to", "sku"})
"""By what one return is told from another; the day on which it was asked may be corrected with one of them."""


def stands_for(row: RowPlan, mail: Mail | None) -> Mapping[str, str]:
    """What `Detail.stands_for` keeps: that for which the row got its number, was finished without one, or of which its
    customer was told last; `mail` is the one of this pass. A mail beside other goods than those that were approved
    makes a row stand for them no more than before."""
    known, record = row.detail.stands_for, row.record
    codes = {finding.code for finding in row.findings}
    fresh = mail is not None and "goods-changed" not in codes
    if not fresh and not row.got_number and (known or not (record.rma_number or record.status in FINISHED)):
        return known
    if not known and mail is None and (of_old := _known_of_old(row.detail)):
        return of_old
    typed = code_sign(row.rma.order_no)
    now = {"to": "" if "email-of-another" in codes else sign(row.rma.email),
           "asked": sign(str(row.rma.requested_on or ""))}
    if known and record.rma_number and not row.got_number and not row.lines:    # nothing says which goods these are
        return {**known, **now}
    return {"order": code_sign(row.detail.order) or typed, "sku": code_sign(row.rma.sku), "typed": typed, **now}


def is_surely_another(world: World, position: int, record: RowRecord) -> bool:
    """Whether the row at that position asks for another return than the record stands for, by what is typed there."""
    rma, _ = world.parsed(position)
    return is_another(record, changes(Detail.load(record.detail), rma, [rma.order_no]))


def names_another(world: World, position: int, record: RowRecord) -> bool:
    """Whether it names another customer or another order than the record stands for, which may be a correction."""
    rma, _ = world.parsed(position)
    return not {"order", "to"}.isdisjoint(changes(Detail.load(record.detail), rma, [rma.order_no]).others)


@dataclass(frozen=True, slots=True)
class Changes:
    """Which of order, to, SKU and the day it was asked on are as they were, are others, and were blank before.

    `gone`: an order that was typed, and not found by address and SKU, is typed no more; `whole`: all is known that can
    be, as journals of old kept less.
    """

    same: Set[str]
    others: Set[str]
    came: Set[str]
    gone: bool
    whole: bool


def changes(detail: Detail, rma: Rma, orders: Iterable[str]) -> Changes:
    """A row that says `rma` beside what it stands for; `orders` are those it may be of."""
    known = detail.stands_for or _known_of_old(detail)
    there = {"order": {code_sign(order) for order in orders} - {""}, "to": {sign(rma.email)} - {""},
             "sku": {code_sign(rma.sku)} - {""}, "asked": {sign(str(rma.requested_on or ""))} - {""}}
    filled = {name for name in known.keys() & there.keys() if there[name]}
    same = {name for name in filled if known[name] in there[name]}
    others = {name for name in filled if known[name]} - same
    gone = bool(known.get("typed")) and not there["order"] and bool(there["to"] or there["sku"])
    return Changes(same, others, filled - same - others, gone, "sku" in known)


def is_another(record: RowRecord, found: Changes) -> bool:
    """Whether the row became another return: another order for another customer; or all that was known of it is other.

    One thing alone may have been corrected, and before there is a number an order that is no order's may be taken away.
    A finished return was typed over, too, where one of the others is other beside its order, or anything since it was
    emptied.
    """
    over = record.status in FINISHED
    gone = found.gone and (over or bool(record.rma_number))
    if "to" in found.others and ("order" in found.others or gone):
        return True
    if over and found.others and (record.is_elsewhere or ("order" in found.others and len(found.others) > 1)):
        return True
    others, same, came = (RETURN & names for names in (found.others, found.same, found.came))
    return found.whole and bool(others) and not same and len(others | came) > 1


def with_own_words(world: World, position: int, before: RowRecord | None, record: RowRecord,
                   detail: Detail) -> tuple[RowRecord, Detail]:
    """Both; a row that was emptied, or says another return now, is known by what it said before."""
    if before is None or (world.layout.asks(world.tab.rows[position])
                          and not is_surely_another(world, position, before)):
        return record, replace(detail, own_facts="")
    return replace(record, identity=before.identity), replace(detail, own_facts=before.own_facts)


def code_sign(code: str) -> str:
    """Fingerprint of an order number or a SKU, however it is written; empty for a blank one."""
    return sign(fold_code(code))


def sign(text: str) -> str:
    """Fingerprint of a text; empty for a blank one."""
    return identity_text(text) if text else ""


def _known_of_old(detail: Detail) -> Mapping[str, str]:
    """The same of a row in a journal that did not keep it yet."""
    return {"order": code_sign(detail.order), "to": detail.told["to"]} if detail.told else {}
