"""The history of one return as people read it, a line for each event; shared by `history` and `evidence`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.lookup import VoidNumber
    from rma_sheets.model.record import RowRecord

Event = tuple[datetime, str, Mapping[str, str]]


def history_lines(app: App, record: RowRecord, *, masked: bool = False) -> list[str]:
    """The history of one return in the register's language, its title first; `masked` as in `events_of`."""
    from rma_sheets.render.table import in_columns

    events = events_of(app, record.key, masked=masked)
    return [_title(app, record), *in_columns(
        [(f"{at.astimezone(app.zone):%Y-%m-%d %H:%M}", said) for at, kind, data in events
         if (said := _said(app, kind, data))])]


def state_key(state: str, reply: str) -> str:
    """The text for how far a mail is; one that became a file instead of going to a server was not sent.

    Such a mail has the file's name as its reply; a server's begins with a code and has a blank.
    """
    return "history.written" if state == "done" and re.fullmatch(r"\S+\.eml", reply) else f"history.state.{state}"


def void_line(app: App, void: VoidNumber) -> str:
    """What became of a number that was taken back, and whose it was."""
    since = void.since.astimezone(app.zone).date() if void.since else ""
    return app.texts.say("history.void", number=void.number, since=since, reference=void.record.request_ref)


def events_of(app: App, key: str, *, masked: bool = False) -> list[Event]:
    """What the journal holds of a row; keys stay keys. `masked`: for others than the shop, who need no address."""
    return [(line.at, line.kind, _masked(line.kind, line.data) if masked else dict(line.data))
            for line in app.journal.history(key)]


def _masked(kind: str, data: Mapping[str, str]) -> Mapping[str, str]:
    from rma_sheets.model.mailaddress import mask

    return {**data, "email": mask(data["email"])} if kind == "cells" and data.get("email") else dict(data)


def _title(app: App, record: RowRecord) -> str:
    say, status = app.texts.say, app.lists.label("status", record.status.value)
    return say("history.title-deleted" if record.deleted else "history.title", status=status,
               number=record.reference, request=record.request_ref if record.rma_number else "")


def _said(app: App, kind: str, data: Mapping[str, str]) -> str:
    """One event in the register's language; one that this version does not know is shown as it is."""
    if kind in SENTENCES:
        return SENTENCES[kind](app, data)
    if not app.texts.has(f"history.{kind}"):
        return " ".join((kind, *data.values()))
    facts = {"rma_number": "", "rule": "", **data}
    if "notice" in facts:
        facts["notice"] = app.texts.say(f"console.notice.{facts['notice']}")
    return app.texts.say(f"history.{kind}", **facts)


def _cells(app: App, data: Mapping[str, str]) -> str:
    """Only what staff wrote is told, which may be nothing: the engine's own cells follow from the other events."""
    say = app.texts.say
    typed = [say("history.cell", header=header, value=_read(column, data[column])) if data[column]
             else say("history.cleared", header=header)
             for column, header in _staff_headers(app).items() if column in data]
    return say("history.cells", what=say("history.between").join(typed)) if typed else ""


def _read(column: str, text: str) -> object:
    """Days as days, to be said in the register's language; the rest as it is kept."""
    from rma_sheets.planning.cells import typed_cells

    value = typed_cells({column: text}).get(column)
    return value if isinstance(value, date) else text


def _staff_headers(app: App) -> Mapping[str, str]:
    from rma_sheets.model.column import Owner
    from rma_sheets.model.returns_columns import RETURNS_COLUMNS

    return {column.key: column.header(app.settings.language) for column in RETURNS_COLUMNS
            if column.owner is Owner.STAFF}


def _move(app: App, data: Mapping[str, str]) -> str:
    cause = f"cause.{data.get('cause', '')}"
    return app.texts.say("history.move", to=app.lists.label("status", data["to"]),
                         cause=app.texts.say(cause) if app.texts.has(cause) else data.get("cause", ""))


def _mail(app: App, data: Mapping[str, str]) -> str:
    say = app.texts.say
    dated = app.texts.day(datetime.fromisoformat(data["dated"]).astimezone(app.zone).date()) if "dated" in data else ""
    return say("history.mail", notice=say(f"console.notice.{data['notice']}"), to=data["to"], dated=dated,
               state=say(state_key(data["state"], data["reply"])), reply=data["reply"])


def _undone(app: App, data: Mapping[str, str]) -> str:
    return app.texts.say("history.undone", to=app.lists.label("status", data["to"]),
                         rma_number=data.get("rma_number", ""))


SENTENCES: Mapping[str, Callable[[App, Mapping[str, str]], str]] = {
    "cells": _cells, "move": _move, "mail": _mail, "undone": _undone}
"""Kinds of events that say more than their facts; the text of any other one is `history.<kind>`."""
