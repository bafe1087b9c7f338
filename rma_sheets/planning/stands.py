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


def stands_for(row: RowPlan, mail: Mail | None) -> Mapping[str, str]:
    """What `Detail.stands_for` keeps: that for which the row got its number, was finished without one, or of which its
    customer was told last; `mail` is the one of this pass."""
    known, record = row.detail.stands_for, row.record
    if mail is None and not row.got_number and (known or not (record.rma_number or record.status in FINISHED)):
        return known
    if not known and mail is None and (of_old := _known_of_old(row.detail)):
        return of_old
    typed = code_sign(row.rma.order_no)
    strange = any(finding.code == "email-of-another" for finding in row.findings)
    return {"order": code_sign(row.detail.order) or typed, "to": "" if strange else sign(row.rma.email),
            "sku": code_sign(row.rma.sku), "typed": typed}


def is_surely_another(world: World, position: int, record: RowRecord) -> bool:
    """Whether the row at that position asks for another return than the record stands for, by what is typed there."""
    rma, _ = world.parsed(position)
    return is_another(changes(Detail.load(record.detail), rma, [rma.order_no]))


def names_another(world: World, position: int, record: RowRecord) -> bool:
    """Whether it names another customer or another order than the record stands for, which may be a correction."""
    rma, _ = world.parsed(position)
    return not {"order", "to"}.isdisjoint(changes(Detail.load(record.detail), rma, [rma.order_no]).others)


@dataclass(frozen=True, slots=True)
class Changes:
    """Which of order, to and SKU are as they were, are others, and were blank before."""

    same: Set[str]
    others: Set[str]
    came: Set[str]


def changes(detail: Detail, rma: Rma, orders: Iterable[str]) -> Changes:
    """A row that says `rma` beside what it stands for; `orders` are those it may be of."""
    known = detail.stands_for or _known_of_old(detail)
    there = {"order": {code_sign(order) for order in orders} - {""}, "to": {sign(rma.email)} - {""},
             "sku": {code_sign(rma.sku)} - {""}}
    filled = {name for name, signs in there.items() if signs}
    same = {name for name in filled if known.get(name, "") in there[name]}
    others = {name for name in filled if known.get(name)} - same
    if known.get("typed") and "order" not in filled:
        others.add("order")     # it was typed, not found by address and SKU
    return Changes(same, others, filled - same - others)


def is_another(found: Changes) -> bool:
    """Whether the row became another return: another order for another customer; or all that was known of it is other.

    One thing alone may have been corrected.
    """
    if {"order", "to"} <= found.others:
        return True
    return bool(found.others) and not found.same and len(found.others | found.came) > 1


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
