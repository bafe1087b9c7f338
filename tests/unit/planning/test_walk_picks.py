"""What staff pick in the column Status: taken, tried again after the engine's steps, or put back with a remark."""

from __future__ import annotations

import pytest

from rma_sheets.model.states import MOVES, Move, Status, find_move
from rma_sheets.planning.stand import Stand
from tests.rows import TODAY

from .walking import go, path, stand


def named(move: Move) -> str:
    """`approved-settled`."""
    return f"{move.source}-{move.target}"


@pytest.mark.parametrize("move", [move for move in MOVES if move.by_staff], ids=named)
def test_staff_may_pick_every_move_of_theirs_once_its_columns_are_filled(move: Move) -> None:
    filled = dict.fromkeys(move.needs, "used" if "condition" in move.needs else "said so")
    walked = go(stand(move.source, judged=move.source), move.target, **filled)
    assert (walked.steps[0].target, walked.steps[0].by_staff, walked.remark) == (move.target, True, None)


@pytest.mark.parametrize("move", [move for move in MOVES if move.by_staff and move.needs], ids=named)
def test_a_pick_that_lacks_its_column_is_put_back_and_says_which(move: Move) -> None:
    walked = go(stand(move.source, judged=move.source), move.target)
    assert walked.steps == ()
    assert walked.remark is not None
    assert (walked.remark.code, walked.remark.facts["needs"]) == ("status-needs-column", move.needs[0])


@pytest.mark.parametrize("source", list(Status))
@pytest.mark.parametrize("target", list(Status))
def test_a_pick_that_no_move_allows_is_put_back(source: Status, target: Status) -> None:
    move = find_move(source, target)
    if source is target or (move and move.by_staff):
        return
    walked = go(stand(source, judged=source), target, decision_note="please")
    assert walked.steps == ()
    assert walked.remark is not None
    assert (walked.remark.code, walked.remark.facts) == (
        "status-not-legal", {"wanted": target.value, "now": source.value})


@pytest.mark.parametrize("status", list(Status))
def test_picking_the_status_that_stands_there_is_no_pick(status: Status) -> None:
    walked = go(stand(status, judged=status), status)
    assert (walked.steps, walked.remark) == ((), None)


def test_a_pick_becomes_legal_after_the_engine_has_moved_the_row() -> None:
    walked = go("approved", "rejected", received_on=TODAY, condition="damaged", disposition="send_back",
                decision_note="broken by hand")
    assert path(walked) == ["received", "inspected", "rejected"]
    assert [step.by_staff for step in walked.steps] == [False, False, True]


def test_a_pick_that_the_engine_reaches_by_itself_needs_no_remark() -> None:
    walked = go("approved", "accepted", received_on=TODAY, condition="new_sealed", disposition="restock")
    assert (path(walked), walked.remark) == (["received", "inspected", "accepted"], None)


def test_a_refused_pick_is_told_with_the_status_after_the_engines_steps() -> None:
    walked = go("approved", "closed", received_on=TODAY)
    assert walked.remark is not None
    assert (path(walked), walked.remark.facts["now"]) == (["received"], "received")


def test_a_pick_on_a_new_row_is_taken_before_it_is_judged() -> None:
    walked = go(stand(None, judged=Status.NEEDS_INFO), "approved")
    assert path(walked) == ["requested", "approved"]


def test_after_a_pick_the_facts_move_the_row_on() -> None:
    walked = go(stand("in_review"), "approved", received_on=TODAY)
    assert path(walked) == ["approved", "received"]


def test_staff_who_put_a_row_in_review_pin_it_there() -> None:
    assert go(stand("requested", judged=Status.APPROVED), "in_review").stand.pinned
    assert go("cancelled", "in_review").stand.pinned


@pytest.mark.parametrize("pick", ["approved", "declined", "cancelled"])
def test_staff_who_decide_take_the_pin_out(pick: str) -> None:
    assert not go(stand("in_review", pinned=True), pick, decision_note="because").stand.pinned


def test_a_payment_that_staff_took_back_does_not_settle_the_row_again() -> None:
    back = go("settled", "accepted", payment_ref="P1", decision_note="the bank sent it back")
    assert path(back) == ["accepted"]
    assert path(go(back.stand, payment_ref="P1")) == []
    assert path(go(back.stand, payment_ref="P2")) == ["settled"]


def test_a_second_payment_may_come_back_too() -> None:
    once = go("settled", "accepted", payment_ref="P1", decision_note="came back")
    again = go(go(once.stand, payment_ref="P2").stand, "accepted", payment_ref="P2", decision_note="came back")
    assert (path(again), path(go(again.stand, payment_ref="P2"))) == (["accepted"], [])


def test_an_approval_of_an_expired_return_starts_its_clock_anew() -> None:
    late = Stand(Status.EXPIRED, {Status.EXPIRED: TODAY}, reminded=TODAY)
    assert go(late, "approved").stand.reminded is None
