"""`rma-sheets plan`: what the next pass would do. Safe anywhere, writes nothing."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """The options of `plan`."""
    parser.add_argument("--all", action="store_true", help=say("cli.all"))
    parser.add_argument("--exit-code", action="store_true", help=say("cli.plan.exit-code"))
    parser.add_argument("--strict", action="store_true", help=say("cli.strict"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the plan. 3: changes are pending and `--exit-code` was given; 4: see `--strict`."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.render.console import plan_lines, report_json
    from rma_sheets.sync import plan_pass

    with open_app(args.config, terminal) as app:
        plan = plan_pass(app.parts)
        terminal.progress("")
        terminal.lines(plan_lines(plan, app.texts, app.returns_title, show_all=args.all))
        terminal.json(report_json(plan, app.texts))
        if args.exit_code and not plan.empty:
            return 3
        return 4 if args.strict and plan.people else 0
