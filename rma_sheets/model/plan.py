"""What a pass will do, and what it did. Nothing here acts.

A plan is writes (cells of the sheet) and effects (mails, labels, records of the journal); `sync.py` is the only
place that carries one out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .findings import Finding
from .record import RowRecord
from .snapshot import RowRef
from .states import Status
from .values import CellValue


@dataclass(frozen=True, slots=True)
class CellWrite:
    """One cell to change. `before` is what the plan saw; the sentence that a person reads is the row's `Note`."""

    row: RowRef
    column: str
    before: CellValue
    after: CellValue


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. `key` is `<row_key>:<notice>:<rev>`: one key, at most one mail, ever.

    `covers` are the keys of all rows of the parcel that this mail speaks of (the first is `key`); `context` is
    plain data (str, int, bool, lists, dicts; dates as ISO text) for the template.
    """

    key: str
    notice: str
    to: str
    language: str
    covers: tuple[str, ...] = ()
    context: Mapping[str, object] = field(default_factory=dict)
    attach_label: bool = False


@dataclass(frozen=True, slots=True)
class MailChange:
    """What staff's edits make of a mail that is not out: it speaks no more of the requests `without`, and goes to
    `to` where that is not empty. One that speaks of nobody any more is withdrawn. It rests on the rows of the keys
    `rows`: it is made only where all of them stand in the sheet as the run left them."""

    key: str
    to: str = ""
    without: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """One label to make: all authorized rows of a parcel. `path` is relative to the shop's folder."""

    parcel_id: str
    path: str
    language: str
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a row, for its history. `kind` is move, number, restored, older (of an older
    file), deleted, undone, baseline (as it was when its history began), cells (what changed in the row, by column),
    mail, label, or `mail-` with an act of `delivery.ACTS`."""

    row_key: str
    kind: str
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the plan about a row, in words: `sign` is + (new), ~ (changed), @ (mail)."""

    sign: str
    row: int
    rma_number: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All of one pass. `based_on` is the version of the snapshot; `counters` are the counters after it.

    `numbers` maps each new number or request reference to its row key, `void` those that are taken back; `cells` holds
    what each changed row will say (row key -> column -> text, as `planning.cells.stored` has it); `people` counts the
    rows that need a person, `needy` are the keys of those of them that were planned; `missing_keys` are rows that
    vanished since the last pass, of `known_keys` that were there, and did not come back without their keys;
    `foreign_rows` are the sheet's rows whose key this journal never gave, `ahead_rows` those that prove that a newer
    one has worked on them; `withdrawn` counts the mails that speak of nobody any more after `mail_changes`; `undoes` is
    the run that this one takes back and `undoes_at` when it was, 0 and None for none; `took_over`: nothing was decided,
    an older journal learns what was.
    """

    register: str
    based_on: str
    rows: int
    writes: tuple[CellWrite, ...] = ()
    records: tuple[RowRecord, ...] = ()
    events: tuple[Event, ...] = ()
    mails: tuple[Mail, ...] = ()
    mail_changes: tuple[MailChange, ...] = ()
    withdrawn: int = 0
    labels: tuple[Label, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()
    counters: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[tuple[str, Status | None, Status], ...] = ()
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    void: Mapping[str, str] = field(default_factory=dict)
    missing_keys: tuple[str, ...] = ()
    known_keys: int = 0
    people: int = 0
    needy: frozenset[str] = frozenset()
    foreign_rows: tuple[int, ...] = ()
    ahead_rows: tuple[int, ...] = ()
    undoes: int = 0
    undoes_at: datetime | None = None
    took_over: bool = False

    @property
    def new_numbers(self) -> int:
        """How many RMA numbers the plan issues (request references do not count)."""
        return sum(1 for record in self.records if record.rma_number in self.numbers)

    @property
    def moved_rows(self) -> int:
        """How many rows change their status; one that runs through several counts once."""
        return len({key for key, _, _ in self.moves})

    @property
    def standing(self) -> frozenset[str]:
        """Keys of the rows of which the plan says something, once its writes are made."""
        return frozenset(record.key for record in self.records).union(*(change.rows for change in self.mail_changes))

    @property
    def empty(self) -> bool:
        """Nothing to write, to send or to remember."""
        return not (self.writes or self.records or self.mails or self.mail_changes or self.labels)


class Result(StrEnum):
    """How one effect ended."""

    DONE = "done"
    HELD = "held"
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mail or label; `about` is its key or path, `text` a reply or reason."""

    kind: str
    about: str
    result: Result
    text: str = ""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a pass did. `seconds` maps a phase (read, plan, write, render, mail, ...) to its duration.

    `again` is how often it read and planned again because somebody saved the register meanwhile; `waiting` counts the
    mails that a later pass tries again.
    """

    plan: Plan
    written: bool = False
    outcomes: tuple[Outcome, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    again: int = 0
    waiting: int = 0
