"""`rma-sheets watch`: a pass whenever the register changes, and at least every N minutes, until Ctrl-C.

The register is watched by looking at its size and time, because change events do not come from network folders.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from rma_sheets.errors import RmaSheetsError, StoreError
from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App

LOOK_EVERY_SECONDS = 2.0


def configure(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """The options of `watch`."""
    parser.add_argument("--every", type=float, metavar="MINUTES", help=say("cli.watch.every"))
    parser.add_argument("--passes", type=int, metavar="N", help=say("cli.watch.passes"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Passes until interrupted, or until `--passes` of them are done. A broken world is told and tried again."""
    from rma_sheets.bootstrap import open_app

    with open_app(args.config, terminal) as app:
        every = 60 * (args.every or app.config.watch.every_minutes)
        terminal.say("cli.watch.started", name=app.store.name, minutes=f"{every / 60:g}")
        done, mark, told = 0, "", ""
        while True:
            told = _one_pass(app, terminal, told)
            done += 1
            mark = _mark(app)
            if args.passes and done >= args.passes:
                return 0
            _wait(app, mark, every)


def _one_pass(app: App, terminal: Terminal, told: str) -> str:
    """Run one pass; returns what was said of a trouble, so that the same trouble is not said every time."""
    from rma_sheets.render.console import report_json, report_lines
    from rma_sheets.sync import sync_pass

    try:
        report = sync_pass(app.parts, app.limits)
    except RmaSheetsError as error:
        if str(error) != told:
            terminal.error(error)
        return str(error)
    terminal.progress("")
    if not report.plan.empty or report.outcomes:
        terminal.lines([f"{datetime.now(app.zone):%Y-%m-%d %H:%M}",
                        *report_lines(report, app.texts, app.returns_title)])
        terminal.json(report_json(report.plan, app.texts, outcomes=report.outcomes, written=report.written))
    return ""


def _mark(app: App) -> str:
    try:
        return app.store.changed_at()
    except StoreError:
        return ""


def _wait(app: App, mark: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and _mark(app) == mark:
        time.sleep(min(LOOK_EVERY_SECONDS, max(0.0, end - time.monotonic())))
