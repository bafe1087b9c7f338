"""`rma-sheets history --as-of DAY`: the register as it stood, from the history alone."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from rma_sheets.errors import UsageError
from rma_sheets.terminal import Terminal

if TYPE_CHECKING:
    from rma_sheets.bootstrap import App
    from rma_sheets.planning.replay import RowStood

SHOWN = ("order_no", "sku", "qty", "customer")
"""Columns that tell a row to a person, beside its number and status; `--json` has all."""


def run_as_of(app: App, args: argparse.Namespace, terminal: Terminal, keys: Collection[str] | None) -> int:
    """Print the rows of those keys (all where None) as they stood at the end of that day, or at that moment."""
    from rma_sheets.planning.replay import rows_at

    moment = _moment(args.as_of, app)
    rows = {key: row for key, row in rows_at(app.journal.history(), moment).items()
            if keys is None or key in keys}
    terminal.lines(_lines(app, moment, rows))
    terminal.json([_facts(key, row) for key, row in rows.items()])
    return 0


def _moment(text: str, app: App) -> datetime:
    """`2026-11-22` means its end, `2026-11-22T14:00` that minute, in the shop's zone, and today means now.

    Raises UsageError, also for what has not come yet.
    """
    now = app.clock.now()
    try:
        if "T" in text or " " in text:
            first = datetime.fromisoformat(text)
            first = last = first if first.tzinfo else first.replace(tzinfo=app.zone)
        else:
            first, last = (datetime.combine(date.fromisoformat(text), at, app.zone) for at in (time.min, time.max))
    except ValueError as error:
        raise UsageError("history.no-day", typed=text) from error
    if first > now:
        raise UsageError("history.not-yet", typed=text)
    return min(last, now)


def _lines(app: App, moment: datetime, rows: Mapping[str, RowStood]) -> list[str]:
    from rma_sheets.render.table import in_columns

    there = [row for row in rows.values() if not row.deleted]
    return [app.texts.count("history.as-of", len(there), moment=moment), *in_columns([
        (row.rma_number or row.request_ref, app.lists.label("status", row.status) if row.status else "",
         *(row.cells.get(column, "") for column in SHOWN)) for row in there])]


def _facts(key: str, row: RowStood) -> dict[str, object]:
    return {"row_key": key, "rma_number": row.rma_number, "request_ref": row.request_ref, "status": row.status,
            "deleted": row.deleted, "cells": row.cells}
