"""`rma-sheets label RMA...`: labels made again, or in another size, one PDF each or all in one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from rma_sheets.terminal import Terminal

SIZES = ("a4", "a6", "100x150")


def configure(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """The options of `label`."""
    parser.add_argument("rma", nargs="+", metavar="RMA", help=say("cli.rma"))
    parser.add_argument("--size", choices=SIZES, help=say("cli.label.size"))
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help=say("cli.label.output"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the labels of those returns' parcels; with `--output` all in one PDF."""
    from rma_sheets.adapters.files import write_file
    from rma_sheets.bootstrap import open_app
    from rma_sheets.documents import label_contexts

    with open_app(args.config, terminal) as app:
        contexts = label_contexts(app, args.rma)
        size = args.size or app.config.labels.size
        paths: list[Path] = []
        if args.output:
            write_file(args.output, app.documents.labels(list(contexts.values()), size))
            paths.append(args.output)
        else:
            for parcel, context in contexts.items():
                path = app.folder / app.settings.labels_folder / f"{parcel}.pdf"
                write_file(path, app.documents.label(context, size))
                paths.append(path)
        terminal.lines([app.texts.say("cli.label.written", path=path) for path in paths])
        terminal.json({"labels": [str(path) for path in paths]})
        return 0
