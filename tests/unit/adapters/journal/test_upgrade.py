"""Migrations: the tables are what the migrations make, older journals come along, newer ones are left alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from rma_sheets.adapters.journal import SqlJournal, schema, upgrade
from rma_sheets.adapters.journal.engine import make_engine, make_url
from rma_sheets.model.plan import Event

from .conftest import NOW, refused, start

Opened = Callable[[], SqlJournal]

NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "next", "{head}"

def upgrade():
    with op.batch_alter_table("mails") as table:
        table.add_column(sa.Column("opened", sa.Text(), server_default="no", nullable=False))
        table.alter_column("reply", new_column_name="answer")
    {more}
"""


def with_next_revision(folder: Path, more: str = "pass") -> Path:
    """The migrations of the package and one more, as a later program would have them."""
    shutil.copytree(upgrade.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "next.py").write_text(NEXT.format(head=schema.HEAD, more=more))
    return folder


def set_revision(path: Path, revision: str) -> None:
    """The journal as a program of that revision would leave it."""
    engine = make_engine(make_url(path))
    with engine.begin() as connection:
        table = sa.table(schema.REVISION_TABLE, sa.column("version_num"))
        connection.execute(sa.update(table).values(version_num=revision))
    engine.dispose()


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(upgrade.MIGRATIONS)).get_current_head() == schema.HEAD


def test_the_tables_are_what_the_migrations_make(opened: Opened) -> None:
    with opened()._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": schema.REVISION_TABLE,
                                                               "compare_type": True,
                                                               "compare_server_default": True})
        assert compare_metadata(context, schema.metadata) == []


def test_an_up_to_date_journal_is_opened_without_alembic(path: Path, opened: Opened) -> None:
    opened().close()
    process = start("opened().close(); print('alembic' in sys.modules)", path)
    assert process.communicate(timeout=60)[0] == "False\n"


def test_an_older_journal_is_copied_and_comes_along(path: Path, opened: Opened, tmp_path: Path) -> None:
    journal = opened()
    journal.add_events([Event("K1", "import")], NOW)
    journal.close()
    engine = make_engine(make_url(path))
    upgrade.bring_up_to_date(engine, head="next", folder=with_next_revision(tmp_path / "later"))
    with engine.connect() as connection:
        assert upgrade.stored_revision(connection) == "next"
        assert {"opened", "answer"} <= {column["name"] for column in sa.inspect(connection).get_columns("mails")}
        assert connection.execute(sa.select(schema.events.c.row_key)).scalars().all() == ["K1"]
    engine.dispose()
    copy = path.with_name(f"journal-before-{schema.HEAD}.db")
    assert copy.stat().st_mode & 0o777 == 0o600
    journal = SqlJournal.open(copy, register="r", now=NOW)
    assert journal.history("K1")[0].kind == "import"
    journal.close()


def test_a_migration_that_fails_leaves_the_journal_as_it_was(path: Path, opened: Opened, tmp_path: Path) -> None:
    opened().close()
    engine = make_engine(make_url(path))
    folder = with_next_revision(tmp_path / "later", more="op.execute('SELECT nonsense')")
    with pytest.raises(sa.exc.OperationalError):
        upgrade.bring_up_to_date(engine, head="next", folder=folder)
    with engine.connect() as connection:
        assert upgrade.stored_revision(connection) == schema.HEAD
        assert "opened" not in {column["name"] for column in sa.inspect(connection).get_columns("mails")}
    engine.dispose()


def test_a_journal_of_a_newer_program_is_left_alone(path: Path, opened: Opened) -> None:
    opened().close()
    set_revision(path, "9999")
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with refused("journal.newer"):
        opened()
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
