"""`rma-sheets form ORDER...`: the return form that goes into the parcel before anything is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """The options of `form`."""
    parser.add_argument("order", nargs="+", metavar="ORDER", help=say("cli.form.order"))
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help=say("cli.form.output"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write one PDF per order, by default into the folder `forms` beside the configuration."""
    from rma_sheets.adapters.files import safe_name, write_file
    from rma_sheets.bootstrap import open_app
    from rma_sheets.documents import form_orders

    with open_app(args.config, terminal) as app:
        folder = args.output or app.folder / "forms"
        paths = []
        for order, reasons in form_orders(app, args.order):
            path = folder / f"{safe_name(str(order['order_no']))}.pdf"
            write_file(path, app.documents.form(order, reasons))
            paths.append(path)
        terminal.lines([app.texts.say("cli.form.written", path=path) for path in paths])
        terminal.json({"forms": [str(path) for path in paths]})
        return 0
