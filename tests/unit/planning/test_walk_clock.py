"""What only time does: the reminder, the end of an approval, and closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rma_sheets.model.settings import Settings
from rma_sheets.model.states import CLOSING, Status
from rma_sheets.planning.stand import Stand, closes_on, expires_on, reminds_on, ship_by

from .walking import SETTINGS, go, path, stand

APPROVED_ON = date(2026, 11, 1)
APPROVED = Stand(Status.APPROVED, {Status.APPROVED: APPROVED_ON})


def reminded(day: date) -> Stand:
    """An approved row whose reminder went on that day."""
    return replace(APPROVED, reminded=day)


def test_the_days_of_an_approved_return() -> None:
    assert ship_by(APPROVED, SETTINGS) == date(2026, 11, 15)
    assert reminds_on(APPROVED, SETTINGS) == date(2026, 11, 11)
    assert expires_on(reminded(date(2026, 11, 11)), SETTINGS) == date(2026, 11, 19)


def test_an_approved_return_expires_only_after_its_reminder() -> None:
    assert expires_on(APPROVED, SETTINGS) is None
    assert path(go(APPROVED, today=date(2027, 6, 1))) == []


def test_it_expires_on_its_day_and_not_before() -> None:
    told = reminded(date(2026, 11, 11))
    assert path(go(told, today=date(2026, 11, 18))) == []
    assert path(go(told, today=date(2026, 11, 19))) == ["expired"]


def test_a_late_reminder_leaves_the_customer_as_many_days_as_a_timely_one() -> None:
    late = reminded(date(2026, 12, 20))
    assert (ship_by(late, SETTINGS), expires_on(late, SETTINGS)) == (date(2026, 12, 24), date(2026, 12, 28))
    assert path(go(late, today=date(2026, 12, 27))) == []


@pytest.mark.parametrize("ship_within", [1, 4, 14])
@pytest.mark.parametrize("remind_before", [0, 3, 20])
@pytest.mark.parametrize("transit", [0, 5])
def test_no_setting_makes_a_return_expire_on_the_day_of_its_reminder_or_before(
        ship_within: int, remind_before: int, transit: int) -> None:
    settings = Settings(ship_within_days=ship_within, remind_before_days=remind_before, transit_days=transit)
    due = reminds_on(APPROVED, settings)
    assert due is not None
    for day in (due, due + timedelta(days=300)):
        expires = expires_on(reminded(day), settings)
        assert expires is not None
        assert expires > day > APPROVED_ON


def test_a_parcel_on_its_way_is_neither_reminded_nor_expires() -> None:
    moving = Stand(Status.IN_TRANSIT, {Status.APPROVED: APPROVED_ON, Status.IN_TRANSIT: APPROVED_ON},
                   reminded=date(2026, 11, 11))
    assert reminds_on(replace(moving, reminded=None), SETTINGS) is None
    assert path(go(moving, today=date(2027, 6, 1))) == []


def test_there_is_one_reminder() -> None:
    assert reminds_on(reminded(date(2026, 11, 11)), SETTINGS) is None


def test_an_expired_return_that_is_approved_again_has_all_its_days_again() -> None:
    told = reminded(date(2026, 11, 11))
    expired = go(told, today=date(2026, 11, 19)).stand
    again = go(expired, "approved", today=date(2026, 11, 25)).stand
    assert (ship_by(again, SETTINGS), again.reminded) == (date(2026, 12, 9), None)


@pytest.mark.parametrize("status", sorted(CLOSING))
def test_a_finished_row_closes_after_its_quiet_days(status: str) -> None:
    reached = date(2026, 11, 1)
    at = stand(status, moved={Status(status): reached})
    assert closes_on(at, SETTINGS) == reached + timedelta(days=14)
    assert path(go(at, today=date(2026, 11, 14))) == []
    assert path(go(at, today=date(2026, 11, 15))) == ["closed"]


@pytest.mark.parametrize("status", sorted(set(Status) - CLOSING))
def test_what_is_not_finished_never_closes_by_itself(status: str) -> None:
    at = stand(status, moved={Status(status): date(2020, 1, 1)}, judged=Status(status))
    assert closes_on(at, SETTINGS) is None
    assert "closed" not in path(go(at, today=date(2026, 11, 1)))


def test_goods_that_come_after_all_are_received_and_not_closed() -> None:
    expired = stand("expired", moved={Status.EXPIRED: date(2026, 10, 1)})
    assert path(go(expired, today=date(2026, 11, 22), received_on=date(2026, 11, 22))) == ["received"]
