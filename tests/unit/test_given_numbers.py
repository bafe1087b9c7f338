"""What one journal learns of its numbers from another one."""

from __future__ import annotations

import pytest

from rma_sheets.model.given_numbers import GivenNumber, NumberKind, NumberState, states_after

VOID, BOUND, RESERVED = NumberState.VOID, NumberState.BOUND, NumberState.RESERVED


def number(state: NumberState, row_key: str = "K1", kind: NumberKind = NumberKind.REQUEST) -> GivenNumber:
    """A request reference of the first row, unless it is said otherwise."""
    return GivenNumber(kind, row_key, state)


@pytest.mark.parametrize(("here", "there", "after"), [
    (BOUND, VOID, {"N": VOID}),
    (VOID, BOUND, {"N": BOUND}),
    (BOUND, RESERVED, {}),
    (BOUND, BOUND, {}),
])
def test_a_number_follows_what_is_said_of_it(here: NumberState, there: NumberState,
                                             after: dict[str, NumberState]) -> None:
    assert states_after({"N": number(here)}, {"N": number(there)}) == after
    assert states_after({"N": number(here)}, {"N": number(there, "K2")}) == {}
    assert states_after({}, {"N": number(there)}) == {}


def test_a_row_has_one_live_request_reference() -> None:
    have = {"REQ-1": number(VOID), "REQ-2": number(BOUND)}
    assert states_after(have, {"REQ-1": number(BOUND)}) == {}
    assert states_after(have, {"REQ-1": number(BOUND), "REQ-2": number(VOID)}) == {"REQ-1": BOUND, "REQ-2": VOID}


def test_a_row_may_have_had_many_rma_numbers() -> None:
    have = {"RMA-1": number(VOID, kind=NumberKind.RMA), "RMA-2": number(BOUND, kind=NumberKind.RMA)}
    assert states_after(have, {"RMA-1": number(BOUND, kind=NumberKind.RMA)}) == {"RMA-1": BOUND}
