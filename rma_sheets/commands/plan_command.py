"""`rma-sheets plan`: what the next pass would do. Safe anywhere, writes nothing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.errors import RmaSheetsError
    from rma_sheets.model.plan import Plan


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `plan`."""
    parser.add_argument("--all", action="store_true", help=say("cli.all"))
    parser.add_argument("--exit-code", action="store_true", help=say("cli.plan.exit-code"))
    parser.add_argument("--strict", action="store_true", help=say("cli.strict"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the plan. 1: a sync would stop, as it would say itself; 3: changes are pending and `--exit-code` was given;
    4: see `--strict`, which goes before 3."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.collector import paused_collector
    from rma_sheets.commands.passes import late_mails, shown_plan
    from rma_sheets.errors import WrongJournalError
    from rma_sheets.model.plan import Plan
    from rma_sheets.render.console import report_json
    from rma_sheets.render.explain import explain
    from rma_sheets.sync import plan_pass

    with open_app(args.config, terminal) as app:
        terminal.progress("look")
        with paused_collector():
            plan = plan_pass(app.parts)
        terminal.progress("")
        stopped = _stop(app, plan)
        if stopped:     # first, as it changes what the rest means
            terminal.lines([app.texts.say("cli.plan.stopped"), *explain(stopped, app.texts)])
        late = 0
        if isinstance(stopped, WrongJournalError):
            plan = Plan(plan.register, plan.based_on, plan.rows)
        else:
            late = late_mails(app, plan)
            terminal.lines([*([""] if stopped else []), *shown_plan(app, plan, late, show_all=args.all)])
        terminal.json(report_json(plan, app.texts) | {
            "mails_due": late, "stopped_by": stopped.reference if stopped else ""})
        if stopped:
            return 1
        if args.strict and plan.people:
            return 4
        return 3 if args.exit_code and (plan.writes or plan.mails or plan.labels or late) else 0


def _stop(app: App, plan: Plan) -> RmaSheetsError | None:
    """Why a sync would stop, if it would: what it asks before it writes, in its order."""
    from rma_sheets.brakes import brake
    from rma_sheets.errors import BrakeError, RegisterBusy

    try:
        brake(plan, app.limits)
        if plan.writes:
            app.store.check_free()
    except (BrakeError, RegisterBusy) as error:
        return error
    return None
