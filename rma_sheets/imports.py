"""What `import` does between the export of a shop program and the register: map its headers, add what is new, once.

Planning says what is new; here is what reads and writes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .bootstrap import App
from .errors import UsageError
from .model.column import TabSpec
from .model.table import Table
from .model.texts import Texts
from .planning import importing
from .planning.importing import Guess, ImportReport

SAMPLE = 500
"""Rows whose values have a say in what a header means."""

SHOWN = 5
"""Headers that a refusal names."""

EXAMPLES = {"orders": "order_date", "returns": "return_reason"}
"""A column that only that tab has."""


def map_headers(spec: TabSpec, table: Table, said: Sequence[str], texts: Texts) -> tuple[Guess, ...]:
    """Which header is which column. Raises UsageError for a `--map` that fits nothing."""
    options = importing.parse_map_options(said, table.header, spec, texts.language)
    if options.problem:
        raise UsageError(options.problem.reference, **options.problem.facts)
    return importing.guess_mapping(table.header, spec, table.rows[:SAMPLE], options.given)


def need_columns(guesses: tuple[Guess, ...], spec: TabSpec, texts: Texts) -> None:
    """Raise UsageError where the file lacks a column without which no line can be imported."""
    missing = [spec.column(key).header(texts.language) for key in importing.missing_columns(guesses, spec)]
    if missing:
        raise UsageError("imports.columns-missing", columns=", ".join(missing), example=missing[0])


def refuse_other(table: Table, guesses: tuple[Guess, ...], spec: TabSpec, name: str, texts: Texts) -> None:
    """Raise UsageError where the headers of the file are those of the other tab: nothing would stop it later."""
    headers = importing.headers_of_other(table.header, guesses, spec)
    if headers:
        other, own = importing.OTHER[spec.key], texts.language
        raise UsageError("imports.other-file", file=name, tab=spec.title(own), other=other.title(own), what=other.key,
                         headers=", ".join(headers[:SHOWN]), example=spec.column(EXAMPLES[spec.key]).header(own))


def add_lines(app: App, spec: TabSpec, table: Table, guesses: tuple[Guess, ...], name: str, *, dry_run: bool,
              progress: Callable[[str], None], no_mails: bool = False) -> ImportReport:
    """Sheet first, then journal: a crash between the two adds nothing twice, for both are asked what is there.

    `name` is that of the file, for the report; with `no_mails` the new rows say that their customers are not to be
    notified. The caller holds the lock of the pass.
    """
    progress("plan")
    snapshot = app.store.read()
    tab, vocabulary = snapshot.tab(spec.key), app.world_of(snapshot).vocabulary
    below = importing.row_below(tab)
    if below:
        raise UsageError("imports.row-below", tab=tab.title, row=below)
    if no_mails and "do_not_notify" not in tab.columns:
        raise UsageError("imports.no-mails-column", tab=tab.title, column=spec.column(
            "do_not_notify").header(app.texts.language))
    converted = importing.convert(table, guesses, spec, date_order=app.settings.date_order,
                                  decimal=app.settings.decimal, vocabulary=vocabulary)
    known = app.journal.imported(spec.key, importing.file_digests(converted, spec))
    plan = importing.plan_import(converted, spec, known, importing.register_rows(tab))
    if no_mails:
        plan = importing.without_mails(plan, vocabulary.label("flag", "yes"))
    if not dry_run:
        progress("write")
        if plan.new_rows:
            app.store.append(snapshot, spec.key, plan.new_rows)
        app.journal.keep_imported(spec.key, plan.digests, app.clock.now())
    return ImportReport(name, table, spec, guesses, converted, plan, no_mails)
