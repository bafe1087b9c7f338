"""The register as it stood at a moment, from the history alone.

Whatever the journal knows of a row must follow from its events (`differences`); so the history can be believed, and
any day can be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rma_sheets.model.record import RowRecord
from rma_sheets.model.runs import Cells, HistoryLine


@dataclass(slots=True)
class RowStood:
    """One row: what it was and what it said. `whole`: the history knows all of its cells, because it begins with it."""

    status: str = ""
    request_ref: str = ""
    rma_number: str = ""
    deleted: bool = False
    whole: bool = True
    cells: dict[str, str] = field(default_factory=dict)


def rows_at(history: Iterable[HistoryLine], until: datetime | None = None) -> Mapping[str, RowStood]:
    """Row key -> row, after the events up to that moment; all of them where it is None."""
    rows: dict[str, RowStood] = {}
    for line in history:
        if line.row_key and (until is None or line.at <= until):
            _apply(rows.setdefault(line.row_key, RowStood()), line.kind, line.data)
    return rows


def _apply(row: RowStood, kind: str, data: Mapping[str, str]) -> None:
    if kind == "cells":
        row.cells = {column: text for column, text in {**row.cells, **data}.items() if text}
        row.request_ref = row.cells.get("request_ref", row.request_ref)
    elif kind == "move":
        row.status = data["to"]
    elif kind == "number":
        row.rma_number, row.request_ref = data["rma_number"], data.get("request_ref", row.request_ref)
    elif kind == "undone":
        row.status = data["to"]
        row.rma_number = "" if data.get("rma_number") == row.rma_number else row.rma_number
    elif kind in ("deleted", "restored"):
        row.deleted = kind == "deleted"
    elif kind == "baseline":
        row.status, row.request_ref, row.rma_number = data["status"], data["request_ref"], data["rma_number"]
        row.deleted, row.whole = data["deleted"] == "1", False


def differences(rows: Mapping[str, RowStood], known: Mapping[str, RowRecord], said: Mapping[str, Cells]) -> Iterator[
        tuple[str, str]]:
    """Row key and what differs, where the history tells another state of a row than the journal; nothing should."""
    for key in sorted(rows.keys() | known.keys()):
        stood, record = rows.get(key, RowStood()), known.get(key)
        if record is None:
            yield key, "row"
            continue
        pairs = {"status": (stood.status, str(record.status)), "number": (stood.rma_number, record.rma_number),
                 "deleted": (stood.deleted, record.deleted),
                 "cells": (stood.cells, dict(said.get(key, {})) if stood.whole else stood.cells)}
        yield from ((key, what) for what, (told, is_) in pairs.items() if told != is_)
