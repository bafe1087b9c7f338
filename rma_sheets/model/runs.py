"""What the journal remembers of a pass that is over: its outline, and for each row what it replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .column import Owner
from .delivery import MailState
from .record import RowRecord
from .returns_columns import RETURNS_COLUMNS

KEPT = 50
"""Of so many of the newest runs the journal keeps what they replaced."""

Cells = Mapping[str, str]
"""Column key -> what the cell says, in the form of `planning.cells.stored`; blank cells are left out."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of the history; `data` as in `plan.Event`."""

    at: datetime
    row_key: str
    kind: str
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run in outline: how many rows it changed, how many RMA numbers it gave, how many mails it made.

    `undoes` is the run that it took back, `undone_by` the last one that took it back; 0 where there is none.
    `rows_back` is how many of its rows were taken back. `took_over`: it decided nothing, an older journal that was put
    back learned what had been decided; there is nothing to take back.
    """

    run: int
    at: datetime
    rows: int
    numbers: int
    mails: int
    undoes: int = 0
    undone_by: int = 0
    rows_back: int = 0
    took_over: bool = False


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that a run changed. `before` is None where the run saw it first; `latest`: no run has changed it since;
    `taken_back`: it stands as that run found it, or an earlier one did, because they were taken back.
    """

    before: RowRecord | None
    cells_before: Cells
    after: RowRecord
    cells_after: Cells
    latest: bool
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class RunMail:
    """One mail that a run made, and what became of it. `covers` are the mail keys of its rows."""

    key: str
    notice: str
    to: str
    state: MailState
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunMemory:
    """Everything that a run did. `numbers`: RMA number -> row key."""

    line: RunLine
    rows: tuple[RowChange, ...] = ()
    mails: tuple[RunMail, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)


NOTES = frozenset({"check", "messages", "next_step", "last_mail", "last_sync"})
"""Cells in which a pass tells of a row."""

NOT_DECIDED = NOTES.union(column.key for column in RETURNS_COLUMNS if column.owner is Owner.STAFF)
"""A run that wrote nothing but notes into a row, whatever it heard of staff, moved it nowhere and mailed nobody of it
counts as if it had not changed it: there is nothing to take back."""

STEADY = ("rev", "status", "request_ref", "rma_number", "parcel_id", "units", "deleted")
"""Fields of a record that such a run leaves as they are."""


def only_noted(before: RowRecord, after: RowRecord, changed: Cells) -> bool:
    """Whether nothing was decided of a row; `changed` are its cells as `changed_cells` has them."""
    return NOT_DECIDED.issuperset(changed) and all(getattr(before, name) == getattr(after, name) for name in STEADY)


def changed_cells(before: Cells, after: Cells) -> Cells:
    """What a row says now that it did not say before: column -> text, empty for a cell that was cleared."""
    return {column: after.get(column, "") for column in (*before, *after)
            if after.get(column, "") != before.get(column, "")}
