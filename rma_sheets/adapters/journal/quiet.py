"""What a pass that had nothing to do left for the next one; the journal does not look into it."""

from __future__ import annotations

import sqlalchemy as sa

from .schema import quiet_states


def left(connection: sa.Connection, register: str) -> str:
    """What a pass that had nothing to do left; empty where none did."""
    found = connection.execute(sa.select(quiet_states.c.state).where(quiet_states.c.register == register))
    return found.scalar() or ""


def leave(connection: sa.Connection, register: str, state: str) -> None:
    """Replace it; empty text lets the next pass read the register anew."""
    connection.execute(sa.delete(quiet_states).where(quiet_states.c.register == register))
    connection.execute(sa.insert(quiet_states).values(register=register, state=state))
