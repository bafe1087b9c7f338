"""The server's clock: the machine's, or one that a test sets forward by hand."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970. It runs by itself until it is stopped; then only `advance` moves it."""

    def __init__(self) -> None:
        self._stopped_at: float | None = None

    def now(self) -> float:
        return time.time() if self._stopped_at is None else self._stopped_at

    def stop(self) -> None:
        self._stopped_at = self.now()

    def advance(self, seconds: float) -> None:
        self._stopped_at = self.now() + seconds

    def stamp(self) -> str:
        """As Drive writes a moment: `2023-07-20T08:47:44.700Z`."""
        moment = datetime.fromtimestamp(self.now(), UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
