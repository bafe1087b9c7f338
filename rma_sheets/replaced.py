"""What the journal that is replaced by a backup still tells: numbers, rows and mails that the backup does not know.

Whatever it says is taken, but it is only believed to be all where its history goes on from the backup's and nothing is
further on: an empty one that a pass has made meanwhile, one from before the backup, or one that went another way since,
does not say what happened.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace

from .bootstrap import SystemClock
from .bootstrap.parts import lock_names, open_journal
from .config import Config
from .errors import JournalError
from .healing import heal
from .model.delivery import CHANGEABLE, MailState
from .model.given_numbers import GivenNumber
from .model.mailkeys import row_of
from .model.record import RowRecord
from .model.runs import Cells
from .model.snapshot import Snapshot
from .ports import Journal, StoredMail

Row = tuple[RowRecord, Cells]

_OPEN = (*CHANGEABLE, MailState.IN_DATA)


@dataclass(frozen=True, slots=True)
class Replaced:
    """What that journal knows. `rows`: row key -> record and cells; `mails`: those that the backup lacks, or has in
    another state or still open; `label_key`: of the same journal only. `ahead`: its history is the backup's and what
    came after it, which the chain proves; `older`: the backup's goes on from its, so that it has no mail to tell of."""

    register_id: str = ""
    counters: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, GivenNumber] = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)
    mails: tuple[StoredMail, ...] = ()
    label_key: bytes = field(default=b"", repr=False)
    ahead: bool = False
    older: bool = False

    def tells_all(self, counters: Mapping[str, int], rows: Iterable[RowRecord]) -> bool:
        """Whether it went on from the backup, and knows of everything that was counted and of those rows as far."""
        return (self.ahead and all(self.counters.get(name, 0) >= last for name, last in counters.items())
                and all(self.rev(row.key) >= row.rev for row in rows))

    def rev(self, key: str) -> int:
        """How far it knows that row; -1 where it does not."""
        return self.rows[key][0].rev if key in self.rows else -1

    def in_doubt(self) -> tuple[StoredMail, ...]:
        """Its mails where it does not tell all: one that was not out then may be out since."""
        return tuple(replace(stored, state=MailState.UNKNOWN, lost=stored.lost + 1, next_at=None)
                     if stored.state in _OPEN else stored for stored in self.mails)


def register_id_at(config: Config, clock: SystemClock) -> str:
    """Which journal it is; empty where it cannot be read, or has never given anything. Raises RegisterBusy while
    another machine works with it."""
    if not config.journal_path.exists():
        return ""
    try:
        with closing(open_journal(config, clock)) as journal, journal.held(*lock_names(config), clock.now):
            journal.keep_quiet("")      # whoever writes holds the register
            view = journal.view()
            return view.register_id if view.counters else ""
    except JournalError:
        return ""


def what_it_knows(config: Config, clock: SystemClock, snapshot: Snapshot, backup: Journal, end: str) -> Replaced:
    """What the present journal knows, a pass that died there healed. Nothing where it cannot be read. `end` is that of
    the backup's history as it was kept, before anything was healed in it."""
    if not config.journal_path.exists():
        return Replaced()
    try:
        with closing(open_journal(config, clock)) as journal, journal.held(*lock_names(config), clock.now):
            ahead, own_end = journal.has_history(end), journal.history_end()
            heal(journal, snapshot, clock.now())
            view, numbers = journal.view(), journal.given_numbers()
            if view.register_id != backup.view().register_id:
                return Replaced(view.register_id, view.counters, numbers)
            said, older = journal.cells(list(view.rows)), not ahead and backup.has_history(own_end)
            return Replaced(view.register_id, view.counters, numbers,
                            {key: (record, said.get(key, {})) for key, record in view.rows.items()},
                            () if older else tuple(_mails(journal, backup.mail_keys())), journal.label_key(),
                            ahead, older)
    except JournalError:
        return Replaced()


def _mails(journal: Journal, known: Mapping[str, MailState]) -> Iterator[StoredMail]:
    """Those that are not known, or in another state or open; row by row, for their bytes may be many."""
    wanted: Collection[str] = {key for key, state in journal.mail_keys().items()
                               if state in _OPEN or known.get(key) is not state}
    for key in sorted(wanted):
        yield from (stored for stored in journal.mails(row_of(key)) if stored.mail.key == key)
