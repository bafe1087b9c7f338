"""What the engine concludes from facts, status by status."""

from __future__ import annotations

from typing import Any

import pytest

from rma_sheets.model.lists import ACCEPTED_CONDITIONS, CONDITIONS, CONTESTED_CONDITIONS
from rma_sheets.model.states import OPEN, Status
from tests.rows import TODAY

from .walking import go, path, stand

RECEIVED: dict[str, Any] = {"received_on": TODAY}

CONCLUSIONS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("approved", {}, []),
    ("approved", {"tracking_no": "1Z"}, ["in_transit"]),
    ("approved", RECEIVED, ["received"]),
    ("approved", {"tracking_no": "1Z", **RECEIVED}, ["received"]),
    ("in_transit", {"tracking_no": "1Z"}, []),
    ("in_transit", RECEIVED, ["received"]),
    ("expired", RECEIVED, ["received"]),
    ("expired", {"tracking_no": "1Z"}, []),
    ("cancelled", RECEIVED, []),
    ("declined", RECEIVED, []),
    ("received", {"condition": "new_sealed"}, []),
    ("received", {"disposition": "restock"}, []),
    ("received", {"condition": "new_sealed", "disposition": "restock"}, ["inspected", "accepted"]),
    ("received", {"condition": "used"}, ["inspected", "contested"]),
    ("received", {"condition": "damaged", "disposition": "destroy"}, ["inspected"]),
    ("inspected", {"condition": "defective"}, ["accepted"]),
    ("inspected", {"condition": "missing"}, ["contested"]),
    ("inspected", {"condition": "no_fault_found"}, []),
    ("contested", {"condition": "new_sealed"}, []),
    ("rejected", {"payment_ref": "P1"}, []),
    ("accepted", {}, []),
    ("accepted", {"payment_ref": "P1"}, ["settled"]),
    ("approved", {"payment_ref": "P1"}, []),
    ("approved", {**RECEIVED, "condition": "new_sealed", "disposition": "restock", "payment_ref": "P1"},
     ["received", "inspected", "accepted", "settled"]),
    ("closed", {**RECEIVED, "payment_ref": "P1"}, []),
]


@pytest.mark.parametrize(("status", "facts", "expected"), CONCLUSIONS)
def test_facts_move_a_row(status: str, facts: dict[str, Any], expected: list[str]) -> None:
    assert path(go(status, **facts)) == expected


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_leads_where_its_list_says(condition: str) -> None:
    end = path(go("received", condition=condition, disposition="restock"))[-1]
    assert end == ("accepted" if condition in ACCEPTED_CONDITIONS
                   else "contested" if condition in CONTESTED_CONDITIONS else "inspected")


@pytest.mark.parametrize("judged", ["needs_info", "in_review", "approved", "declined"])
def test_a_new_row_goes_where_it_was_judged_to_belong(judged: str) -> None:
    walked = go(stand(None, judged=Status(judged)))
    assert path(walked) == ["requested", judged]
    assert walked.steps[0].source is None


def test_a_new_row_whose_goods_are_here_already_runs_on() -> None:
    walked = go(stand(None, judged=Status.APPROVED), received_on=TODAY, condition="used")
    assert path(walked) == ["requested", "approved", "received", "inspected", "contested"]


@pytest.mark.parametrize("status", sorted(OPEN - {Status.REQUESTED}))
@pytest.mark.parametrize("judged", ["needs_info", "in_review", "approved", "declined"])
def test_an_open_row_that_is_judged_otherwise_goes_back_and_on(status: str, judged: str) -> None:
    expected = [] if judged == status else ["requested", judged]
    assert path(go(stand(status, judged=Status(judged)))) == expected


def test_a_row_that_staff_put_in_review_stays_there_whatever_the_rules_say() -> None:
    assert path(go(stand("in_review", judged=Status.APPROVED, pinned=True))) == []


@pytest.mark.parametrize("status", sorted(set(Status) - OPEN))
def test_what_is_decided_is_not_judged_again(status: str) -> None:
    assert path(go(stand(status, judged=Status.NEEDS_INFO))) == []


def test_the_day_of_each_status_is_kept() -> None:
    walked = go("received", condition="used")
    assert walked.stand.moved == {Status(status): TODAY for status in ("received", "inspected", "contested")}


@pytest.mark.parametrize("status", sorted(Status))
def test_a_second_walk_from_where_the_first_ended_goes_nowhere(status: str) -> None:
    facts = {"received_on": TODAY, "condition": "new_sealed", "disposition": "restock", "payment_ref": "P1"}
    assert path(go(go(status, **facts).stand, **facts)) == []
