"""Short words for walks: `go("approved", tracking_no="1Z")` is one pass over a row that stands in approved."""

from __future__ import annotations

from datetime import date
from typing import Any

from rma_sheets.model.settings import Settings
from rma_sheets.model.states import Status
from rma_sheets.planning.stand import Stand
from rma_sheets.planning.walk import Walk, walk
from tests.rows import TODAY, row

SETTINGS = Settings(ship_within_days=14, remind_before_days=4, transit_days=3, close_after_days=14)


def stand(status: str | None, **values: Any) -> Stand:
    """A row that reached that status today."""
    now = Status(status) if status else None
    return Stand(now, **{"moved": {now: TODAY} if now else {}} | values)


def go(at: Stand | str | None, pick: str = "", *, today: date = TODAY, settings: Settings = SETTINGS,
       **facts: Any) -> Walk:
    """One pass: where the row stands, what staff picked, the facts of the row."""
    start = at if isinstance(at, Stand) else stand(at)
    return walk(row(**facts), start, Status(pick) if pick else None, today=today, settings=settings)


def path(walked: Walk) -> list[str]:
    """The statuses a walk went through."""
    return [step.target.value for step in walked.steps]
