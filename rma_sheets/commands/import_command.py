"""`rma-sheets import orders|returns FILE`: brings a shop program's export into the register, once."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rma_sheets.errors import UsageError
from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.model.column import TabSpec
    from rma_sheets.model.table import Table
    from rma_sheets.planning.importing import Guess, ImportReport

TABS = ("orders", "returns")


def configure(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """The options of `import`."""
    parser.add_argument("what", choices=TABS, metavar="orders|returns", help=say("cli.import.what"))
    parser.add_argument("file", type=Path, metavar="FILE", help=say("cli.import.file"))
    parser.add_argument("--map", action="append", default=[], metavar="HEADER=FIELD", help=say("cli.import.map"))
    parser.add_argument("--dry-run", action="store_true", help=say("cli.import.dry"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Show the mapping, add what is new under one lock, remember it, and say what was done."""
    from rma_sheets.adapters.tabular import read_table
    from rma_sheets.bootstrap import open_app
    from rma_sheets.model.tab_columns import TABS_BY_KEY
    from rma_sheets.planning import importing

    with open_app(args.config, terminal) as app:
        spec, texts = TABS_BY_KEY[args.what], app.texts
        terminal.progress("read")
        table = read_table(args.file)
        options = importing.parse_map_options(args.map, table.header, spec, texts.language)
        if options.problem:
            raise UsageError(options.problem.reference, **options.problem.facts)
        guesses = importing.guess_mapping(table.header, spec, table.rows[:500], options.given)
        terminal.progress("")
        terminal.lines(importing.mapping_lines(args.file.name, table, guesses, spec, texts))
        missing = importing.missing_columns(guesses, spec)
        if missing:
            names = [spec.column(key).header(texts.language) for key in missing]
            raise UsageError("imports.columns-missing", columns=", ".join(names), example=names[0])
        with app.parts.lock():
            report = _add(app, spec, table, guesses, args, terminal)
        terminal.progress("")
        terminal.lines(importing.report_lines(report, texts))
        terminal.json(report.facts())
        return 0


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
