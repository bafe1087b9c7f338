"""`rma-sheets sync`: one pass over the register."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace

from rma_sheets.model.plan import Result
from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """The options of `sync`."""
    parser.add_argument("--all", action="store_true", help=say("cli.all"))
    parser.add_argument("--strict", action="store_true", help=say("cli.strict"))
    parser.add_argument("--timings", action="store_true", help=say("cli.sync.timings"))
    parser.add_argument("--allow-mails", type=int, metavar="N", help=say("cli.sync.allow-mails"))
    parser.add_argument("--allow-missing", action="store_true", help=say("cli.sync.allow-missing"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Carry one pass out and print the report. 1: a label or mail failed for good; 4: see `--strict`."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.render.console import report_json, report_lines
    from rma_sheets.sync import sync_pass

    with open_app(args.config, terminal) as app:
        limits = app.limits
        if args.allow_mails is not None:
            limits = replace(limits, max_mails=args.allow_mails)
        if args.allow_missing:
            limits = replace(limits, max_missing_share=None)
        report = sync_pass(app.parts, limits)
        terminal.progress("")
        terminal.lines(report_lines(report, app.texts, app.returns_title, show_all=args.all))
        if args.timings:
            parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in report.seconds.items())
            terminal.lines([app.texts.say("console.seconds", parts=parts)])
        terminal.json({**report_json(report.plan, app.texts, outcomes=report.outcomes, written=report.written),
                       "seconds": {name: round(value, 3) for name, value in report.seconds.items()}})
        if any(outcome.result in (Result.FAILED, Result.HELD) for outcome in report.outcomes):
            return 1
        return 4 if args.strict and report.plan.people else 0
