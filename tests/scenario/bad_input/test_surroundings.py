"""Clocks that jump, odd folders and links, and a terminal without letters: the pass does what it always does."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from rma_sheets.bootstrap import SystemClock

from .proofs import assert_whole
from .shop import Shop, asks, day, make_shop


class Clock:
    """Stands in for the machine's clock; so many days are added."""

    ahead = timedelta()

    def now(self, zone: tzinfo) -> datetime:
        return datetime.now(zone) + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(SystemClock, "now", lambda self: clock.now(self.zone))
    return clock


def test_a_clock_set_back_and_forth_sends_nothing_twice(running: Shop, clock: Clock) -> None:
    number = running.cell(2, "rma_number")
    for days in (-400, 0, -1, 1, 0, -3000, 0):
        clock.ahead = timedelta(days=days)
        running.sync()
    assert (running.cell(2, "rma_number"), running.cell(2, "status"), len(running.mails())) == (number, "approved", 1)
    assert_whole(running)


def test_a_clock_far_ahead_reminds_before_it_expires_and_never_twice(running: Shop, clock: Clock) -> None:
    clock.ahead = timedelta(days=5000)
    running.sync()
    assert (running.cell(2, "status"), len(running.mails())) == ("approved", 2)
    for days in (0, 5000, 5001, 0, 5000):
        clock.ahead = timedelta(days=days)
        running.sync()
    assert (running.cell(2, "status"), len(running.mails())) == ("approved", 2)


def test_numbers_of_a_year_that_comes_twice_are_different(running: Shop, clock: Clock) -> None:
    for number, days in (("1002", 400), ("1003", 0), ("1004", 400), ("1005", 0)):
        clock.ahead = timedelta(days=days)
        running.add(asks(number, requested_on=day(1)))
        running.sync()
    numbers = [each for each in running.column("rma_number") if each]
    assert len(set(numbers)) == len(numbers) >= 3


def test_a_folder_with_an_odd_name_is_a_folder(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "Rückläufer 📦 100%20 'x' #1")
    shop.sync()
    assert_whole(shop)


def test_a_register_behind_a_link_stays_there(running: Shop, tmp_path: Path) -> None:
    elsewhere = running.register.rename(tmp_path / "shared.xlsx")
    running.register.symlink_to(elsewhere)
    running.add(asks("1002"))
    running.sync()
    assert running.register.is_symlink()
    assert running.column("status") == ["approved", "approved"]
    assert_whole(running)


def test_a_terminal_without_letters_does_not_stop_the_pass(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", asks("1001", customer="Zoë 🎁", email="zoe@example.org"), asks("№ 7"))
    done = shop.outside("sync", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.code, done.err) == (0, "")
    assert_whole(shop)
