"""The short form of the harness, part of `make test`: a few cases of every part; `make faults` runs them all."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from tests.scenario.bad_input.processes import needs_fork
from tests.system import require_program

from . import calls, commands, concurrent, histories, kills, naive, servers
from .case import begun
from .passes import points_of
from .steps import STEPS

pytestmark = needs_fork

KILLS = ("insert", "sort", "copy", "delete", "edit", "restore", "say again", "sort visible", "sort white", "slide")
STEPS_TO_DIE_AT = ("after reserve", "in the middle of a file", "after replace", "before bind", "after bind",
                   "in the middle of the content", "after smtp content", "after write", "before reserve",
                   "after deliver")
RECOVERY = {"fill", "link", "back up", "go on", "one file"}
"""Steps of `restore` alone."""
CALLS = ("pwrite64 9/error=ENOSPC", "fdatasync 6/signal=SIGKILL", "rename 2/error=EIO", "fsync 1/error=EACCES",
         "sendto 4/signal=SIGKILL")
SERVERS = ("content drop/once", "content 5xx/for a pass", "rcpt 4xx/once", "data drop/for a pass")


@pytest.fixture(scope="module")
def points() -> Sequence[str]:
    """The points of a whole pass over the base shop."""
    with begun() as case:
        return points_of(case.shop)


def test_a_pass_comes_to_every_step_that_is_watched(points: Sequence[str]) -> None:
    names = {name for name, _ in STEPS} - {"rename"} - RECOVERY    # the first: the way of other systems
    assert {f"{when} {name}" for name in names for when in ("before", "after")} <= set(points)
    assert {"before commit", "after commit", "in the middle of a file", "in the middle of the content"} <= set(points)


@pytest.mark.parametrize(("point", "act"), list(zip(STEPS_TO_DIE_AT, KILLS, strict=True)))
def test_a_pass_killed_anywhere_breaks_no_promise_whatever_people_do(points: Sequence[str], point: str,
                                                                     act: str) -> None:
    assert kills.check(f"{points.index(point) + 1} {point}/{act}") == []


def test_nothing_dies_beyond_the_last_point(points: Sequence[str]) -> None:
    assert kills.check(f"{len(points) + 1} beyond the last/nothing") == []
    assert kills.check(f"{len(points) + 1} not there/nothing") == ["the pass did not die there"]


@pytest.mark.system
@pytest.mark.parametrize("case", CALLS)
def test_a_system_call_that_fails_breaks_no_promise(case: str) -> None:
    require_program("strace")
    assert calls.check(case) == []


@pytest.mark.parametrize("case", SERVERS)
def test_a_mail_server_that_misbehaves_breaks_no_promise(case: str) -> None:
    assert servers.check(case) == []


def test_passes_at_once_break_no_promise() -> None:
    assert concurrent.check("1-2") == []


@pytest.mark.parametrize("then", commands.AFTERWARDS)
@pytest.mark.parametrize(("name", "step"), [
    ("undo", "after replace"), ("undo", "after bind"), ("restore a row", "after replace"),
    ("restore the journal", "after go on"), ("restore the journal", "before fill"),
    ("restore the journal", "after fill"), ("send a lost mail", "before commit")])
def test_a_command_killed_anywhere_breaks_no_promise(name: str, step: str, then: str) -> None:
    at = max(at for at, point in enumerate(commands.points(name), 1) if point == step)
    assert commands.check(f"{name}: {at} {step}/{then}") == []


def test_random_histories_break_no_promise() -> None:
    assert histories.check(f"1 x{os.environ.get('FAULTS_HISTORIES', '6')}") == []


def test_a_naive_pass_is_caught() -> None:
    broken = str(naive.caught("insert"))
    assert "mail_delivered_once" in broken
    assert "one_customer_for_ever" in broken
