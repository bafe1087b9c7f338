"""Who works on a register, as a value: a lease that runs out by itself, with an epoch that tells holders apart.

The lock of the operating system keeps two passes of one machine apart and dies with its process; the lease does the
same between machines that share a journal. A lease alone is unsafe when its holder is paused and wakes up later, so
every transaction of the journal compares the epoch.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LASTS = timedelta(minutes=10)
"""After the holder was last heard of."""
CLOCKS_DIFFER = timedelta(minutes=10)
"""At most, between two machines that share a journal."""


@dataclass(frozen=True, slots=True)
class Lease:
    """`lease` is its id; `holder` says who for people, `place` which lock of which machine guards the holder."""

    lease: str
    epoch: int
    holder: str
    place: str
    since: datetime
    until: datetime

    def binds(self, place: str, now: datetime) -> bool:
        """Whether somebody who asks from `place` must wait.

        Whoever holds the lock of the same place knows that its last holder is gone. Clocks of two machines differ by
        minutes; a lease that ends further away than that was written by a clock that went wrong.
        """
        return self.place != place and now < self.until <= now + LASTS + CLOCKS_DIFFER
