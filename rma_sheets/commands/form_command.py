"""`rma-sheets form ORDER...`: the return form that goes into the parcel before anything is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `form`."""
    parser.add_argument("order", nargs="+", metavar=say("cli.order"), help=say("cli.form.order"))
    parser.add_argument("-o", "--output", metavar=say("cli.dir"), type=Path, help=say("cli.form.output"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write one PDF per order, by default into the folder `forms` beside the configuration; all or none."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.bootstrap.desk import safe_name
    from rma_sheets.documents import form_orders

    with open_app(args.config, terminal) as app:
        folder = args.output or app.folder / "forms"
        terminal.progress("read")
        made: dict[Path, bytes] = {}
        for order, reasons in form_orders(app, args.order):
            name = safe_name(str(order["order_no"]))
            path, twin = folder / f"{name}.pdf", 1
            while path in made:  # A/1 and A_1 are two orders and one name
                twin += 1
                path = folder / f"{name}-{twin}.pdf"
            made[path] = app.documents.form(order, reasons)
        for path, content in made.items():
            app.save(path, content)
        terminal.progress("")
        terminal.lines([app.texts.say("cli.form.written", path=path) for path in made])
        terminal.json({"forms": [str(path) for path in made]})
        return 0
