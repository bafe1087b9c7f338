"""Finding a return by what a person typed or scanned: its number in any spelling, its request reference, its QR code.

A number that was taken back (void) is nobody's any more; it is still known whose it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .errors import UsageError
from .model.given_numbers import NumberKind, NumberState
from .model.record import JournalView, RowRecord
from .model.settings import Settings
from .planning.numbering import counted_as, read_number
from .ports import Journal
from .render.signature import read_payload


@dataclass(frozen=True, slots=True)
class VoidNumber:
    """A number that was taken back: since when (None where no event tells), and the return that it was given to."""

    number: str
    since: datetime | None
    record: RowRecord


def find_record(view: JournalView, typed: str, settings: Settings, key: bytes,
                journal: Journal | None = None) -> RowRecord:
    """The record with that number; where it fits both, the RMA number counts, for that is what labels show.

    `key` signs labels. Raises UsageError that says whether the number is misspelt or unknown, the code forged, or,
    where a `journal` is given to look it up in, the number void.
    """
    found = find_any(view, typed, settings, key, journal)
    if isinstance(found, VoidNumber):
        raise UsageError("lookup.void-number", number=found.number, since=found.since.date() if found.since else "",
                         request=found.record.request_ref)
    return found


def find_any(view: JournalView, typed: str, settings: Settings, key: bytes,
             journal: Journal | None = None) -> RowRecord | VoidNumber:
    """Like `find_record`, but a void number of a known return is an answer, too."""
    number, genuine = read_payload(typed, key)
    if genuine is False:
        raise UsageError("lookup.forged", typed=number)
    rma, request = read_number(number, settings.rma_format), read_number(number, settings.request_format)
    for record in view.rows.values():
        if rma.number and record.rma_number == rma.number:
            return record
    if rma.number and journal and (void := _void(journal, view, rma.number)):
        return void
    for record in view.rows.values():
        if request.number and record.request_ref == request.number:
            return record
    if "check" in (rma.problem, request.problem) and not (rma.number or request.number):
        raise UsageError("lookup.check-character", typed=typed)
    raise UsageError("lookup.unknown-number", typed=typed, ahead=_ahead(view, settings, rma.number, request.number))


def _ahead(view: JournalView, settings: Settings, rma: str, request: str) -> str:
    """Whichever of these well-formed numbers the journal has yet to give; empty where there is none."""
    for kind, number, pattern in ((NumberKind.RMA, rma, settings.rma_format),
                                  (NumberKind.REQUEST, request, settings.request_format)):
        counted = counted_as(kind, number, pattern)
        if counted and counted[1] > view.counters.get(counted[0], 0):
            return number
    return ""


def _void(journal: Journal, view: JournalView, number: str) -> VoidNumber | None:
    """Raises UsageError for one that was void before anybody saw it: no return ever had it."""
    given = journal.given_numbers().get(number)
    if given is None or given.state is not NumberState.VOID:
        return None
    if given.row_key not in view.rows:
        raise UsageError("lookup.void-number", number=number, since="", request="")
    since = [line.at for line in journal.history(given.row_key)
             if line.kind == "undone" and line.data.get("rma_number") == number]
    return VoidNumber(number, since[-1] if since else None, view.rows[given.row_key])


def typed_numbers(words: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """The numbers in the words of a command line: `rma 26 42 2` without quotation marks is one number, not four."""
    whole = " ".join(words)
    formats = (settings.rma_format, settings.request_format)
    if len(words) > 1 and any(read_number(whole, each).problem != "shape" for each in formats):
        return (whole,)
    return tuple(words)
