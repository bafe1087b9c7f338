"""A row that is finished when it is first seen: taken as it is, and no fact it brings moves it further."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rma_sheets.model.states import FINISHED, Status
from tests.rows import TODAY

from .walking import SETTINGS, go, path, stand

FACTS: dict[str, Any] = {"tracking_no": "1Z", "received_on": TODAY, "condition": "used", "disposition": "restock",
                         "payment_ref": "P1", "decision_note": "as agreed"}


@pytest.mark.parametrize("status", sorted(FINISHED))
@pytest.mark.parametrize("judged", ["needs_info", "approved", "declined"])
def test_it_is_taken_as_it_is_whatever_it_holds_and_the_rules_say(status: Status, judged: str) -> None:
    walked = go(stand(None, judged=Status(judged)), status, **FACTS)
    assert [(step.source, step.target, step.cause, step.by_staff) for step in walked.steps] == [
        (None, status, "brought-in", False)]
    assert (walked.brought_in, walked.remark, walked.stand.moved) == (True, None, {status: TODAY})


@pytest.mark.parametrize("status", sorted(FINISHED))
def test_later_it_only_closes(status: Status) -> None:
    taken = go(stand(None), status, **FACTS).stand
    assert path(go(taken, today=TODAY + timedelta(days=1), **FACTS)) == []
    after = go(taken, today=TODAY + timedelta(days=SETTINGS.close_after_days), **FACTS)
    assert path(after) == ([] if status is Status.CLOSED else ["closed"])


def test_goods_that_arrive_after_it_was_taken_in_are_news() -> None:
    taken = go(stand(None), "expired").stand
    assert path(go(taken, received_on=TODAY)) == ["received"]


def test_staff_may_go_on_from_there_as_from_anywhere() -> None:
    assert path(go(go(stand(None), "closed", **FACTS).stand, "in_review", **FACTS)) == ["in_review"]
    assert path(go(go(stand(None), "expired", received_on=TODAY).stand, "approved", received_on=TODAY)) == [
        "approved", "received"]


def test_a_payment_from_before_does_not_settle_it_anew() -> None:
    back = go(go(stand(None), "rejected", **FACTS).stand, "accepted", **FACTS)
    assert path(back) == ["accepted"]
    assert path(go(back.stand, **{**FACTS, "payment_ref": "P2"})) == ["settled"]


@pytest.mark.parametrize("status", sorted(set(Status) - FINISHED - {Status.REQUESTED}))
def test_any_other_status_of_a_new_row_is_a_pick_like_any_other(status: Status) -> None:
    walked = go(stand(None), status, decision_note="x")
    assert (walked.steps[0].target, walked.brought_in) == ("requested", False)
