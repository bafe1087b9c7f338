"""Opens the database: SQLite with the settings that survive a power cut, or PostgreSQL.

SQLite: WAL with synchronous=FULL (WAL with NORMAL may lose the last commits, https://www.sqlite.org/wal.html),
BEGIN by SQLAlchemy instead of the driver, IMMEDIATE for writers so that two of them queue instead of failing.
The journal holds addresses of customers: a new file is readable by its owner only.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from .database_file import stands_still, to_read

BUSY_SECONDS = 20
_PAUSE = 0.05
_WRITES = "rma_writes"


def make_url(address: str | Path) -> sa.URL:
    """The URL of that address; a path is an SQLite file. Raises sqlalchemy's ArgumentError."""
    url = sa.URL.create("sqlite", database=str(address)) if isinstance(address, Path) else sa.make_url(address)
    if is_sqlite(url) and url.database in (None, "", ":memory:"):
        raise sa.exc.ArgumentError("a journal needs a file")
    return url


def is_sqlite(url: sa.URL) -> bool:
    """Whether that URL names an SQLite file."""
    return url.get_backend_name() == "sqlite"


def shown(url: sa.URL) -> str:
    """The journal as people know it: the file, or the URL without its password."""
    return str(url.database) if is_sqlite(url) else url.render_as_string(hide_password=True)


def make_engine(url: sa.URL, *, foreign_keys: bool = True) -> sa.Engine:
    """An engine for that URL; for SQLite the private file exists afterwards. Its errors do not say what was stored:
    that may be somebody's address, or the key of the labels. Raises OSError."""
    if not is_sqlite(url):
        return sa.create_engine(url, hide_parameters=True)
    path = Path(str(url.database))
    make_private(path)
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    if stands_still(path):
        sa.event.listen(engine, "do_connect", partial(_only_to_read, path))
    sa.event.listen(engine, "connect", partial(_settle, foreign_keys))
    sa.event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction that sees one state of the database, whoever writes meanwhile."""
    steady = engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="REPEATABLE READ")
    with steady.begin() as connection:
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction that commits as a whole or not at all."""
    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        yield connection


def use_wal(connection: sa.Connection) -> None:
    """Switch an SQLite file to WAL, where the file system allows it; nothing changes where it is so already.

    SQLite does not wait for others here, whatever its timeout says; so it is asked again.
    """
    driver: Any = connection.connection.driver_connection
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            driver.execute("PRAGMA journal_mode=WAL")
            driver.execute("PRAGMA schema_version")     # reads, so that it fails here where WAL finds no room
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _only_to_read(path: Path, _dialect: object, _record: object, _words: object,
                  options: dict[str, Any]) -> sqlite3.Connection:
    return to_read(path, **options)


def _settle(foreign_keys: bool, driver: Any, _record: object) -> None:
    driver.isolation_level = None  # the driver begins nothing by itself, see _begin
    driver.execute("PRAGMA synchronous=FULL")
    driver.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")


def _begin(connection: sa.Connection) -> None:
    immediate = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def make_private(path: Path) -> None:
    """That file, empty and readable by its owner only, where there is none. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
