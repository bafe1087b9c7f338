"""`SqlJournal`: the engine's memory in SQLite or PostgreSQL, behind `ports.Journal`.

Every method is one transaction; the work is in the modules beside this one. It decides nothing: what a row becomes is
planning's, what a mail may do is `model/delivery.py`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from rma_sheets.errors import JournalError
from rma_sheets.model.delivery import MailState
from rma_sheets.model.given_numbers import GivenNumber
from rma_sheets.model.lease import Lease
from rma_sheets.model.plan import Event, Plan, Result
from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.runs import KEPT, Cells, HistoryLine, RunLine, RunMemory
from rma_sheets.ports import StoredMail

from . import (
    chain,
    given_numbers,
    history,
    imported,
    label_keys,
    leasing,
    memory_of_runs,
    outbox,
    outbox_reading,
    quiet,
    row_mails,
    rows,
    runs,
    taken_over,
)
from . import engine as database
from .codec import stamp
from .database_file import file_at, may_write
from .problems import translated
from .schema import registers
from .upgrade import bring_up_to_date

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters that cannot be taken for a digit or for each other."""


class SqlJournal:
    """The journal of one register. Made by `open`."""

    def __init__(self, engine: sa.Engine, register: str, where: str, domain: str) -> None:
        self._engine, self._register, self._where, self._domain = engine, register, where, domain
        self._hold: leasing.Hold | None = None
        self._file = file_at(engine.url.database)

    @classmethod
    def open(cls, url: str | Path, *, register: str, now: datetime, domain: str = "localhost",
             alone: bool = False) -> SqlJournal:
        """The journal at that URL (a path is an SQLite file), made or migrated where needed.

        `register` names the register within the journal, `domain` ends the Message-IDs. `alone`: a journal that has
        another register is not this one's. Raises JournalError.
        """
        where = str(url) if isinstance(url, Path) else url.split("@")[-1]
        with translated(where):
            address = database.make_url(url)
            engine = database.make_engine(address)
        journal = cls(engine, register, database.shown(address), domain)
        try:
            with translated(journal._where):
                bring_up_to_date(engine)
            journal._enter_register(now, alone=alone)
            journal._check_file()
        except BaseException:  # nothing may hold the file once opening has failed, whatever the reason
            engine.dispose()
            raise
        return journal

    def view(self) -> JournalView:
        with self._reading() as connection:
            view = rows.load_view(connection, self._register)
            return replace(view, waiting=tuple(outbox_reading.waiting(connection, self._register)),
                           mails=tuple(row_mails.of_rows(connection, self._register)))

    def reserve(self, plan: Plan, at: datetime) -> int:
        with self._writing() as connection:
            return runs.reserve(connection, self._register, plan, at)

    def pending(self) -> Sequence[tuple[int, Sequence[RowRecord]]]:
        with self._reading() as connection:
            return runs.pending(connection, self._register)

    def bind(self, run: int, standing: frozenset[str], at: datetime) -> None:
        with self._writing() as connection:
            runs.bind(connection, self._register, run, standing, at, self._domain)

    def due_mails(self, at: datetime, limit: int, *, resend: bool = False) -> Sequence[StoredMail]:
        with self._reading() as connection:
            if not outbox_reading.any_due(connection, self._register, at):
                return ()
        with self._writing() as connection:
            return outbox.due(connection, self._register, at, limit, resend=resend)

    def tried_since(self, at: datetime, now: datetime) -> int:
        with self._reading() as connection:
            return outbox_reading.tried_since(connection, self._register, at, now)

    def keep_content(self, key: str, content: bytes) -> None:
        with self._writing() as connection:
            outbox.keep_content(connection, self._register, key, content)

    def mark_mail(self, key: str, state: Result | str, reply: str, at: datetime, *,
                  resend: bool = False) -> MailState:
        with self._writing() as connection:
            return outbox.mark(connection, self._register, key, str(state), reply, at, resend=resend)

    def decide_mails(self, keys: Sequence[str], state: str, events: Sequence[Event], at: datetime) -> None:
        with self._writing() as connection:
            for key in keys:
                outbox.mark(connection, self._register, key, state, "", at)
            row_mails.wake(connection, self._register, keys)
            chain.append(connection, self._register, events, at)
            quiet.leave(connection, self._register, "")

    def quiet(self) -> str:
        with self._reading() as connection:
            return quiet.left(connection, self._register)

    def keep_quiet(self, state: str) -> None:
        with self._writing() as connection:
            quiet.leave(connection, self._register, state)

    def mail_states(self) -> Mapping[MailState, int]:
        with self._reading() as connection:
            return outbox_reading.states(connection, self._register)

    def mail_keys(self) -> Mapping[str, MailState]:
        with self._reading() as connection:
            return outbox_reading.keys(connection, self._register)

    def mails(self, row_key: str = "") -> Sequence[StoredMail]:
        with self._reading() as connection:
            return outbox_reading.of_row(connection, self._register, row_key)

    def add_events(self, events: Sequence[Event], at: datetime) -> None:
        with self._writing() as connection:
            chain.append(connection, self._register, events, at)

    def history(self, row_key: str | None = None) -> Sequence[HistoryLine]:
        with self._reading() as connection:
            return history.of_row(connection, self._register, row_key)

    def history_end(self) -> str:
        with self._reading() as connection:
            return chain.end(connection, self._register)

    def has_history(self, end: str) -> bool:
        with self._reading() as connection:
            return chain.goes_on_from(connection, self._register, end)

    def cells(self, keys: Sequence[str]) -> Mapping[str, Cells]:
        with self._reading() as connection:
            return memory_of_runs.cells_of(connection, self._register, keys)

    def runs(self, most: int = KEPT) -> Sequence[RunLine]:
        with self._reading() as connection:
            return memory_of_runs.last_runs(connection, self._register, most)

    def run(self, line: RunLine) -> RunMemory:
        with self._reading() as connection:
            return memory_of_runs.remembered(connection, self._register, line)

    def given_numbers(self) -> Mapping[str, GivenNumber]:
        with self._reading() as connection:
            return given_numbers.known(connection, self._register)

    def imported(self, source: str, digests: Sequence[str]) -> frozenset[str]:
        with self._reading() as connection:
            return imported.known(connection, self._register, source, digests)

    def keep_imported(self, source: str, digests: Sequence[str], at: datetime) -> None:
        with self._writing() as connection:
            imported.keep(connection, self._register, source, digests, at)

    def label_key(self) -> bytes:
        with self._reading() as connection:
            return label_keys.known(connection, self._register)

    def keep_label_key(self, key: bytes, *, anew: bool = False) -> bytes:
        with self._writing() as connection:
            return label_keys.keep(connection, self._register, key, anew=anew)

    def check(self) -> str:
        """For `doctor`: empty when the SQLite file is whole, else what is damaged.

        Raises JournalError where the damage stops the reading, and where no pass could write.
        """
        with self._reading() as connection:
            if connection.dialect.name != "sqlite":
                return ""
            _check_writable(Path(self._where))
            found = "; ".join(connection.exec_driver_sql("PRAGMA quick_check(3)").scalars())
            return "" if found == "ok" else " ".join(found.split())

    def go_on_after(self, counters: Mapping[str, int], given: Mapping[str, GivenNumber], mails: Sequence[StoredMail],
                    at: datetime) -> None:
        with self._writing() as connection:
            given_numbers.go_on_after(connection, self._register, counters, given)
            quiet.leave(connection, self._register, "")
            taken_over.learn(connection, self._register, mails, at)

    def broken_history(self) -> int:
        with self._reading() as connection:
            return chain.broken(connection, self._register)

    @contextmanager
    def held(self, holder: str, place: str, now: Callable[[], datetime]) -> Iterator[None]:
        self._check_file()
        if (left := self.lease()) and left.place == place:  # its holder is dead: we have their lock
            self._give_back(left)
        self._hold = leasing.Hold(holder, place, now)
        try:
            yield
        finally:
            hold, self._hold = self._hold, None
            if hold.lease is not None:
                self._give_back(hold.lease)

    def _give_back(self, lease: Lease) -> None:
        with translated(self._where), database.writing(self._engine) as connection:
            leasing.give_back(connection, self._register, lease)

    def check_held(self) -> None:
        if self._hold is not None and self._hold.lease is not None:
            with self._reading() as connection:
                leasing.check(connection, self._register, self._hold.lease)

    def lease(self) -> Lease | None:
        with self._reading() as connection:
            return leasing.lease_of(connection, self._register)

    def break_lease(self, lease: str) -> None:
        with translated(self._where), database.writing(self._engine) as connection:
            leasing.take_away(connection, self._register, lease)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with translated(self._where), database.reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with translated(self._where), database.writing(self._engine) as connection:
            # where writers are not queued by the database itself, one of a register waits here for the other
            connection.execute(sa.select(registers.c.register).where(registers.c.register == self._register)
                               .with_for_update())
            hold = self._hold
            lease = hold.keep(connection, self._register) if hold else None
            yield connection
        if hold and lease:
            hold.lease = lease

    def _check_file(self) -> None:
        """Raises JournalError where another file has taken the place of the one that is open."""
        if database.is_sqlite(self._engine.url) and file_at(self._engine.url.database) != self._file:
            raise JournalError("journal.replaced", path=self._where)

    def _enter_register(self, now: datetime, *, alone: bool) -> None:
        known = sa.select(registers.c.register).where(registers.c.register == self._register)
        with self._reading() as connection:
            if connection.scalar(known) is not None:
                return
            if alone and (other := connection.scalar(sa.select(registers.c.register).limit(1))) is not None:
                raise JournalError("journal.of-another", path=self._where, other=_name(other),
                                   register=_name(self._register))
        with translated(self._where), database.writing(self._engine) as connection:
            if connection.scalar(known) is None:  # another process may have been faster
                name = "".join(secrets.choice(LETTERS) for _ in range(6))
                connection.execute(sa.insert(registers).values(register=self._register, register_id=name,
                                                               opened_at=stamp(now)))


def _name(register: str) -> str:
    return register.partition(":")[2] or register


def _check_writable(path: Path) -> None:
    if not (may_write(path) and may_write(path.parent)):
        raise JournalError("journal.read-only", path=path)
