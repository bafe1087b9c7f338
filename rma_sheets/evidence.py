"""Everything that is known of a return, as files: its history, what its row said, its mails, labels, photo links.

For a customer's bank, an arbitrator or a court, who have no rma-sheets. Each file is listed with its SHA-256, so that
one that was changed afterwards is seen; the customer's address stands in the mails as it was, and masked beside them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from .bootstrap import App
from .model.delivery import NOT_OUT, MailState, at_worst
from .model.mailaddress import mask
from .model.record import RowRecord
from .planning.replay import rows_at

Files = Mapping[str, bytes]
"""Path within the archive -> content."""

Event = tuple[datetime, str, Mapping[str, str]]
"""When, what kind, its facts; addresses are masked."""


def evidence_of(app: App, record: RowRecord, history: Sequence[str], events: Sequence[Event]) -> Files:
    """The files of one return; `history` are its lines as `history` prints them, `events` what they are made of."""
    files = {"history.txt": ("\n".join(history) + "\n").encode(), **dict(_facts(app, record, events)),
             **dict(_mails(app, record)), **dict(_labels(app, record))}
    folder = record.reference
    return {f"{folder}/{name}": content for name, content in files.items()}


def with_list(files: Files, about: Callable[..., str]) -> Files:
    """The files and a list of them: SHA-256 and name, one a line, as `sha256sum -c` reads it."""
    lines = [f"{sha256(content).hexdigest()}  {name}" for name, content in sorted(files.items())]
    return {**files, "SHA256SUMS": ("\n".join(lines) + "\n").encode(), "README.txt": about(files=len(files)).encode()}


def _facts(app: App, record: RowRecord, events: Sequence[Event]) -> Iterator[tuple[str, bytes]]:
    yield "history.json", _json([{"at": at.isoformat(), "kind": kind, **data} for at, kind, data in events])
    stood = rows_at(app.journal.history(record.key)).get(record.key)
    cells = dict(stood.cells) if stood else {}
    if cells.get("email"):
        cells["email"] = mask(cells["email"])
    yield "row.json", _json({"row_key": record.key, "status": record.status.value, "deleted": record.deleted,
                             "cells": cells})
    if cells.get("photos"):
        yield "photos.txt", (cells["photos"] + "\n").encode()


def _mails(app: App, record: RowRecord) -> Iterator[tuple[str, bytes]]:
    """As they were handed over; one that may be out says so in its name, what is not out lies in its own folder."""
    names: Counter[str] = Counter()
    for stored in app.journal.mails(record.key):
        if stored.content:
            folder = "mails-not-sent" if at_worst(stored.state, stored.lost) in NOT_OUT else "mails"
            how = "" if stored.state is MailState.DONE else f"-{stored.state}"
            name = f"{folder}/{stored.date:%Y-%m-%d}-{stored.mail.notice}{how}"
            names[name] += 1
            yield f"{name}{f'-{names[name]}' if names[name] > 1 else ''}.eml", stored.content


def _labels(app: App, record: RowRecord) -> Iterator[tuple[str, bytes]]:
    path = app.folder / app.settings.label_path(record.parcel_id) if record.parcel_id else None
    if path is not None and path.is_file():
        yield f"label/{path.name}", path.read_bytes()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
