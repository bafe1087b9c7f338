"""`rma-sheets evidence RMA...`: one zip with everything that is known of those returns."""

from __future__ import annotations

import argparse
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `evidence`."""
    parser.add_argument("rma", nargs="+", metavar="RMA", help=say("cli.rma"))
    parser.add_argument("-o", "--output", metavar=say("cli.file"), type=Path, help=say("cli.evidence.output"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the zip, whole or not at all; it lies in the folder `evidence` unless `--output` says where."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.bootstrap.desk import safe_name
    from rma_sheets.evidence import evidence_of, with_list
    from rma_sheets.lookup import find_record, typed_numbers

    from .history_lines import history_lines

    with open_app(args.config, terminal) as app:
        view = app.journal.view()
        records = [find_record(view, number, app.settings, app.label_key, app.journal)
                   for number in typed_numbers(args.rma, app.settings)]
        files: dict[str, bytes] = {}
        for record in records:
            files |= evidence_of(app, record, history_lines(app, record))
        first = records[0].reference
        path = args.output or app.folder / "evidence" / f"{safe_name(first)}.zip"
        moment = app.clock.now()
        app.save(path, _zip(with_list(files, lambda **facts: app.texts.say(
            "history.evidence", shop=app.config.shop.name, moment=moment, **facts))))
        terminal.lines([app.texts.count("history.packed", len(files), path=path)])
        terminal.json({"path": str(path), "files": sorted(files)})
        return 0


def _zip(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in files.items():
            package.writestr(name, part)
    return content.getvalue()
