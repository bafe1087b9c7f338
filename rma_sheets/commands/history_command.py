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
from .history_lines import Event, events_of, history_lines, void_line

if TYPE_CHECKING:
    from rma_sheets.lookup import VoidNumber
    from rma_sheets.model.record import RowRecord


def configure(parser: argparse.ArgumentParser, say: Callable[..., str]) -> None:
    """The options of `history`."""
    parser.add_argument("rma", nargs="*", metavar="RMA", help=say("cli.rma"))
    parser.add_argument("--as-of", metavar=say("cli.history.day"), help=say("cli.history.as-of"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the events of each row with such a number or request reference, oldest first; JSON: a list of several."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.lookup import VoidNumber, find_any, typed_numbers

    with open_app(args.config, terminal) as app:
        if not (args.rma or args.as_of):
            raise UsageError("history.which")
        view = app.journal.view()
        numbers = typed_numbers(args.rma, app.settings)
        found = [find_any(view, number, app.settings, app.label_key, app.journal) for number in numbers]
        records = [each.record if isinstance(each, VoidNumber) else each for each in found]
        if args.as_of:
            return run_as_of(app, args, terminal, {record.key for record in records} if records else None)
        facts = []
        for index, (each, record) in enumerate(zip(found, records, strict=True)):
            void = each if isinstance(each, VoidNumber) else None
            terminal.lines([*([""] if index else []), *([void_line(app, void)] if void else []),
                            *history_lines(app, record)])
            facts.append(_facts(record, events_of(app, record.key)) | _void_facts(void))
        terminal.json(facts if len(facts) > 1 else facts[0])
        return 0


def _facts(record: RowRecord, events: Sequence[Event]) -> dict[str, object]:
    return {"rma_number": record.rma_number, "request_ref": record.request_ref, "status": record.status.value,
            "deleted": record.deleted, "row_key": record.key,
            "events": [{"at": at.isoformat(), "kind": kind, **data} for at, kind, data in events]}


def _void_facts(void: VoidNumber | None) -> dict[str, object]:
    """Of a number only that was asked for and is void."""
    return {"void_number": void.number, "void_since": void.since.isoformat() if void.since else ""} if void else {}
