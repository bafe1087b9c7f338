"""The journal: what the engine remembers, in SQLite or PostgreSQL. The only door to SQLAlchemy and alembic."""

from __future__ import annotations

from .copies import back_up, check_copy, register_id_in
from .journal import SqlJournal
from .put_back import put_in_place, remove_staged, staged

__all__ = ["SqlJournal", "back_up", "check_copy", "put_in_place", "register_id_in", "remove_staged", "staged"]
