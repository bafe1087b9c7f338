"""Finding a return by what a person typed or scanned: its number in any spelling, its request reference, its QR code.
"""

from __future__ import annotations

from collections.abc import Sequence

from .errors import UsageError
from .model.record import JournalView, RowRecord
from .model.settings import Settings
from .planning.numbering import read_number
from .render.signature import read_payload


def find_record(view: JournalView, typed: str, settings: Settings, key: bytes) -> RowRecord:
    """The record with that number; where it fits both, the RMA number counts, for that is what labels show.

    `key` signs labels. Raises UsageError that says whether the number is misspelt or unknown, or the code forged.
    """
    number, genuine = read_payload(typed, key)
    if genuine is False:
        raise UsageError("lookup.forged", typed=number)
    rma, request = read_number(number, settings.rma_format), read_number(number, settings.request_format)
    by_number = [record for record in view.rows.values() if rma.number and record.rma_number == rma.number]
    by_request = [record for record in view.rows.values() if request.number and record.request_ref == request.number]
    for record in (*by_number, *by_request):
        return record
    if "check" in (rma.problem, request.problem) and not (rma.number or request.number):
        raise UsageError("lookup.check-character", typed=typed)
    raise UsageError("lookup.unknown-number", typed=typed)


def typed_numbers(words: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """The numbers in the words of a command line: `rma 26 42 2` without quotation marks is one number, not four."""
    whole = " ".join(words)
    formats = (settings.rma_format, settings.request_format)
    if len(words) > 1 and any(read_number(whole, each).problem != "shape" for each in formats):
        return (whole,)
    return tuple(words)
