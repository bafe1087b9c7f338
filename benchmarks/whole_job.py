"""One `rma-sheets sync` in this folder, with the seconds and the most memory of each phase; prints them as JSON."""

from __future__ import annotations

import contextlib
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import peak_megabytes
from rma_sheets import sync

FRESH = Path("/proc/self/clear_refs")
"""Linux: writing 5 there sets the mark of the most memory back to what is held now (proc(5))."""


def main() -> None:
    """Run the pass."""
    from rma_sheets.cli import main as run

    start, phases = time.perf_counter(), list[tuple[str, float, float]]()
    phase = sync._Timer.phase

    @contextlib.contextmanager
    def watched(timer: Any, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        if not phases:
            phases.append(("start", begun - start, peak_megabytes()))
        with contextlib.suppress(OSError):
            FRESH.write_text("5")
        with phase(timer, name):
            yield
        phases.append((name, time.perf_counter() - begun, peak_megabytes()))

    sync._Timer.phase = watched  # type: ignore[method-assign]
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        code = run(["sync", "--json"])
    if code:
        raise SystemExit(told.getvalue() or code)
    print(json.dumps(phases))


if __name__ == "__main__":
    main()
