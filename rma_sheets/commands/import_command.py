"""`rma-sheets import orders|returns FILE`: brings a shop program's export into the register, once."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rma_sheets.errors import UsageError
from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.model.column import TabSpec
    from rma_sheets.model.table import Table
    from rma_sheets.model.texts import Texts
    from rma_sheets.planning.importing import Guess, ImportReport

TABS = ("orders", "returns")
SAMPLE = 500
"""Rows whose values have a say in what a header means."""


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `import`."""
    parser.add_argument("what", choices=TABS, metavar="orders|returns", help=say("cli.import.what"))
    parser.add_argument("file", type=Path, metavar=say("cli.file"), help=say("cli.import.file"))
    parser.add_argument("--map", action="append", default=[], metavar=say("cli.import.pair"),
                        help=say("cli.import.map"))
    parser.add_argument("--dry-run", action="store_true", help=say("cli.import.dry"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Show the mapping, add what is new under one lock, remember it, and say what was done."""
    from rma_sheets.adapters.tabular import read_table
    from rma_sheets.bootstrap import open_app
    from rma_sheets.collector import paused_collector
    from rma_sheets.model.tab_columns import TABS_BY_KEY
    from rma_sheets.planning import importing

    with open_app(args.config, terminal) as app, paused_collector():
        spec, texts = TABS_BY_KEY[args.what], app.texts
        terminal.progress("read-file")
        table = read_table(args.file)
        guesses = _mapping(spec, table, args.map, texts)
        terminal.progress("")
        terminal.lines(importing.mapping_lines(args.file.name, table, guesses, spec, texts))
        _need_columns(guesses, spec, texts)
        with app.parts.lock():
            report = _add(app, spec, table, guesses, args, terminal)
        terminal.progress("")
        if args.dry_run:
            terminal.say("cli.import.would")
        terminal.lines(importing.report_lines(report, texts))
        if args.dry_run or report.plan.new_rows:
            terminal.say("cli.import.nothing-written" if args.dry_run else "cli.import.next")
        terminal.json({**report.facts(), "written": bool(report.plan.new_rows) and not args.dry_run})
        return 0


def _mapping(spec: TabSpec, table: Table, said: Sequence[str], texts: Texts) -> tuple[Guess, ...]:
    """Which header is which column. Raises UsageError for a `--map` that fits nothing."""
    from rma_sheets.planning import importing

    options = importing.parse_map_options(said, table.header, spec, texts.language)
    if options.problem:
        raise UsageError(options.problem.reference, **options.problem.facts)
    return importing.guess_mapping(table.header, spec, table.rows[:SAMPLE], options.given)


def _need_columns(guesses: tuple[Guess, ...], spec: TabSpec, texts: Texts) -> None:
    """Raise UsageError where the file lacks a column without which no line can be imported."""
    from rma_sheets.planning import importing

    missing = [spec.column(key).header(texts.language) for key in importing.missing_columns(guesses, spec)]
    if missing:
        raise UsageError("imports.columns-missing", columns=", ".join(missing), example=missing[0])


def _add(app: App, spec: TabSpec, table: Table, guesses: tuple[Guess, ...], args: argparse.Namespace,
         terminal: Terminal) -> ImportReport:
    """Sheet first, then journal: a crash between the two adds nothing twice, for both are asked what is there."""
    from rma_sheets.planning import importing

    terminal.progress("plan")
    snapshot = app.store.read()
    vocabulary = app.world_of(snapshot).vocabulary
    converted = importing.convert(table, guesses, spec, date_order=app.settings.date_order,
                                  decimal=app.settings.decimal, vocabulary=vocabulary)
    known = app.journal.imported(spec.key, importing.file_digests(converted, spec))
    plan = importing.plan_import(converted, spec, known, importing.register_rows(snapshot.tab(spec.key)))
    if not args.dry_run:
        terminal.progress("write")
        if plan.new_rows:
            app.store.append(snapshot, spec.key, plan.new_rows)
        app.journal.keep_imported(spec.key, plan.digests, app.clock.now())
    return importing.ImportReport(args.file.name, table, spec, guesses, converted, plan)
