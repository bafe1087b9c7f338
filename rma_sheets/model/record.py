"""What the journal remembers about a row, and the view of the journal that planning is given.

A record is written to the journal only after the sheet holds what it says (`sync.py`). `seen` is the
fingerprint of the whole row as the last pass left it: a row whose fingerprint is unchanged costs one
comparison and is not parsed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from .rma import TakenUnits
from .rowmails import MailTrouble, RowMail, WaitingMail
from .states import AUTHORIZED, Status

SOME_NOTICE = "some"
AGAIN = "again"
"""Basis of a row that the next pass looks at again."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding that must outlive the cell it was about (an edit that was put back). Stands until staff edit again."""

    code: str
    column: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Detail:
    """The part of a record that only a row under work needs; kept as one JSON text.

    `first_seen` is an ISO moment, `moved` maps a status to the ISO day it was reached, `decision` holds the engine
    cells that a verdict fixed (rule, why, window end, who pays, fee, message, ...), `written` the engine cells as last
    written, in the form of `planning.cells.stored`. `reminded` is the ISO day of the reminder to ship; `pinned`: staff
    put the row in review, so only staff take it out; `bounced`: a payment reference that staff took back;
    `arrived_before`: the row was brought in as finished with its goods received; `last_mail`: what the column Last mail
    says; `unheard`: the notice that its customer should have had, where no mail could go to the address of the row;
    `told`: fingerprints of what they were told last, and of the address told first (`told.py`); `stands_for`:
    fingerprints of the order, the address and the SKU that the row's number was given for (`stands.py`); `own_facts`:
    the fingerprint of what staff had said in the row, where they emptied it or it says another return now.
    `taken_back` is of a row that an undo took back: the `run`, the ISO `day`, and the `ground` on which it would be
    judged (`taken_back.py`).
    """

    first_seen: str = ""
    moved: Mapping[str, str] = field(default_factory=dict)
    decision: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    reminded: str = ""
    pinned: bool = False
    bounced: str = ""
    arrived_before: bool = False
    last_mail: str = ""
    unheard: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    stands_for: Mapping[str, str] = field(default_factory=dict)
    own_facts: str = ""
    taken_back: Mapping[str, str] = field(default_factory=dict)

    @property
    def order(self) -> str:
        """The order that was found for the row, empty where none was."""
        return self.decision.get("matched_order", "").split(", ")[0].rpartition("/")[0]

    def dump(self) -> str:
        """The detail as JSON text."""
        data = {name: dict(value) if isinstance(value, Mapping) else value
                for name in self.__slots__ if (value := getattr(self, name))}
        if self.remarks:
            data["remarks"] = [asdict(remark) for remark in self.remarks]
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def load(text: str) -> Detail:
        """The inverse of `dump`; empty text is an empty detail."""
        if not text:
            return Detail()
        data = json.loads(text)
        if data.get("unheard") is True:     # journals of old do not say which
            data["unheard"] = SOME_NOTICE
        data["remarks"] = tuple(Remark(**remark) for remark in data.get("remarks", ()))
        return Detail(**data)


def first_told(told: Mapping[str, str]) -> str:
    """The address, as `Detail.told` keeps it, at which a customer was told first; journals of old do not know it."""
    return told.get("first", told["to"])


@dataclass(frozen=True, slots=True)
class RowRecord:
    """One row in the journal. Fingerprints are short hex texts; `wake_on` is the day the clock next matters."""

    key: str
    rev: int = 0
    status: Status = Status.REQUESTED
    request_ref: str = ""
    rma_number: str = ""
    parcel_id: str = ""
    identity: str = ""
    seen: str = ""
    facts: str = ""
    basis: str = ""
    wake_on: date | None = None
    units: tuple[TakenUnits, ...] = ()
    deleted: bool = False
    detail: str = ""

    @property
    def reference(self) -> str:
        """What people know the return by: its number, or its request reference while it has none."""
        return self.rma_number or self.request_ref

    @property
    def authorized(self) -> bool:
        """Whether it has its number and is past the approval: such a row may have a label."""
        return bool(self.rma_number) and self.status in AUTHORIZED

    @property
    def is_elsewhere(self) -> bool:
        """Whether the row holds other words than its own; costs no reading of the detail."""
        return '"own_facts":' in self.detail

    @property
    def own_facts(self) -> str:
        """Fingerprint of what staff say in the row, or said while it held its own words."""
        return Detail.load(self.detail).own_facts if self.is_elsewhere else self.facts

    def with_detail(self, detail: Detail) -> RowRecord:
        """The same record with another detail."""
        return replace(self, detail=detail.dump())


@dataclass(frozen=True, slots=True)
class JournalView:
    """All that planning needs of the journal, as a value.

    `counters` maps a counter (`key`, `parcel`, `request:26`, `rma:26`) to the last number given;
    `register_id` is a short random text that makes row keys unique across registers; `mails` are those of rows of which
    one is not out, oldest first; `limited`: as many mails as may have gone within a day, so that none goes out now.
    """

    register_id: str
    counters: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, RowRecord] = field(default_factory=dict)
    troubles: tuple[MailTrouble, ...] = ()
    waiting: tuple[WaitingMail, ...] = ()
    mails: tuple[RowMail, ...] = ()
    limited: bool = False
