"""Reads and writes a minute and user, refilled each minute (limits page: 60 and 60)."""

from __future__ import annotations

from .clock import Clock
from .errors import quota_exceeded

MINUTE = 60


class Quota:
    """Off until `limits` are set: `{"Read": 60, "Write": 60}`."""

    def __init__(self, clock: Clock, project: str) -> None:
        self._clock, self._project = clock, project
        self.limits: dict[str, int] = {}
        self.retry_after: int | None = None
        self._used: dict[tuple[str, str, int], int] = {}

    def spend(self, kind: str, who: str) -> None:
        """One request of that kind. Raises ApiError 429, and then it does not count."""
        key = (kind, who, int(self._clock.now() // MINUTE))
        if self._used.get(key, 0) >= self.limits.get(kind, self._used.get(key, 0) + 1):
            raise quota_exceeded(kind, self._project, retry_after=self.retry_after)
        self._used[key] = self._used.get(key, 0) + 1

    def used(self, kind: str, who: str) -> int:
        """In the minute that runs."""
        return self._used.get((kind, who, int(self._clock.now() // MINUTE)), 0)
