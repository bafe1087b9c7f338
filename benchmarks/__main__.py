"""`make bench`: all figures of this project, each part in a process of its own."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys

from benchmarks.measure import alone

PARTS = ("startup", "planning", "excel", "whole", "labels", "register")


def main() -> None:
    """Print the machine, then every part (or those named on the command line)."""
    print(f"{dt.date.today()}  {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")  # noqa: DTZ011
    for part in sys.argv[1:] or PARTS:
        print(f"\n## {part}", flush=True)
        alone(part)


main()
