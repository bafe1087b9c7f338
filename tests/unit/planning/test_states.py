"""The table of statuses and moves, held against itself and the texts."""

from __future__ import annotations

from collections import Counter

import pytest

from rma_sheets.model.column import Owner
from rma_sheets.model.returns_columns import RETURNS_COLUMNS
from rma_sheets.model.states import AUTHORIZED, MOVES, OPEN, Status, find_move, staff_moves
from rma_sheets.planning.conclusions import CONCLUSIONS
from rma_sheets.planning.walk import BROUGHT_IN
from tests.simulate import catalogue


def test_every_status_can_be_reached_from_requested() -> None:
    reached = {Status.REQUESTED}
    while new := {move.target for move in MOVES if move.source in reached} - reached:
        reached |= new
    assert reached == set(Status)


def test_from_every_status_there_is_a_way_on() -> None:
    assert {move.source for move in MOVES} == set(Status)


def test_no_move_stands_twice_and_none_leads_nowhere() -> None:
    assert [pair for pair, times in Counter((move.source, move.target) for move in MOVES).items() if times > 1] == []
    assert [move for move in MOVES if move.source is move.target or not (move.by_engine or move.by_staff)] == []


def test_what_a_move_needs_is_a_column_of_staff() -> None:
    theirs = {column.key for column in RETURNS_COLUMNS if column.owner is Owner.STAFF}
    assert {column for move in MOVES for column in move.needs} <= theirs


def test_staff_may_pick_what_the_table_says_in_its_order() -> None:
    assert staff_moves(Status.REQUESTED) == (Status.IN_REVIEW, Status.APPROVED, Status.DECLINED, Status.CANCELLED)
    assert staff_moves(Status.RECEIVED) == (Status.INSPECTED,)


def test_a_move_is_found_by_its_ends_or_not_at_all() -> None:
    found = find_move(Status.ACCEPTED, Status.SETTLED)
    assert found is not None
    assert found.needs == ("payment_ref",)
    assert find_move(Status.CLOSED, Status.APPROVED) is None


def test_the_engine_draws_only_moves_of_the_table() -> None:
    drawn = [(source, each.target) for each in CONCLUSIONS for source in each.sources]
    assert [pair for pair in drawn if not (move := find_move(*pair)) or not move.by_engine] == []


def test_every_move_of_the_engine_has_a_conclusion_or_a_judgement() -> None:
    drawn = {(source, each.target) for each in CONCLUSIONS for source in each.sources}
    assert {(move.source, move.target) for move in MOVES if move.by_engine and move.source not in OPEN} == drawn


def test_open_statuses_are_not_authorized() -> None:
    assert not OPEN & AUTHORIZED


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_status_has_a_label_of_its_own(language: str) -> None:
    labels = [catalogue()[language].say(f"lists.status.{status.value}") for status in Status]
    assert len(set(labels)) == len(Status)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_status_says_what_is_to_be_done_and_every_cause_has_its_words(language: str) -> None:
    texts = catalogue()[language]
    causes = {each.cause for each in CONCLUSIONS} | {"first-sight", "judged", "judged-again", "staff", BROUGHT_IN}
    assert [status for status in Status if not texts.has(f"next.{status.value}")] == []
    assert [cause for cause in causes if not texts.has(f"cause.{cause}")] == []
