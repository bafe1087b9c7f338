"""Finding a return by what a person typed: its number in any spelling, or its request reference."""

from __future__ import annotations

from .errors import UsageError
from .model.record import JournalView, RowRecord
from .model.settings import Settings
from .planning.numbering import read_number


def find_record(view: JournalView, typed: str, settings: Settings) -> RowRecord:
    """The record with that number. Raises UsageError that says whether the number is misspelt or unknown."""
    rma = read_number(typed, settings.rma_format)
    request = read_number(typed, settings.request_format)
    for record in view.rows.values():
        if (rma.number and record.rma_number == rma.number) or (
                request.number and record.request_ref == request.number):
            return record
    if "check" in (rma.problem, request.problem) and not (rma.number or request.number):
        raise UsageError("lookup.check-character", typed=typed)
    raise UsageError("lookup.unknown-number", typed=typed)
