"""`rma-sheets unlock LOCK`: takes a register out of the hands of a machine that will never give it back.

Needs the lock's id, which `doctor` and the message of a pass that waits show, so that nobody unlocks by habit. A pass
that still works notices at its next step and stops.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The one argument of `unlock`."""
    parser.add_argument("lock", metavar=say("cli.unlock.lock"), help=say("cli.unlock.which"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Take it away. Raises JournalError where nobody holds it, RegisterBusy where a pass of this machine does."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.bootstrap.desk import check_no_pass

    with open_app(args.config, terminal) as app:
        check_no_pass(app.config)
        app.journal.break_lease(args.lock)
        terminal.lines([app.texts.say("cli.unlock.done", lock=args.lock)])
        terminal.json({"unlocked": args.lock})
        return 0
