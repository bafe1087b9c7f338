"""`rma-sheets sync`: one pass over the register."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from rma_sheets.arguments import number
from rma_sheets.model.plan import Result
from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.brakes import Limits


NOT_WELL = (Result.FAILED, Result.HELD, Result.UNKNOWN, Result.RETRY)


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `sync`."""
    parser.add_argument("--all", action="store_true", help=say("cli.all"))
    parser.add_argument("--strict", action="store_true", help=say("cli.strict"))
    parser.add_argument("--timings", action="store_true", help=say("cli.sync.timings"))
    parser.add_argument("--allow-mails", type=number(int, say, 0, 1_000_000), metavar=say("cli.count"),
                        help=say("cli.sync.allow-mails"))
    parser.add_argument("--allow-missing", action="store_true", help=say("cli.sync.allow-missing"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Carry one pass out and print the report. 1: a label or mail did not come out as meant; 4: see `--strict`."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.collector import paused_collector
    from rma_sheets.commands.passes import report_facts, shown_report
    from rma_sheets.sync import sync_pass

    with open_app(args.config, terminal) as app:
        with paused_collector():
            report = sync_pass(app.parts, _limits(app.limits, args))
        terminal.progress("")
        terminal.lines(shown_report(app, report, show_all=args.all))
        if args.timings:
            terminal.say("console.seconds", parts=", ".join(
                f"{app.texts.say(f'console.timing.{name}')} {took:.2f}" for name, took in report.seconds.items()))
        terminal.json(report_facts(app, report))
        if any(outcome.result in NOT_WELL for outcome in report.outcomes):
            return 1
        return 4 if args.strict and report.plan.people else 0


def _limits(limits: Limits, args: argparse.Namespace) -> Limits:
    """The brakes, as far as the person has not lifted them for this pass."""
    if args.allow_mails is not None:
        limits = replace(limits, max_mails=args.allow_mails)
    return replace(limits, max_missing_share=None) if args.allow_missing else limits
