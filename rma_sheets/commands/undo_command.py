"""`rma-sheets undo [RUN]`: takes one run back, or shows what that would do; `--list` shows the runs.

Without a number the last run that changed something is meant. What it made of a row goes back as far as nobody has
worked on it since; what is out (mails) and what was given (numbers) is told.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rma_sheets.arguments import number
from rma_sheets.errors import UsageError
from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.model.runs import RunLine
    from rma_sheets.sync import Parts


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `undo`."""
    parser.add_argument("run", nargs="?", type=number(int, say, 1, 2**62), metavar=say("cli.undo.run"),
                        help=say("cli.undo.which"))
    parser.add_argument("--list", action="store_true", help=say("cli.undo.list"))
    parser.add_argument("--dry-run", action="store_true", help=say("cli.undo.dry-run"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Take it back and print what was done, as `sync` does. Raises UsageError for a run that is not there."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.brakes import Limits
    from rma_sheets.render.console import report_json
    from rma_sheets.sync import plan_pass, sync_pass

    from .passes import report_facts, shown_plan, shown_report

    with open_app(args.config, terminal) as app:
        lines = app.journal.runs()
        if args.list:
            return _list(app, terminal, lines)
        parts = _undoing(app, _chosen(lines, args.run))
        if args.dry_run:
            plan = plan_pass(parts, anyway=True)
            terminal.lines(shown_plan(app, plan))
            terminal.json(report_json(plan, app.texts))
            return 0
        report = sync_pass(parts, Limits(None, None), anyway=True)
        terminal.progress("")
        terminal.lines([*shown_report(app, report), *([] if report.plan.empty else [app.texts.say("undo.stays")])])
        terminal.json(report_facts(app, report))
        return 0


def _chosen(lines: Sequence[RunLine], asked: int | None) -> RunLine:
    found = [line for line in lines if asked in (None, line.run)]
    if not found:
        raise UsageError("undo.no-such-run" if asked else "undo.nothing", run=asked or 0)
    return found[0]


def _undoing(app: App, line: RunLine) -> Parts:
    """The parts of a pass that takes that run back instead of going on."""
    from rma_sheets.planning.undo import undo_plan
    from rma_sheets.planning.world import World

    memory = app.journal.run(line)
    return replace(app.parts, plan=lambda snapshot, view, now: undo_plan(
        World(snapshot, view, app.settings, app.all_texts, app.lists, now), memory))


def _list(app: App, terminal: Terminal, lines: Sequence[RunLine]) -> int:
    from rma_sheets.render.table import in_columns

    say, count = app.texts.say, app.texts.count
    rows = [(str(line.run), f"{line.at.astimezone(app.zone):%Y-%m-%d %H:%M}", count("undo.rows", line.rows),
             count("console.numbers", line.numbers), count("console.mails", line.mails)) for line in lines]
    terminal.lines([say("undo.runs"), *in_columns(rows)] if lines else [say("undo.nothing.message")])
    terminal.json([{"run": line.run, "at": line.at.isoformat(), "rows": line.rows, "numbers": line.numbers,
                    "mails": line.mails} for line in lines])
    return 0
