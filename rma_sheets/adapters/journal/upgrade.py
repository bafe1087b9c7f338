"""Brings a journal to the tables of this program, and refuses one that is newer or belongs to something else.

The stored revision is read with plain SQL; alembic is imported only where it differs from HEAD. A migration is one
transaction, and an SQLite file is copied beside itself before. On PostgreSQL backups are the administrator's.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import sqlalchemy as sa

from rma_sheets.errors import JournalError

from .copies import back_up
from .engine import is_sqlite, make_engine, shown, use_wal, writing
from .schema import HEAD, REVISION_TABLE

MIGRATIONS = Path(str(resources.files(__package__))) / "migrations"
_LOCK = 7_462_739  # any number, the same in every process: one migration at a time on PostgreSQL


def bring_up_to_date(engine: sa.Engine, *, head: str = HEAD, folder: Path = MIGRATIONS) -> None:
    """Create or migrate the tables. Raises JournalError for a newer journal and for another program's file."""
    with engine.connect() as connection:
        stored = stored_revision(connection)
    if stored != head:
        _upgrade(engine, stored, head, folder)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            use_wal(connection)


def stored_revision(connection: sa.Connection) -> str:
    """The revision of the tables; empty for an empty database. Raises JournalError for somebody else's."""
    tables = sa.inspect(connection).get_table_names()
    if REVISION_TABLE not in tables:
        if tables and connection.dialect.name == "sqlite":
            raise JournalError("journal.other-tables", path=shown(connection.engine.url))
        return ""
    revision = sa.table(REVISION_TABLE, sa.column("version_num"))
    found = connection.execute(sa.select(revision.c.version_num)).scalar()
    if not found:
        raise JournalError("journal.other-tables", path=shown(connection.engine.url))
    return str(found)


def _upgrade(engine: sa.Engine, stored: str, head: str, folder: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if stored and stored not in known:
        raise JournalError("journal.newer", path=shown(engine.url), revision=stored)
    # SQLite alters a table by rebuilding it, with foreign keys off (https://www.sqlite.org/lang_altertable.html)
    loose = make_engine(engine.url, foreign_keys=False)
    try:
        with writing(loose) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            stored = stored_revision(connection)
            if stored != head:  # another process may have been faster
                _keep_before(engine.url, stored)
                config.attributes["connection"] = connection
                command.upgrade(config, head)
    finally:
        loose.dispose()


def _keep_before(url: sa.URL, stored: str) -> None:
    """A copy of an SQLite file as it is before its migration; nobody else may be writing, or it would be of after."""
    if stored and is_sqlite(url):
        path = Path(str(url.database))
        back_up(path, path.with_name(f"{path.stem}-before-{stored}{path.suffix}"))
