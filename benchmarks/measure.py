"""Measuring in a fresh process: seconds and peak memory, several runs, the median told."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[1]


def median_seconds(command: list[str], runs: int = 5, cwd: Path = ROOT) -> float:
    """Median wall time of a whole process, after one run that is not counted."""
    times = []
    for run in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if run:
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds and result of a call."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def peak_megabytes(who: int = resource.RUSAGE_SELF) -> float:
    """The most memory this process has held so far; with RUSAGE_CHILDREN the most that one it ended held.

    Linux counts a parent's memory in `ru_maxrss` of its child, but not in VmHWM.
    """
    status = Path("/proc/self/status")
    if who == resource.RUSAGE_SELF and status.exists():
        return int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))) / 1024
    return resource.getrusage(who).ru_maxrss / 1024


def alone(module: str) -> None:
    """Run one benchmark in a process of its own, so that its peak memory is its own."""
    subprocess.run([sys.executable, "-m", f"benchmarks.{module}"], cwd=ROOT, check=True)
