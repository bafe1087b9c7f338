"""The first tables. A migration is history: it never imports `schema.py` and is never changed once released."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _ints(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), autoincrement=True, nullable=False)


def _link(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _of_register(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["register"], ["registers.register"], name=f"fk_{table}_register")


def _record() -> list[sa.Column[str] | sa.Column[int]]:
    return [*_ints("rev"), *_texts("status", "request_ref", "rma_number", "parcel_id", "identity", "seen", "facts",
                                   "basis", "wake_on", "units"), *_ints("deleted"), *_texts("detail")]


def upgrade() -> None:
    """Create everything."""
    op.create_table("registers", *_texts("register", "register_id", "opened_at"),
                    sa.PrimaryKeyConstraint("register", name="pk_registers"),
                    sa.UniqueConstraint("register_id", name="uq_registers_register_id"))
    op.create_table("counters", *_texts("register", "name"), *_ints("last"), _of_register("counters"),
                    sa.PrimaryKeyConstraint("register", "name", name="pk_counters"))
    op.create_table("runs", _id(), *_texts("register", "reserved_at", "closed_at", "based_on", "events", "mails"),
                    _of_register("runs"), sa.PrimaryKeyConstraint("id", name="pk_runs"), sqlite_autoincrement=True)
    op.create_index("ix_runs_open", "runs", ["register", "closed_at"])
    _numbers()
    op.create_table("records", *_texts("register", "key"), *_record(), _of_register("records"),
                    sa.PrimaryKeyConstraint("register", "key", name="pk_records"))
    op.create_table("intents", *_texts("register"), _link("run"), *_texts("key"), *_record(), _of_register("intents"),
                    sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_intents_run"),
                    sa.PrimaryKeyConstraint("run", "key", name="pk_intents"))
    op.create_table("events", _id(), *_texts("register", "at", "row_key", "kind", "data"),
                    _of_register("events"), sa.PrimaryKeyConstraint("id", name="pk_events"),
                    sqlite_autoincrement=True)
    op.create_index("ix_events_row", "events", ["register", "row_key", "id"])
    _outbox()
    op.create_table("imports", *_texts("register", "source", "digest", "at"), _of_register("imports"),
                    sa.PrimaryKeyConstraint("register", "source", "digest", name="pk_imports"))


def _numbers() -> None:
    op.create_table("numbers", *_texts("register", "number", "kind", "row_key", "state"), _link("run"),
                    _of_register("numbers"), sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_numbers_run"),
                    sa.PrimaryKeyConstraint("register", "number", name="pk_numbers"))
    op.create_index("ix_numbers_run", "numbers", ["run"])
    live = sa.text("kind = 'request' AND state != 'void'")
    op.create_index("uq_numbers_request_of_row", "numbers", ["register", "row_key"], unique=True,
                    sqlite_where=live, postgresql_where=live)


def _outbox() -> None:
    op.create_table("mails", _id(), *_texts("register", "key", "notice", "recipient", "language", "context"),
                    *_ints("attach_label"), *_texts("message_id", "date", "state"),
                    sa.Column("content", sa.LargeBinary(), nullable=True), *_ints("attempts"),
                    *_texts("first_try", "next_at", "reply"), _of_register("mails"),
                    sa.PrimaryKeyConstraint("id", name="pk_mails"),
                    sa.UniqueConstraint("message_id", name="uq_mails_message_id"),
                    sa.UniqueConstraint("register", "key", name="uq_mails_register_key"), sqlite_autoincrement=True)
    op.create_index("ix_mails_state", "mails", ["register", "state"])
    op.create_table("covers", *_texts("register", "key", "row_key"), *_ints("position"), _link("mail"),
                    _of_register("covers"), sa.ForeignKeyConstraint(["mail"], ["mails.id"], name="fk_covers_mail"),
                    sa.PrimaryKeyConstraint("register", "key", name="pk_covers"))
    op.create_index("ix_covers_mail", "covers", ["mail"])
    op.create_index("ix_covers_row", "covers", ["register", "row_key"])
