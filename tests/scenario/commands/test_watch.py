"""`watch`: a pass after each change; trouble is told once and tried again."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rma_sheets.commands import watch_command

from .shell import cells, rma_sheets, type_in


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks more often than a shop needs."""
    monkeypatch.setattr(watch_command, "LOOK_EVERY_SECONDS", 0.05)
    monkeypatch.setattr(watch_command, "TRY_AGAIN_SECONDS", 0.1)


def after(happened: Callable[[], bool], act: Callable[[], object]) -> threading.Thread:
    """Somebody acts once that has happened (or after ten seconds, so that a test ends)."""
    def wait() -> None:
        end = time.monotonic() + 10
        while not happened() and time.monotonic() < end:
            time.sleep(0.05)
        act()
    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_one_pass_is_a_sync(shop: Path) -> None:
    done = rma_sheets(shop, "watch", "--passes", 1)
    assert (done.code, done.err) == (0, "")
    assert cells(shop / "returns.xlsx", "status") == ["approved", "needs info"]


def test_a_change_of_the_workbook_brings_a_pass(demo: Path) -> None:
    register = demo / "returns.xlsx"
    typing = after(lambda: True, lambda: (time.sleep(0.5), type_in(register, 4, "received_on", "2026-11-20")))
    done = rma_sheets(demo, "watch", "--passes", 2)
    typing.join()
    assert (done.code, cells(register, "status")[2]) == (0, "received")
    assert "Status: in transit -> received" in done.out


def test_without_a_change_a_pass_comes_after_the_minutes(shop: Path) -> None:
    start = time.monotonic()
    assert rma_sheets(shop, "watch", "--passes", 4, "--every", 0.01).code == 0
    assert 0.6 <= time.monotonic() - start < 60


def test_quiet_passes_print_nothing(demo: Path) -> None:
    out = rma_sheets(demo, "watch", "--passes", 2, "--every", 0.01).out
    assert out.splitlines()[1:] == ["Ended. Nothing is half-done."]


def test_trouble_is_told_once_and_its_end_is_told(demo: Path) -> None:
    register, away = demo / "returns.xlsx", demo / "away.xlsx"
    register.rename(away)
    passes: list[object] = []
    back = after(lambda: len(passes) >= 3, lambda: away.rename(register))
    one_pass = watch_command._one_pass

    def counted(*args: object) -> str:
        passes.append(args)
        return one_pass(*args)  # type: ignore[arg-type]

    watch_command._one_pass = counted  # type: ignore[assignment]
    try:
        done = rma_sheets(demo, "watch", "--passes", 8, "--every", 0.01)
    finally:
        watch_command._one_pass = one_pass
        back.join()
    assert (done.code, done.err.count("[excel.no-such-file]")) == (0, 1)
    assert "it works again." in done.err


def test_json_is_one_object_on_each_line(shop: Path) -> None:
    out = rma_sheets(shop, "watch", "--passes", 2, "--every", 0.01, "--json").out
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["written"] for line in lines] == [True, False]
    assert all("at" in line for line in lines)


def test_trouble_is_one_json_line_too(shop: Path) -> None:
    (shop / "returns.xlsx").unlink()
    out = rma_sheets(shop, "watch", "--passes", 3, "--every", 0.01, "--json").out
    assert [json.loads(line)["error"] for line in out.splitlines()] == ["excel.no-such-file"]


def test_a_broken_configuration_ends_it_at_once(tmp_path: Path) -> None:
    assert rma_sheets(tmp_path, "watch").code == 1


def test_a_configuration_spoiled_meanwhile_is_told_and_read_again(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config, one_pass, told = shop / "config.yaml", watch_command._one_pass, []
    good = config.read_text(encoding="utf-8")

    def edited(*args: object) -> str:
        config.write_text(good + ("\nunknown_key: 1\n" if len(told) == 1 else ""), encoding="utf-8")
        told.append(one_pass(*args))  # type: ignore[arg-type]
        return told[-1]

    monkeypatch.setattr(watch_command, "_one_pass", edited)
    done = rma_sheets(shop, "watch", "--passes", 3, "--every", 0.01)
    assert [bool(each) for each in told] == [False, True, False]
    assert (done.code, done.err.count("[config.invalid]")) == (0, 1)


@pytest.mark.parametrize(("every", "said"), [(1, "every minute."), (2, "every 2 minutes.")])
def test_one_minute_is_said_as_one(shop: Path, every: int, said: str) -> None:
    assert said in rma_sheets(shop, "watch", "--passes", 1, "--every", every).out
