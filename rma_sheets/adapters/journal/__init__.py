"""The journal: what the engine remembers, in SQLite or PostgreSQL. The only door to SQLAlchemy and alembic."""

from __future__ import annotations

from .journal import SqlJournal

__all__ = ["SqlJournal"]
