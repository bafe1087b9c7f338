"""Which lines of other programs' files were imported before, as digests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from .codec import chunks, stamp
from .schema import imports


def known(connection: sa.Connection, register: str, source: str, digests: Sequence[str]) -> frozenset[str]:
    """Which of these lines were imported before."""
    of_source = (imports.c.register == register) & (imports.c.source == source)
    found: set[str] = set()
    for some in chunks(digests):
        found.update(connection.execute(
            sa.select(imports.c.digest).where(of_source, imports.c.digest.in_(some))).scalars())
    return frozenset(found)


def keep(connection: sa.Connection, register: str, source: str, digests: Sequence[str], at: datetime) -> None:
    """Remember lines; those already known stay as they are."""
    before = known(connection, register, source, digests)
    lines = [{"register": register, "source": source, "digest": digest, "at": stamp(at)}
             for digest in dict.fromkeys(digests) if digest not in before]
    if lines:
        connection.execute(sa.insert(imports), lines)
