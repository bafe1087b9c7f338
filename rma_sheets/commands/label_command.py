"""`rma-sheets label RMA...`: labels made again, or in another size, one PDF each or all in one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from rma_sheets.errors import UsageError
from rma_sheets.model.plan import Event
from rma_sheets.model.settings import LABEL_SIZES
from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `label`."""
    parser.add_argument("rma", nargs="+", metavar="RMA", help=say("cli.rma"))
    parser.add_argument("--size", choices=LABEL_SIZES, help=say("cli.label.size"))
    parser.add_argument("-o", "--output", metavar=say("cli.file"), type=Path, help=say("cli.label.output"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the labels of those returns' parcels, all or none; with `--output` all in one PDF."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.documents import label_contexts

    with open_app(args.config, terminal) as app:
        terminal.progress("read")
        contexts, records = label_contexts(app, args.rma)
        terminal.progress("render")
        size = args.size or app.config.labels.size
        if args.output:
            _check_output(args.output)
            made = {args.output: app.documents.labels(list(contexts.values()), size)}
        else:
            other = "" if size == app.config.labels.size else f"-{size}"  # the register points to the usual size
            made = {app.folder / app.settings.label_path(parcel + other): app.documents.label(context, size)
                    for parcel, context in contexts.items()}
        for path, content in made.items():
            app.save(path, content)
        app.journal.add_events([Event(record.key, "label", {"size": size}) for record in records], app.clock.now())
        terminal.progress("")
        terminal.lines([app.texts.say("cli.label.written", path=path) for path in made])
        terminal.json({"labels": [str(path) for path in made]})
        return 0


def _check_output(path: Path) -> None:
    """Raise UsageError where something else than a PDF would be replaced: a slip of the keyboard costs no register."""
    if path.exists() and not (path.is_file() and path.read_bytes()[:5] == b"%PDF-"):
        raise UsageError("lookup.not-a-pdf", path=path)
