"""Whatever stands in a register and whatever staff do to it: passes come to rest, and no promise is broken.

`Shop` holds every plan against the promises; here are registers and acts that nobody would think of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rma_sheets.model.plan import Plan
from rma_sheets.model.states import Status
from rma_sheets.model.values import CellError, Formula
from tests.simulate import POLICY, SETTINGS, Shop, asks, asks_lamp, columns_reversed, lists

VALUES: dict[str, list[Any]] = {
    "requested_on": [date(2026, 11, 20), "2026-11-21", "03/04/2026", None, date(2026, 12, 24), Formula("x")],
    "order_no": ["10023", "10024", "10025", "1OO23", 10023, None, CellError("#N/A")],
    "order_line": [None, "1", "7"],
    "sku": ["MUG-01", "LMP-02", "BOX-03", "mug-01", None],
    "qty": [1, 2, 5, 9, 0, -1, 1.5, "two", None, Formula(1)],
    "email": ["anna@example.org", "ben@example.com", "ANNA@example.org", "no address", "a@b.org; c@d.org", None],
    "language": [None, "French", "en", "xx"],
    "return_reason": [None, "Wrong size", "cassé", "whim"],
    "requested_resolution": [None, "refund", "money"],
    "tracking_no": [None, "1Z999"],
    "received_on": [None, date(2026, 11, 22), "2026-11-21", "soon"],
    "qty_received": [None, 1, 7],
    "condition": [None, "used, worn", "new, sealed", "damaged", "?"],
    "disposition": [None, "restock", "destroy"],
    "payment_ref": [None, "P1", "P2"],
    "decision_note": [None, "because"],
    "hold": [None, "yes", "maybe"],
    "do_not_notify": [None, "yes"],
    "status": [None, "nonsense", *(lists("en").label("status", status.value) for status in Status)],
}
OURS = ("rma_number", "request_ref", "messages", "rev", "synced_status", "why", "last_sync", "parcel_id")

CELLS = st.sampled_from([(column, value) for column, values in VALUES.items() for value in values])
BASES = st.sampled_from([asks(), asks_lamp(), asks(order_no="10025", sku="BOX-03", qty=2), {}])
ROWS = st.lists(st.builds(lambda base, cells: base | dict(cells), BASES, st.lists(CELLS, max_size=4)),
                min_size=1, max_size=4)
ROW_NUMBERS = st.integers(0, 3)
SHOPS = st.builds(replace, st.just(SETTINGS), ship_within_days=st.integers(1, 15), remind_before_days=st.integers(0, 3),
                  transit_days=st.integers(0, 3), close_after_days=st.integers(0, 15),
                  language=st.sampled_from(["en", "fr"]), staff_email=st.sampled_from(["", "returns@example.org"]),
                  notices_off=st.sampled_from([frozenset(), frozenset({"approved", "requested"})]))
POLICIES = st.sampled_from([
    POLICY, (), ({"order": 1, "rule": "sick", "verdict": "decline", "country": "Atlantis"}, *POLICY),
    ({"order": 1, "rule": "no lamps", "verdict": "decline", "sku": "LMP*"}, *POLICY)])

SENTENCES = {"messages", "why", "last_sync"}
"""A row that waits for another names it, and what it has left; a row that is not judged again names it as it was."""

Act = Callable[[Shop, int], None]


def _type(cell: tuple[str, Any]) -> Act:
    return lambda shop, row: shop.store.type(row, *cell)


def _put_back_first(shop: Shop, row: int) -> None:
    shop.put_back(shop.first)  # type: ignore[attr-defined]


ACTS = st.one_of(
    CELLS.map(_type),
    st.sampled_from(OURS).flatmap(lambda column: st.sampled_from(["mine", None, 1]).map(lambda v: _type((column, v)))),
    st.sampled_from([
        lambda shop, row: shop.erase_key(row),
        lambda shop, row: shop.store.delete(row),
        lambda shop, row: shop.store.copy_row(row),
        lambda shop, row: shop.store.copy_row(row, to=0),
        lambda shop, row: shop.store.sort("row_key", reverse=True),
        lambda shop, row: shop.store.sort("order_no"),
        lambda shop, row: shop.store.insert(row, {}),
        lambda shop, row: shop.put_back(shop.store.read(), columns_reversed),
        lambda shop, row: shop.later(row * 5),
        lambda shop, row: shop.store.type(0, "verdict", ["approve", "decline", "?", None][row], tab="policy"),
        lambda shop, row: shop.store.sealed.clear(),
        _put_back_first,
    ]),
    st.sampled_from(("status", "check", "messages", "next_step", "rma_number", "row_key", "rev", "assignee")).map(
        lambda column: lambda shop, row: shop.seal(row, column)))


def act(shop: Shop, what: Act, row: int) -> None:
    """Do it, unless there is no such row."""
    if row < len(shop.store.read().tab("returns").rows) and shop.store.read().tab("policy").rows:
        what(shop, row)


def judged_anew(shop: Shop) -> Plan:
    """The plan of a pass that looks at every row again."""
    view = shop.journal.view()
    rows = {key: replace(record, seen="") for key, record in view.rows.items()}
    return shop.plan_of(shop.store.read(), replace(view, rows=rows), shop.now)


def at_rest(shop: Shop) -> None:
    """Nothing is left to do, also not after sorting and moving columns; mails and numbers are unique."""
    plan = shop.plan()
    assert plan.empty
    anew = judged_anew(shop)
    assert (anew.mails, anew.moves) == ((), ())
    assert {write.column for write in anew.writes} <= SENTENCES
    if "duplicate-row-key" not in shop.codes(plan):
        shop.store.sort("request_ref", reverse=True)
        shop.put_back(shop.store.read(), columns_reversed)
        assert shop.plan().empty
    numbers = [number for number in shop.column("rma_number") if number not in (None, "mine", 1)
               and "duplicate-row-key" not in shop.codes(plan)]
    assert len(numbers) == len(set(numbers))
    assert len({key for mail in shop.mails for key in mail.covers}) == sum(len(mail.covers) for mail in shop.mails)


@given(ROWS, SHOPS, POLICIES)
@settings(max_examples=100)
def test_any_register_comes_to_rest_in_one_pass(rows: Any, chosen: Any, policy: Any) -> None:
    shop = Shop(*rows, settings=chosen, policy=policy)
    shop.settle(passes=1)
    at_rest(shop)


@given(ROWS, SHOPS, POLICIES, st.lists(st.tuples(ACTS, ROW_NUMBERS, st.booleans()), max_size=8))
@settings(max_examples=150)
def test_whatever_staff_do_passes_come_to_rest(rows: Any, chosen: Any, policy: Any, acts: Any) -> None:
    shop = Shop(*rows, settings=chosen, policy=policy)
    shop.first = shop.store.read()  # type: ignore[attr-defined]
    shop.settle()
    for what, row, settles in acts:
        act(shop, what, row)
        if settles:
            shop.settle()
    shop.settle()
    shop.store.sealed.clear()
    shop.settle()
    at_rest(shop)
