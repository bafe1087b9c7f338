"""A pass over a register that is just as the last one left it, with nothing to do: known by one hash, without reading.

What it rests on is the content of the register, what lies beside it, the day (deadlines are days), the program with its
configuration, the labels in their folder, the state of the mails, and a journal without a pass that died. Mails that
are due go out as in every pass; what became of them wakes the next one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from .model.findings import Finding
from .model.plan import Outcome, Plan
from .ports import Clock, Journal, Store


@dataclass(slots=True)
class Quiet:
    """`basis` stands for the program and its configuration; `labels` gives the paths of labels that must be there,
    `is_there` whether one is; `beside` names what lies beside the register and is told of."""

    store: Store
    journal: Journal
    clock: Clock
    basis: str
    labels: Callable[[], Sequence[str]]
    is_there: Callable[[str], bool]
    beside: Callable[[], Sequence[str]] = tuple
    _kept: str = ""
    _found: Plan | None = None
    _ground: dict[str, object] = field(default_factory=dict)

    def plan(self) -> Plan | None:
        """The plan of a pass that has nothing to do, or None where it must read to know."""
        self._kept, self._ground = self.journal.quiet(), self._stands_on()
        left = _read(self._kept)
        if left is None:
            return None
        state, plan = left
        if not self._ground.items() <= state.items() or self.journal.pending():
            return None
        if not all(map(self.is_there, state["labels"])) or self.store.version() != plan.based_on:
            return None
        self._found = plan
        return plan

    def remember(self, plan: Plan, outcomes: Sequence[Outcome]) -> None:
        """Keep a pass that had nothing to do for the next one; forget it where there was something."""
        if plan is self._found and not outcomes:    # what is kept says just that, and saying it again reads all rows
            return
        state = self._state(plan) if plan.empty and not outcomes else ""
        if state != self._kept:
            self.journal.keep_quiet(state)
            self._kept = state

    def forget(self) -> None:
        """The next pass must look: what this one told is not what a pass over the register tells."""
        if self._kept:
            self.journal.keep_quiet("")
            self._kept = ""

    def _stands_on(self) -> dict[str, object]:
        """What must be the same; the mails as they were when the pass began."""
        return {"basis": self.basis, "day": self.clock.now().date().isoformat(),
                "mails": dict(self.journal.mail_states()), "beside": list(self.beside())}

    def _state(self, plan: Plan) -> str:
        return json.dumps(self._ground | {
            "version": plan.based_on, "register": plan.register, "rows": plan.rows, "people": plan.people,
            "labels": list(self.labels()), "findings": [asdict(finding) for finding in plan.findings],
        }, ensure_ascii=False, default=str)


def _read(kept: str) -> tuple[dict[str, Any], Plan] | None:
    """What a pass left, and its plan; None where it is not what a pass leaves."""
    if not kept:
        return None
    try:
        state = json.loads(kept)
        return state | {"labels": [str(path) for path in state["labels"]]}, Plan(
            state["register"], state["version"], state["rows"], people=state["people"],
            findings=tuple(Finding(**finding) for finding in state["findings"]))
    except (KeyError, TypeError, ValueError):
        return None
