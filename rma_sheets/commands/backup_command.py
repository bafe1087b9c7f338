"""`rma-sheets backup [FILE]`: a whole copy of the journal, which may be made while a pass runs.

The register is its own file and has its ring of backups; what only the journal knows (numbers, mails, history) is here.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The one argument of `backup`."""
    parser.add_argument("file", nargs="?", type=Path, metavar=say("cli.file"), help=say("cli.backup.where"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the copy, whole or not at all, and say where it lies."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.bootstrap.desk import back_up_journal, refuse_other_file

    with open_app(args.config, terminal) as app:
        path = args.file or app.config.journal_path.with_name(f"journal-{_stamp(app.clock.now())}.db")
        refuse_other_file(path, app.config)
        back_up_journal(app.config.journal_path, path)
        terminal.lines([app.texts.say("restore.backed-up", path=path)])
        terminal.json({"path": str(path)})
        return 0


def _stamp(now: datetime) -> str:
    return f"{now:%Y%m%dT%H%M%S}"
