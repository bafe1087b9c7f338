"""`rma-sheets history RMA...`: everything that happened to a return; `--as-of DAY`: the register as it stood.

Asks the journal only, so it also knows rows that are gone, and works while somebody has the workbook open.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rma_sheets.errors import UsageError
from rma_sheets.terminal import Terminal

from .as_of import run_as_of

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.model.record import RowRecord

Event = tuple[datetime, str, Mapping[str, str]]


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
            facts.append(_facts(record, _events(app, record.key)))
        terminal.json(facts if len(facts) > 1 else facts[0])
        return 0


def history_lines(app: App, record: RowRecord) -> list[str]:
    """The history of one return in the register's language, its title first."""
    from rma_sheets.render.table import in_columns

    events = _events(app, record.key)
    return [_title(app, record), *in_columns(
        [(f"{at.astimezone(app.zone):%Y-%m-%d %H:%M}", said) for at, kind, data in events
         if (said := _said(app, kind, data))])]


def _facts(record: RowRecord, events: Sequence[Event]) -> dict[str, object]:
    return {"rma_number": record.rma_number, "request_ref": record.request_ref, "status": record.status.value,
            "deleted": record.deleted, "row_key": record.key,
            "events": [{"at": at.isoformat(), "kind": kind, **data} for at, kind, data in events]}


def _title(app: App, record: RowRecord) -> str:
    say, status = app.texts.say, app.lists.label("status", record.status.value)
    return say("history.title-deleted" if record.deleted else "history.title", status=status,
               number=record.reference,
               request=record.request_ref if record.rma_number else "")


def _events(app: App, key: str) -> list[Event]:
    """What the journal holds of a row; addresses are masked, keys stay keys."""
    return [(line.at, line.kind, _masked(line.kind, line.data)) for line in app.journal.history(key)]


def _masked(kind: str, data: Mapping[str, str]) -> Mapping[str, str]:
    from rma_sheets.model.mailaddress import mask

    return {**data, "email": mask(data["email"])} if kind == "cells" and data.get("email") else dict(data)


def _staff_headers(app: App) -> Mapping[str, str]:
    from rma_sheets.model.column import Owner
    from rma_sheets.model.returns_columns import RETURNS_COLUMNS

    return {column.key: column.header(app.settings.language) for column in RETURNS_COLUMNS
            if column.owner is Owner.STAFF}


def _said(app: App, kind: str, data: Mapping[str, str]) -> str:
    """One event in the register's language; one that this version does not know is shown as it is.

    Of cells only what staff wrote is told, which may be nothing: the engine's own follow from the other events.
    """
    say, label = app.texts.say, app.lists.label
    if kind == "cells":
        typed = "; ".join(f"{header}: {data[column]}" if data[column] else say("history.cleared", header=header)
                          for column, header in _staff_headers(app).items() if column in data)
        return say("history.cells", what=typed) if typed else ""
    if kind == "move":
        cause = f"cause.{data.get('cause', '')}"
        return say("history.move", to=label("status", data["to"]),
                   cause=say(cause) if app.texts.has(cause) else data.get("cause", ""))
    if kind == "mail":
        return say("history.mail", notice=say(f"console.notice.{data['notice']}"), to=data["to"],
                   state=say(f"history.state.{data['state']}"), reply=data["reply"])
    if kind == "undone":
        return say("history.undone", to=label("status", data["to"]), rma_number=data.get("rma_number", ""))
    if not app.texts.has(f"history.{kind}"):
        return " ".join((kind, *data.values()))
    return say(f"history.{kind}", **{"rma_number": "", "rule": "", **data})
