"""The key that signs labels, as the journal keeps it for its backups. It is never part of a message or of the history.
"""

from __future__ import annotations

import sqlalchemy as sa

from .codec import Spoiled
from .schema import registers


def known(connection: sa.Connection, register: str) -> bytes:
    """The key; empty where the journal was never told one. Raises Spoiled."""
    found = connection.scalar(sa.select(registers.c.label_key).where(registers.c.register == register))
    try:
        return bytes.fromhex(found or "")
    except ValueError:
        raise Spoiled("the key of the labels is none") from None    # the cause would show it


def keep(connection: sa.Connection, register: str, key: bytes, *, anew: bool) -> bytes:
    """Keep that key where there is none, or `anew` in any case; the one that is kept then."""
    if not anew and (kept := known(connection, register)):
        return kept
    connection.execute(sa.update(registers).where(registers.c.register == register).values(label_key=key.hex()))
    return key
