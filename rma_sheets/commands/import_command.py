"""`rma-sheets import orders|returns FILE`: brings a shop program's export into the register, once."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path

from rma_sheets.terminal import Terminal

TABS = ("orders", "returns")


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `import`."""
    parser.add_argument("what", choices=TABS, metavar="orders|returns", help=say("cli.import.what"))
    parser.add_argument("file", type=Path, metavar=say("cli.file"), help=say("cli.import.file"))
    parser.add_argument("--map", action="append", default=[], metavar=say("cli.import.pair"),
                        help=say("cli.import.map"))
    parser.add_argument("--no-mails", action="store_true", help=say("cli.import.no-mails"))
    parser.add_argument("--dry-run", action="store_true", help=say("cli.import.dry"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Show the mapping, add what is new under one lock, remember it, and say what was done."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.bootstrap.desk import read_table
    from rma_sheets.collector import paused_collector
    from rma_sheets.errors import UsageError
    from rma_sheets.imports import add_lines, map_headers, need_columns, refuse_other
    from rma_sheets.model.tab_columns import TABS_BY_KEY
    from rma_sheets.planning import importing

    with open_app(args.config, terminal) as app, paused_collector():
        spec, texts = TABS_BY_KEY[args.what], app.texts
        if args.no_mails and spec.key != "returns":
            raise UsageError("imports.no-mails-returns")
        terminal.progress("read-file")
        table = read_table(args.file, partial(importing.sheet_fit, spec=spec, said=args.map))
        guesses = map_headers(spec, table, args.map, texts)
        terminal.progress("")
        terminal.lines(importing.mapping_lines(args.file.name, table, guesses, spec, texts))
        refuse_other(table, guesses, spec, args.file.name, texts)
        need_columns(guesses, spec, texts)
        with app.parts.lock():
            report = add_lines(app, spec, table, guesses, args.file.name, dry_run=args.dry_run,
                               progress=terminal.progress, no_mails=args.no_mails)
        terminal.progress("")
        if args.dry_run:
            terminal.say("cli.import.would")
        terminal.lines(importing.report_lines(report, texts))
        if args.dry_run:
            terminal.say("cli.import.nothing-written")
        elif report.plan.new_rows and not report.requests:  # of requests the report has said it
            terminal.say("cli.import.next")
        terminal.json({**report.facts(), "written": bool(report.plan.new_rows) and not args.dry_run})
        return 0
