"""A pass over a register that is just as the last one left it, with nothing to do: known by one hash, without reading.

What it rests on is the content of the register, the day (deadlines are days), the program with its configuration, the
labels in their folder, and a journal without a pass that died. Mails that are due go out as in every pass.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from .model.findings import Finding
from .model.plan import Outcome, Plan
from .ports import Clock, Journal, Store


@dataclass(slots=True)
class Quiet:
    """`basis` stands for the program and its configuration; `labels` gives the paths of labels that must be there,
    `is_there` whether one is."""

    store: Store
    journal: Journal
    clock: Clock
    basis: str
    labels: Callable[[], Sequence[str]]
    is_there: Callable[[str], bool]
    _kept: str = ""

    def plan(self) -> Plan | None:
        """The plan of a pass that has nothing to do, or None where it must read to know."""
        self._kept = self.journal.quiet()
        if not self._kept or self.journal.pending():
            return None
        state = json.loads(self._kept)
        if (state["basis"], state["day"]) != self._today() or not all(map(self.is_there, state["labels"])):
            return None
        if self.store.version() != state["version"]:
            return None
        return Plan(state["register"], state["version"], state["rows"], people=state["people"],
                    findings=tuple(Finding(**finding) for finding in state["findings"]))

    def remember(self, plan: Plan, outcomes: Sequence[Outcome]) -> None:
        """Keep a pass that had nothing to do for the next one; forget it where there was something."""
        state = self._state(plan) if plan.empty and not outcomes else ""
        if state != self._kept:
            self.journal.keep_quiet(state)
            self._kept = state

    def _state(self, plan: Plan) -> str:
        basis, day = self._today()
        return json.dumps({
            "basis": basis, "day": day, "version": plan.based_on, "register": plan.register, "rows": plan.rows,
            "people": plan.people, "labels": list(self.labels()),
            "findings": [asdict(finding) for finding in plan.findings]}, ensure_ascii=False, default=str)

    def _today(self) -> tuple[str, str]:
        return self.basis, self.clock.now().date().isoformat()
