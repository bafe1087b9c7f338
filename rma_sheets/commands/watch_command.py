"""`rma-sheets watch`: a pass whenever the register changes, and at least every N minutes, until it is ended.

The register is watched by looking at its size and time, because change events do not come from network folders.
Ctrl-C and SIGTERM let a pass that is under way come to its end; a second Ctrl-C does not wait.
"""

from __future__ import annotations

import argparse
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING

from rma_sheets.arguments import number
from rma_sheets.errors import RmaSheetsError, StoreError
from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.ports import Store

LOOK_EVERY_SECONDS = 2.0
A_DAY = 24 * 60
"""Minutes: at the latest the clock alone has something to do."""

TRY_AGAIN_SECONDS = 30.0
"""After trouble, the register may be free again without having changed."""


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `watch`."""
    parser.add_argument("--every", type=number(float, say, 0.01, A_DAY), metavar=say("cli.minutes"),
                        help=say("cli.watch.every"))
    parser.add_argument("--passes", type=number(int, say, 1, 1_000_000), metavar=say("cli.count"),
                        help=say("cli.watch.passes"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Passes until it is ended, or until `--passes` of them are done. A broken world is told and tried again."""
    from rma_sheets.bootstrap import open_app

    terminal.json_lines = True
    with open_app(args.config, terminal) as app:
        every, store = 60 * (args.every or app.config.watch.every_minutes), app.store
        minutes = f"{every / 60:g}"
        terminal.say(f"cli.watch.started.{'one' if minutes == '1' else 'other'}", name=store.name, minutes=minutes)
        terminal.flush()
    done, told = 0, ""
    with _ended_by_signals() as end:
        while not end.is_set():
            mark = _mark(store)  # before the pass: what is saved while it runs is seen by the next one
            told = _one_pass(args.config, terminal, told)
            done += 1
            if done == args.passes:
                break
            _wait(store, mark, min(every, TRY_AGAIN_SECONDS) if told else every, end)
    terminal.say("cli.watch.ended")
    return 0


@contextmanager
def _ended_by_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set; the second Ctrl-C is an ordinary one."""
    end = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if end.is_set():
            raise KeyboardInterrupt
        end.set()

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield end
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _one_pass(config: str, terminal: Terminal, told: str) -> str:
    """Run one pass; returns what was said of a trouble, so that the same trouble is not said every time.

    Configuration and templates are read anew: staff edit them while it watches.
    """
    from rma_sheets.bootstrap import open_app
    from rma_sheets.collector import paused_collector
    from rma_sheets.commands.passes import report_facts, shown_report
    from rma_sheets.sync import sync_pass

    try:
        with open_app(config, terminal) as app, paused_collector():
            at = datetime.now(app.zone)
            report = sync_pass(app.parts, app.limits)
            lines, facts = shown_report(app, report), report_facts(app, report)
    except RmaSheetsError as error:
        if str(error) != told:
            terminal.error(error)
            terminal.aside("cli.watch.again")
        return str(error)
    terminal.progress("")
    if told:
        terminal.aside("cli.watch.better", at=at)
    if not report.plan.empty or report.outcomes:
        terminal.lines(["", f"{at:%Y-%m-%d %H:%M}", *lines])
    terminal.json({"at": at.isoformat(timespec="seconds"), **facts})
    terminal.flush()  # who reads from a pipe or a log does not wait for the next pass
    return ""


def _mark(store: Store) -> str:
    try:
        return store.changed_at()
    except StoreError:
        return ""


def _wait(store: Store, mark: str, seconds: float, end: threading.Event) -> None:
    """Return when the register has changed and come to rest, the time is over, or the end is wanted."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and not end.is_set():
        before = _mark(store)
        end.wait(min(LOOK_EVERY_SECONDS, left))
        if before not in (mark, "") and _mark(store) == before:
            return
