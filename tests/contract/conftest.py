"""The adapters under contract, port by port. A new adapter is one more line in its list.

A journal case opens the same data again and again, as a later process would; PostgreSQL joins in where
RMA_SHEETS_TEST_POSTGRES holds a URL of a database in which schemas may be made.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from rma_sheets.adapters.journal import SqlJournal
from rma_sheets.adapters.mail.eml import EmlMailer
from rma_sheets.adapters.memory import MemoryJournal, MemoryMailer, MemoryStore
from rma_sheets.model.values import CellValue
from rma_sheets.ports import Journal, Mailer, Store
from rma_sheets.texts import load_texts

from .builders import NOW
from .workbooks import make_excel, type_in_excel

OpenJournal = Callable[..., Journal]
Grids = Mapping[str, Sequence[Sequence[CellValue]]]


def memory_journals(_: Path) -> Iterator[OpenJournal]:
    """Kept as long as the test: what a later process would find."""
    kept: dict[str, MemoryJournal] = {}
    yield lambda register="returns.xlsx": kept.setdefault(register, MemoryJournal())


def sqlite_journals(folder: Path) -> Iterator[OpenJournal]:
    """One file in the folder of the test."""
    yield from _sql_journals(folder / "state" / "journal.db")


def postgres_journals(_: Path) -> Iterator[OpenJournal]:
    """A schema of its own in the database of RMA_SHEETS_TEST_POSTGRES."""
    url = os.environ.get("RMA_SHEETS_TEST_POSTGRES")
    if not url:
        pytest.skip("RMA_SHEETS_TEST_POSTGRES holds no URL of a PostgreSQL database")
    schema = f"test_{secrets.token_hex(6)}"
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    own = sa.make_url(url).update_query_dict({"options": f"-csearch_path={schema}"})
    yield from _sql_journals(own.render_as_string(hide_password=False))
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    admin.dispose()


def _sql_journals(url: str | Path) -> Iterator[OpenJournal]:
    opened: list[SqlJournal] = []

    def open_journal(register: str = "returns.xlsx") -> SqlJournal:
        opened.append(SqlJournal.open(url, register=register, now=NOW))
        return opened[-1]

    yield open_journal
    for journal in opened:
        journal.close()


JOURNALS = {"memory": memory_journals, "sqlite": sqlite_journals, "postgres": postgres_journals}


@pytest.fixture(params=JOURNALS)
def open_journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenJournal]:
    """Opens the journal of the test; called again it finds what the first one left."""
    yield from JOURNALS[request.param](tmp_path)


@pytest.fixture
def journal(open_journal: OpenJournal) -> Journal:
    """The journal of the test, opened once."""
    return open_journal()


@dataclass(frozen=True)
class StoreCase:
    """How to make a register of given grids (tab key -> rows of cells), and how staff type into it."""

    make: Callable[[Path, Grids], Store]
    type: Callable[[Path, Store, int, str, CellValue], None]


def _type_in_memory(_: Path, store: Store, position: int, column: str, value: CellValue) -> None:
    assert isinstance(store, MemoryStore)
    store.type(position, column, value)


STORES = {
    "memory": StoreCase(lambda folder, grids: MemoryStore(grids), _type_in_memory),
    "excel": StoreCase(make_excel, type_in_excel),
}
"""Every store: add a line for each new one."""


@dataclass(frozen=True)
class Register:
    """A store under test, in a folder of its own."""

    case: StoreCase
    folder: Path

    def make(self, grids: Grids) -> Store:
        """A register that holds these grids."""
        return self.case.make(self.folder, grids)

    def type(self, store: Store, position: int, column: str, value: CellValue) -> None:
        """Somebody types into the tab Returns; rows are counted from 0 below the header."""
        self.case.type(self.folder, store, position, column, value)


@pytest.fixture(params=STORES)
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Register:
    """Makes registers of one kind of store."""
    return Register(STORES[request.param], tmp_path)


MAILERS: dict[str, Callable[[Path], Mailer]] = {
    "memory": lambda folder: MemoryMailer(),
    "eml": lambda folder: EmlMailer(folder / "outbox", load_texts("en")),
}
"""Every mailer, made so that it accepts what it is given: add a line for each new one."""


@pytest.fixture(params=MAILERS)
def mailer(request: pytest.FixtureRequest, tmp_path: Path) -> Mailer:
    """A mailer that accepts everything."""
    return MAILERS[request.param](tmp_path)
