"""One `rma-sheets sync` in this folder, with the seconds and the most memory of each step that it tells; prints them
as JSON. Between two steps the time counts for the former.
"""

from __future__ import annotations

import contextlib
import io
import json
import time
from pathlib import Path

from benchmarks.measure import peak_megabytes
from rma_sheets.terminal import Terminal

FRESH = Path("/proc/self/clear_refs")
"""Linux: writing 5 there sets the mark of the most memory back to what is held now (proc(5))."""


class _Steps:
    """The steps told so far: name, seconds, megabytes."""

    def __init__(self) -> None:
        self.done: list[tuple[str, float, float]] = []
        self._name, self._begun = "start", time.perf_counter()

    def told(self, name: str) -> None:
        """The step before ends here."""
        now = time.perf_counter()
        self.done.append((self._name, now - self._begun, peak_megabytes()))
        with contextlib.suppress(OSError):
            FRESH.write_text("5")
        self._name, self._begun = name or "report", now


def main() -> None:
    """Run the pass."""
    steps = _Steps()
    from rma_sheets.cli import main as run

    Terminal.progress = lambda _, phase: steps.told(phase)  # type: ignore[method-assign]
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        code = run(["sync", "--json"])
    if code:
        raise SystemExit(told.getvalue() or code)
    steps.told("")
    print(json.dumps(steps.done))


if __name__ == "__main__":
    main()
