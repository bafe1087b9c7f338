"""Whatever staff do between power cuts: no mail arrives twice, no number is given twice, and passes come to rest."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rma_sheets.brakes import Limits
from tests.simulate import Shop

from .passes import Machine, PowerCut, cut_power
from .test_any_register import ACTS, POLICIES, ROW_NUMBERS, ROWS, act

CUTS = st.sampled_from(["none", "before_write", "after_write", "mail"])
UNLIMITED = Limits(max_mails=None, max_missing_share=None)


def pass_with_cut(shop: Shop, sent: list[str], cut: str) -> None:
    """One pass of a machine that is switched on for it; what arrived at the mail server is added to `sent`."""
    machine = Machine(shop)
    if cut == "mail":
        machine.mailer.answers.append(PowerCut())
    elif cut != "none":
        setattr(shop.store, cut, cut_power)
    with suppress(PowerCut):
        machine.sync(UNLIMITED)
    shop.store.before_write = shop.store.after_write = lambda: None
    sent += [envelope.key for envelope in machine.mailer.sent]


@given(ROWS, POLICIES, st.lists(st.tuples(ACTS, ROW_NUMBERS, CUTS), max_size=8))
@settings(max_examples=100)
def test_power_cuts_at_any_moment_do_no_harm(rows: Any, policy: Any, acts: Any) -> None:
    shop, sent = Shop(*rows, policy=policy), list[str]()
    shop.first = shop.store.read()  # type: ignore[attr-defined]
    for what, row, cut in acts:
        pass_with_cut(shop, sent, cut)
        act(shop, what, row)
    shop.store.sealed.clear()
    for _ in range(4):
        pass_with_cut(shop, sent, "none")
    plan = shop.plan()
    assert plan.empty
    assert len(sent) == len(set(sent))
    told_twice = [finding.key for finding in plan.findings if finding.code == "duplicate-row-key"]
    for position, number in enumerate(shop.column("rma_number")):
        key = shop.cell(position, "row_key")
        if number and key and key not in told_twice and not plan.foreign_rows:      # without: a line of the shop's own
            assert shop.journal.numbers[str(number)] == (shop.cell(position, "row_key"), "bound")
