"""`rma-sheets history RMA`: everything that happened to a return, and every mail about it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from rma_sheets.terminal import Terminal


def configure(parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """The options of `history`."""
    parser.add_argument("rma", metavar="RMA", help=say("cli.rma"))


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the events of the row with that number or request reference, oldest first."""
    from rma_sheets.bootstrap import open_app
    from rma_sheets.lookup import find_record
    from rma_sheets.planning.notes import mask

    with open_app(args.config, terminal) as app:
        record = find_record(app.journal.view(), args.rma, app.settings)
        say, label = app.texts.say, app.lists.label
        lines = app.journal.history(record.key)
        mails = app.journal.mails(record.key)
        terminal.lines([say("history.title", number=record.rma_number or record.request_ref,
                            status=label("status", record.status.value))])
        told = [(line.at, line.kind, {**line.data}) for line in lines]
        told += [(mail.date, "mail", {"notice": say(f"console.notice.{mail.mail.notice}"), "to": mask(mail.mail.to),
                                      "state": say(f"history.state.{mail.state}"), "reply": mail.reply})
                 for mail in mails]
        for at, kind, data in sorted(told, key=lambda entry: entry[0]):
            shown = {name: label("status", value) if name in ("from", "to") and kind == "move" else value
                     for name, value in data.items()}
            if kind == "move":
                shown["cause"] = say(f"cause.{data['cause']}")
            terminal.lines([f"  {at.astimezone(app.zone):%Y-%m-%d %H:%M}  {say(f'history.{kind}', **shown)}".rstrip()])
        terminal.json({"rma_number": record.rma_number, "request_ref": record.request_ref,
                       "status": record.status.value, "row_key": record.key,
                       "events": [{"at": at.isoformat(), "kind": kind, **data}
                                  for at, kind, data in sorted(told, key=lambda entry: entry[0])]})
        return 0
