"""The tables of the journal, in portable SQL: the same on SQLite and PostgreSQL.

Every table carries the register, so one journal may serve several. Moments and dates are ISO text, because SQLite
keeps no time zone; those that are compared (`next_at`) are in UTC and sort as text. No money stands here.
A change here needs a migration in `migrations/versions` and the new HEAD below; a test compares the two.
"""

from __future__ import annotations

import sqlalchemy as sa

from rma_sheets.model.given_numbers import NumberKind, NumberState

HEAD = "0006"
"""The revision this program writes. Alembic is imported only where a journal has another one."""

REVISION_TABLE = "journal_revision"

metadata = sa.MetaData(naming_convention={
    "pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s", "ix": "ix_%(table_name)s_%(column_0_N_name)s"})


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False, default=None if key else "")


def _added(name: str) -> sa.Column[str]:
    """A text that came with a later revision: tables that were there needed something to fill it with."""
    return sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''"))


def _added_int(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _int(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, default=0)


def _register(*, key: bool = False) -> sa.Column[str]:
    return sa.Column("register", sa.Text, sa.ForeignKey("registers.register"), primary_key=key, nullable=False)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)


def _record_columns() -> tuple[sa.Column[str] | sa.Column[int], ...]:
    """`cells`: what the row's cells said when the pass left it, as JSON; not part of the view."""
    return (_int("rev"), *map(_text, ("status", "request_ref", "rma_number", "parcel_id", "identity", "seen", "facts",
                                      "basis", "wake_on", "units")), _int("deleted"), _text("detail"), _added("cells"))


registers = sa.Table("registers", metadata, _text("register", key=True), _text("register_id"), _text("opened_at"),
                     _added("label_key"),
                     sa.UniqueConstraint("register_id"))
counters = sa.Table("counters", metadata, _register(key=True), _text("name", key=True), _int("last"))

runs = sa.Table("runs", metadata, _id(), _register(), _text("reserved_at"), _text("closed_at"), _text("based_on"),
                _text("events"), _text("mails"), _added("void"), _added_int("rows"), _added("changes"),
                _added_int("undoes"), _added_int("took_over"), sqlite_autoincrement=True)
"""What a run means stands in `events`, `mails`, `changes` (of mails that wait) and `void` as JSON until it is bound;
`undoes` is the run that it takes back; one that `took_over` told an older journal what earlier runs had done."""
sa.Index("ix_runs_open", runs.c.register, runs.c.closed_at)

numbers = sa.Table("numbers", metadata, _register(key=True), _text("number", key=True), _text("kind"),
                   _text("row_key"), _text("state"),
                   sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False, index=True))
_live_request = (numbers.c.kind == NumberKind.REQUEST) & (numbers.c.state != NumberState.VOID)
sa.Index("uq_numbers_request_of_row", numbers.c.register, numbers.c.row_key, unique=True,
         sqlite_where=_live_request, postgresql_where=_live_request)

records = sa.Table("records", metadata, _register(key=True), _text("key", key=True), *_record_columns(),
                   _added_int("run"))
intents = sa.Table("intents", metadata, _register(),
                   sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), primary_key=True, autoincrement=False),
                   _text("key", key=True), *_record_columns())

former = sa.Table("former", metadata, _register(),
                  sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), primary_key=True, autoincrement=False),
                  _text("key", key=True), *_record_columns(), _int("previous"))
"""The records that a run replaced, of the newest runs; `previous` is the run before it."""

events = sa.Table("events", metadata, _id(), _register(), _text("at"), _text("row_key"), _text("kind"), _text("data"),
                  _added("digest"), sqlite_autoincrement=True)
"""Append-only; `digest` covers the event and the digest before it, so that none can be changed or taken out unseen."""
sa.Index("ix_events_row", events.c.register, events.c.row_key, events.c.id)

mails = sa.Table("mails", metadata, _id(), _register(), _text("key"), _text("notice"), _text("recipient"),
                 _text("language"), _text("context"), _int("attach_label"), _text("message_id"), _text("date"),
                 _text("state"), sa.Column("content", sa.LargeBinary), _int("attempts"), _text("first_try"),
                 _text("next_at"), _text("reply"), _added_int("run"), _added_int("lost"),
                 sa.UniqueConstraint("register", "key"), sa.UniqueConstraint("message_id"), sqlite_autoincrement=True)
sa.Index("ix_mails_state", mails.c.register, mails.c.state)
covers = sa.Table("covers", metadata, _register(key=True), _text("key", key=True), _text("row_key"), _int("position"),
                  sa.Column("mail", sa.Integer, sa.ForeignKey("mails.id"), nullable=False, index=True))
sa.Index("ix_covers_row", covers.c.register, covers.c.row_key)

imports = sa.Table("imports", metadata, _register(key=True), _text("source", key=True), _text("digest", key=True),
                   _text("at"))

chains = sa.Table("chains", metadata, _register(key=True), _int("length"), _text("head"))
"""How many events there are and the digest of the last one."""

leases = sa.Table("leases", metadata, _register(key=True), _int("epoch"), _text("lease"), _text("holder"),
                  _text("place"), _text("since"), _text("until"))
"""Who works on the register: a pass holds it until `until`, and every one has an `epoch` of its own."""

quiet_states = sa.Table("quiet", metadata, _register(key=True), _text("state"))
