"""What a check says, and the clock of the shop it checks."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from rma_sheets.bootstrap import SystemClock
from rma_sheets.config import Config

Found = str | tuple[str, str]
"""A sentence; where something should be done, with what to do."""


def clock_of(config: Config) -> SystemClock:
    """The time where the shop is."""
    return SystemClock(ZoneInfo(config.timezone))
