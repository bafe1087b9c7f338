"""`rma-sheets undo [RUN]`: takes one run back, or shows what that would do; `--list` shows the runs.

Without a number the last run that changed something is meant, and going further back takes its number: a second `undo`,
to see whether the first one worked, must not make more numbers void. What a run made of a row goes back as far as
nobody has worked on it since; what is out (mails) and what was given (numbers) is told.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from rma_sheets.errors import UsageError
from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from datetime import datetime

    from rma_sheets.bootstrap import App
    from rma_sheets.model.plan import Plan
    from rma_sheets.model.record import JournalView
    from rma_sheets.model.snapshot import Snapshot
    from rma_sheets.sync import Parts


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `undo`."""
    parser.add_argument("run", nargs="?", metavar=say("cli.undo.run"), help=say("cli.undo.which"))
    parser.add_argument("--list", action="store_true", help=say("cli.undo.list"))
    parser.add_argument("--dry-run", action="store_true", help=say("cli.undo.dry-run"))
    parser.add_argument("--all", action="store_true", help=say("cli.all"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Take it back and print what was done, as `sync` does. Raises UsageError for a run that is not there."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.brakes import Limits
    from rma_sheets.render.console import report_json
    from rma_sheets.sync import plan_pass, sync_pass

    from .passes import late_mails, report_facts, shown_plan, shown_report
    from .undo_list import list_runs

    with open_app(args.config, terminal) as app:
        asked = _number(args.run)
        if args.list:
            return list_runs(app, terminal, app.journal.runs())
        parts = _undoing(app, asked)
        if args.dry_run:
            if app.journal.pending():
                raise UsageError("undo.unfinished")
            plan = plan_pass(parts, anyway=True)
            late = late_mails(app, plan)
            terminal.lines([*_head(app, plan), *shown_plan(app, plan, late, show_all=args.all)])
            terminal.json(report_json(plan, app.texts) | {"mails_due": late} | _run_facts(plan))
            return 0
        report = sync_pass(parts, Limits(None, None), anyway=True)
        terminal.progress("")
        terminal.lines([*_head(app, report.plan), *shown_report(app, report, show_all=args.all),
                        *([] if report.plan.empty else [app.texts.say("undo.stays")])])
        terminal.json(report_facts(app, report) | _run_facts(report.plan))
        return 0


def _head(app: App, plan: Plan) -> list[str]:
    """Which run is taken back, its time as `--list` has it."""
    at = plan.undoes_at
    return [app.texts.say("undo.head", run=plan.undoes, at=f"{at.astimezone(app.zone):%Y-%m-%d %H:%M}")] if at else []


def _run_facts(plan: Plan) -> dict[str, object]:
    """The same for machines."""
    return {"undoes": plan.undoes, "undoes_at": plan.undoes_at.isoformat() if plan.undoes_at else ""}


def _number(typed: str | None) -> int:
    """The number of a run; 0 where none was typed."""
    if typed is None:
        return 0
    if not (typed.isascii() and typed.isdigit()) or not 0 < int(typed[:20]) < 2**62:
        raise UsageError("undo.not-a-number", typed=typed)
    return int(typed[:20])


def _undoing(app: App, asked: int) -> Parts:
    """The parts of a pass that takes that run back instead of going on.

    The journal is asked when the pass plans: only then nobody else writes, and what a dead pass left is finished.
    """
    from rma_sheets.planning.undo import undo_plan
    from rma_sheets.planning.world import World

    from .undo_choice import chosen_run

    def plan(snapshot: Snapshot, view: JournalView, now: datetime) -> Plan:
        return undo_plan(World(snapshot, view, app.settings, app.all_texts, app.lists, now),
                         chosen_run(app.journal, asked))

    return replace(app.parts, plan=plan)
