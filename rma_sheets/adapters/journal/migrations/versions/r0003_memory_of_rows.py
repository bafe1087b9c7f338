"""What rows said, runs that can be taken back, events as a chain, and who works on a register.

What happened before has no cells: a row's memory begins with the first pass of this version that changes it. Its
status, its number and its mails are told once as `baseline`, so that the history alone gives the state of each row.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_RECORD = ("status", "request_ref", "rma_number", "parcel_id", "identity", "seen", "facts", "basis", "wake_on", "units")


def upgrade() -> None:
    """Add the columns and tables, then chain the events that are there."""
    for table, texts, numbers in (("records", ("cells",), ("run",)), ("intents", ("cells",), ()),
                                  ("runs", ("void",), ("rows",)), ("events", ("digest",), ()), ("mails", (), ("run",))):
        with op.batch_alter_table(table) as changed:
            for name in texts:
                changed.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))
            for name in numbers:
                changed.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    _former()
    op.create_table("chains", *_texts("register"), *_ints("length"), *_texts("head"), _of_register("chains"),
                    sa.PrimaryKeyConstraint("register", name="pk_chains"))
    op.create_table("leases", *_texts("register"), *_ints("epoch"), *_texts("lease", "holder", "place", "since",
                                                                          "until"),
                    _of_register("leases"), sa.PrimaryKeyConstraint("register", name="pk_leases"))
    connection = op.get_bind()
    for (register,) in connection.execute(sa.text("SELECT register FROM registers")).all():
        _baseline(connection, register)
        _chain(connection, register)


def _former() -> None:
    op.create_table("former", *_texts("register"), sa.Column("run", sa.Integer(), autoincrement=False, nullable=False),
                    *_texts("key"), *_ints("rev"), *_texts(*_RECORD), *_ints("deleted"), *_texts("detail"),
                    sa.Column("cells", sa.Text(), nullable=False, server_default=sa.text("''")), *_ints("previous"),
                    _of_register("former"), sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_former_run"),
                    sa.PrimaryKeyConstraint("run", "key", name="pk_former"))


def _baseline(connection: sa.Connection, register: str) -> None:
    """One event for each row, as it stands; its moment is that of the last event before."""
    last = connection.execute(sa.text("SELECT max(at) FROM events WHERE register = :r"), {"r": register}).scalar() \
        or connection.execute(sa.text("SELECT opened_at FROM registers WHERE register = :r"), {"r": register}).scalar()
    rows = connection.execute(sa.text("SELECT key, status, request_ref, rma_number, deleted FROM records "
                                      "WHERE register = :r ORDER BY key"), {"r": register}).all()
    for key, *state in rows:
        _insert(connection, register, last, key, "baseline",
                dict(zip(("status", "request_ref", "rma_number", "deleted"), map(str, state), strict=True)))
    mails = connection.execute(sa.text(
        "SELECT mails.date, covers.row_key, mails.notice, mails.recipient, mails.state, mails.reply FROM mails "
        "JOIN covers ON covers.mail = mails.id WHERE mails.register = :r ORDER BY mails.id, covers.position"),
        {"r": register}).all()
    for date, key, notice, to, state, reply in mails:
        _insert(connection, register, date, key, "mail",
                {"notice": notice, "to": f"{to[:1]}***@{to.rpartition('@')[2]}", "state": state, "reply": reply})


def _insert(connection: sa.Connection, register: str, at: str | None, key: str, kind: str, data: Any) -> None:
    connection.execute(sa.text("INSERT INTO events (register, at, row_key, kind, data, digest) "
                               "VALUES (:register, :at, :key, :kind, :data, '')"),
                       {"register": register, "at": at, "key": key, "kind": kind,
                        "data": json.dumps(data, separators=(",", ":"))})


def _chain(connection: sa.Connection, register: str) -> None:
    head, length = "", 0
    for line in connection.execute(sa.text("SELECT id, at, row_key, kind, data FROM events WHERE register = :r "
                                           "ORDER BY id"), {"r": register}).all():
        head = sha256("\x1f".join((head, *line[1:])).encode("utf-8", "surrogatepass")).hexdigest()
        length += 1
        connection.execute(sa.text("UPDATE events SET digest = :d WHERE id = :i"), {"d": head, "i": line.id})
    connection.execute(sa.text("INSERT INTO chains (register, length, head) VALUES (:r, :n, :h)"),
                       {"r": register, "n": length, "h": head})


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _ints(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _of_register(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["register"], ["registers.register"], name=f"fk_{table}_register")
