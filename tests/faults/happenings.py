"""What may happen in a random history: what people type, how clocks jump, what mail servers do, where passes die."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.smtp_faults import DROP

ROWS = st.integers(0, 9)
EDITS: tuple[tuple[str, Any], ...] = (
    ("tags", "call first"), ("qty", 2), ("qty", None), ("qty", "many"), ("received_on", date.today()),  # noqa: DTZ011
    ("condition", "New, sealed"), ("tracking_no", "1Z999"), ("assignee", "Anna"), ("status", "nonsense"),
    ("messages", "mine"), ("rev", 99), ("why", None), ("synced_status", None), ("request_ref", "REQ-1"))
JUMPS = (timedelta(days=-1), timedelta(days=1), timedelta(days=40), timedelta(hours=2))
TROUBLES = ({"content": DROP}, {"content": "451 later"}, {"content": "554 no"}, {"rcpt": "550 unknown"},
            {"rcpt": "451 grey"}, {"mail": DROP}, {"greeting": "421 busy"}, {"data": DROP}, {"auth": "535 no"})


@dataclass(frozen=True)
class Pass:
    """`dies_at`: the point at which the power goes, 0 for none; `trouble`: stage -> what the mail server does there."""

    dies_at: int = 0
    trouble: Mapping[str, str] = field(default_factory=dict)


PASSES = st.builds(Pass, st.just(0) | st.integers(1, 60) | st.integers(1, 170),
                   st.just({}) | st.sampled_from(TROUBLES))


class PowerCut(BaseException):
    """The process ends here; nothing may catch it."""


def cut() -> None:
    """The machine loses power."""
    raise PowerCut
