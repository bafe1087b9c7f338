"""`rma-sheets history RMA...`: everything that happened to a return; `--as-of DAY`: the register as it stood.

Asks the journal only, so it also knows rows that are gone, and works while somebody has the workbook open.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rma_sheets.errors import UsageError
from rma_sheets.terminal import Terminal

from .as_of import run_as_of
from .history_lines import Event, events_of, history_lines

if TYPE_CHECKING:
    from rma_sheets.model.record import RowRecord


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `history`."""
    parser.add_argument("rma", nargs="*", metavar="RMA", help=say("cli.rma"))
    parser.add_argument("--as-of", metavar=say("cli.history.day"), help=say("cli.history.as-of"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the events of each row with such a number or request reference, oldest first; JSON: a list of several."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.lookup import find_record, typed_numbers

    with open_app(args.config, terminal) as app:
        if not (args.rma or args.as_of):
            raise UsageError("history.which")
        view = app.journal.view()
        numbers = typed_numbers(args.rma, app.settings)
        records = [find_record(view, number, app.settings, app.label_key) for number in numbers]
        if args.as_of:
            return run_as_of(app, args, terminal, {record.key for record in records} if records else None)
        facts = []
        for index, record in enumerate(records):
            terminal.lines([*([""] if index else []), *history_lines(app, record)])
            facts.append(_facts(record, events_of(app, record.key)))
        terminal.json(facts if len(facts) > 1 else facts[0])
        return 0


def _facts(record: RowRecord, events: Sequence[Event]) -> dict[str, object]:
    return {"rma_number": record.rma_number, "request_ref": record.request_ref, "status": record.status.value,
            "deleted": record.deleted, "row_key": record.key,
            "events": [{"at": at.isoformat(), "kind": kind, **data} for at, kind, data in events]}
