"""The workbook: writing against openpyxl and against the floor, reading against openpyxl, and how the cost grows.

Every job in a process of its own, on the same files, one after the other; medians of RMA_BENCH_RUNS (5).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.excel_register import write_register
from benchmarks.measure import ROOT
from rma_sheets.adapters.excel.archive import fastest_codec

RUNS = int(os.environ.get("RMA_BENCH_RUNS", "5"))
GROWTH = ((10_000, 0), (20_000, 0), (50_000, 0), (100_000, 0), (50_000, 2))
"""Rows, and other sheets of the same size."""


def job(name: str, path: Path, runs: int = RUNS) -> list[float]:
    """Seconds and megabytes, or the seconds of several."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.excel_job", name, str(path), str(runs)], cwd=ROOT,
                          check=True, capture_output=True, text=True)
    medians: list[float] = json.loads(done.stdout)
    return medians


def in_turn(names: tuple[str, ...], path: Path) -> list[float]:
    """Median seconds of each, in fresh processes one after the other: a pass reads once, and machines drift."""
    taken = [[job(name, path, 1)[0] for name in names] for _ in range(RUNS)]
    return [statistics.median(each) for each in zip(*taken, strict=True)]


def main() -> None:
    """Print the table."""
    print(f"{fastest_codec().name}; medians of {RUNS}; 600 changed cells and 50 appended rows, 30 columns")
    with tempfile.TemporaryDirectory() as folder:
        for rows in map(int, sys.argv[1:] or ("50000", "100000")):
            against_others(write_register(Path(folder, f"register-{rows}-0.xlsx"), rows), rows)
        growth(Path(folder))


def against_others(path: Path, rows: int) -> None:
    """One size: the ratios of the goals."""
    took = {name: job(name, path) for name in ("patch", "patch-zlib", "read", "openpyxl-read", "openpyxl-write")}
    ours, values, formulas = in_turn(("read", "openpyxl-read", "openpyxl-read-formulas"), path)
    pairs = {codec: job(f"patch{codec},floor{codec}", path) for codec in ("", "-zlib")}
    print(f"\n{rows:,} rows, {path.stat().st_size / 1e6:.1f} MB")
    for name, (seconds, megabytes) in took.items():
        print(f"  {name:15} {seconds:7.2f} s {megabytes:7.0f} MB")
    for codec, (seconds, floor) in pairs.items():
        print(f"  patch and floor in turn{codec}: {seconds:.2f} s and {floor:.2f} s")
    faster, smaller = (took["openpyxl-write"][each] / took["patch"][each] for each in (0, 1))
    ratio = {codec: seconds / floor for codec, (seconds, floor) in pairs.items()}
    print(f"  write: {faster:.0f} x faster than openpyxl (goal 30), 1/{smaller:.1f} of its memory (goal 1/5)")
    print(f"  write: {ratio['']:.2f} x the floor with {fastest_codec().name} (goal below 2.7), "
          f"{ratio['-zlib']:.2f} x with zlib 6 (goal 1.3)")
    print(f"  read in turn: {ours:.2f} s; openpyxl read_only: values {values:.2f} s, formulas {formulas:.2f} s")
    print(f"  read: {values / ours:.1f} x faster than openpyxl's values alone (goal 5), "
          f"{(values + formulas) / ours:.1f} x than openpyxl telling as much, values and formulas")


def growth(folder: Path) -> None:
    """How the cost of a write grows with rows, changed cells and other sheets."""
    print("\n  rows  other sheets   30 cells    600 cells   6,000 cells  (written, each with 50 new rows)")
    for rows, others in GROWTH:
        path = write_register(folder / f"register-{rows}-{others}.xlsx", rows, others)
        seconds = [job(name, path)[0] for name in ("patch-10", "patch", "patch-2000")]
        print(f"{rows:7,}  {others:6}      " + "".join(f"{each:9.3f} s " for each in seconds))


if __name__ == "__main__":
    main()
