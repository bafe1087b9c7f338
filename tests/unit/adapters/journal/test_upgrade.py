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
from rma_sheets.planning.replay import differences, rows_at

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


def test_the_copy_of_before_is_not_replaced_by_a_process_that_was_overtaken(
        path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engines = [make_engine(make_url(path)) for _ in range(2)]
    upgrade.bring_up_to_date(engines[0], head="0002")
    known = upgrade.stored_revision

    def overtaken(connection: sa.Connection) -> str:
        monkeypatch.undo()
        stored = known(connection)
        upgrade.bring_up_to_date(engines[1])
        return stored

    monkeypatch.setattr(upgrade, "stored_revision", overtaken)
    upgrade.bring_up_to_date(engines[0])
    engines.append(make_engine(make_url(path.with_name("journal-before-0002.db"))))
    with engines[2].connect() as connection:
        assert upgrade.stored_revision(connection) == "0002"
    for engine in engines:
        engine.dispose()


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


def test_a_journal_without_memory_of_rows_gets_a_history_that_tells_its_state(path: Path) -> None:
    engine = make_engine(make_url(path))
    upgrade.bring_up_to_date(engine, head="0002")
    insert = {
        "registers": {"register": "r", "register_id": "ABCDEF", "opened_at": NOW.isoformat()},
        "runs": {"register": "r", "reserved_at": NOW.isoformat(), "closed_at": NOW.isoformat(), "based_on": "v",
                 "events": "", "mails": ""},
        "records": {"register": "r", "key": "ABCDEF-000001", "rev": 1, "status": "approved", "request_ref": "REQ-1",
                    "rma_number": "RMA-1", **dict.fromkeys(("parcel_id", "identity", "seen", "facts", "basis",
                                                            "wake_on", "units", "detail"), ""), "deleted": 0},
        "events": {"register": "r", "at": NOW.isoformat(), "row_key": "ABCDEF-000001", "kind": "move",
                   "data": '{"from":"","to":"approved","cause":"judged"}'},
        "mails": {"register": "r", "key": "ABCDEF-000001:approved:1", "notice": "approved",
                  "recipient": "anna@example.org", "language": "en", "context": "{}", "attach_label": 0,
                  "message_id": "<1@x>", "date": NOW.isoformat(), "state": "done", "attempts": 1, "first_try": "",
                  "next_at": "", "reply": "250 ok"},
        "covers": {"register": "r", "key": "ABCDEF-000001:approved:1", "row_key": "ABCDEF-000001", "position": 0,
                   "mail": 1}}
    with engine.begin() as connection:
        for table, line in insert.items():
            names, marks = ", ".join(line), ", ".join(f":{name}" for name in line)
            connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), line)  # noqa: S608
    engine.dispose()
    journal = SqlJournal.open(path, register="r", now=NOW)
    rows = rows_at(journal.history())
    assert journal.broken_history() == 0
    assert list(differences(rows, journal.view().rows, journal.cells(["ABCDEF-000001"]))) == []
    assert [(line.kind, line.data.get("to", "")) for line in journal.history("ABCDEF-000001")] == [
        ("move", "approved"), ("baseline", ""), ("mail", "a***@example.org")]
    journal.close()


def test_an_earlier_run_that_told_an_older_journal_of_rows_is_known_by_what_it_tells(path: Path) -> None:
    engine = make_engine(make_url(path))
    upgrade.bring_up_to_date(engine, head="0004")
    run = ("INSERT INTO runs (register, reserved_at, closed_at, based_on, events, mails, rows) "
           "VALUES ('r', ?, 'x', '', '', '', 1)")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO registers (register, register_id, opened_at) "
                                   "VALUES ('r', 'ABCDEF', '')")
        for moment in ("2026-11-29T10:00:00+00:00", "2026-11-30T10:00:00+00:00"):
            connection.exec_driver_sql(run, (moment,))
        connection.exec_driver_sql("INSERT INTO events (register, at, row_key, kind, data) "
                                   "VALUES ('r', '2026-11-30T10:00:00+00:00', 'K', 'baseline', '{}')")
    engine.dispose()
    journal = SqlJournal.open(path, register="r", now=NOW)
    assert [(line.run, line.took_over) for line in journal.runs()] == [(2, True), (1, False)]
    journal.close()


@pytest.mark.parametrize(("change", "place"), [
    ("UPDATE events SET data = '{\"file\":\"x\"}' WHERE row_key = 'K2'", 2),
    ("UPDATE events SET digest = '' WHERE row_key = 'K1'", 1), ("DELETE FROM events WHERE row_key = 'K2'", 2),
    ("DELETE FROM events WHERE row_key = 'K3'", 3), ("DELETE FROM events", 1)])
def test_a_history_that_was_changed_or_cut_is_noticed(opened: Opened, change: str, place: int) -> None:
    journal = opened()
    journal.add_events([Event("K1", "import"), Event("K2", "import"), Event("K3", "import")], NOW)
    assert journal.broken_history() == 0
    with journal._engine.begin() as connection:
        connection.execute(sa.text(change))
    assert journal.broken_history() == place
