"""`rma-sheets evidence RMA...`: one zip with everything that is known of those returns."""

from __future__ import annotations

import argparse
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from rma_sheets.errors import UsageError
from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.model.record import RowRecord


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

    from .history_lines import events_of, history_lines

    with open_app(args.config, terminal) as app:
        view = app.journal.view()
        records = [find_record(view, number, app.settings, app.label_key, app.journal)
                   for number in typed_numbers(args.rma, app.settings)]
        files: dict[str, bytes] = {}
        for record in records:
            files |= evidence_of(app, record, history_lines(app, record, masked=True),
                                     events_of(app, record.key, masked=True))
        path = _free(args.output or app.folder / "evidence" / f"{safe_name(_name(records))}.zip",
                     counted=not args.output)
        moment = app.clock.now()
        app.save(path, _zip(with_list(files, lambda **facts: app.texts.say(
            "history.evidence", shop=app.config.shop.name, moment=moment, **facts))))
        terminal.lines([app.texts.count("history.packed", len(files), path=path)])
        terminal.json({"path": str(path), "files": sorted(files)})
        return 0


def _name(records: Sequence[RowRecord]) -> str:
    """The number of the first, and how many others there are."""
    others = len({record.key for record in records}) - 1
    return f"{records[0].reference}-and-{others}-more" if others else records[0].reference


def _free(path: Path, *, counted: bool) -> Path:
    """A path at which nothing stands: evidence is not replaced. Raises UsageError where it may not be `counted` on."""
    if path.exists() and not counted:
        raise UsageError("lookup.file-there", path=path)
    paths = chain([path], (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2)))
    return next(each for each in paths if not each.exists())


def _zip(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in files.items():
            package.writestr(name, part)
    return content.getvalue()
