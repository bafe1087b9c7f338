"""Runs parts of the harness on all cores and tells what came of it: a table, and every violation with its case."""

from __future__ import annotations

import itertools
import multiprocessing
import random
import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from importlib import import_module
from typing import Any

PARTS = ("kills", "calls", "histories", "servers", "concurrent", "commands", "naive")

PORTION = 8
"""Cases that a worker is given at a time."""


@dataclass(frozen=True)
class Result:
    """What came of a part. `broken`: case and sentence; `skipped`: why it was not run."""

    part: str
    cases: int
    broken: Sequence[tuple[str, str]]
    seconds: float
    skipped: str = ""

    def line(self) -> str:
        """Its line in the table."""
        return f"{self.part:<12}{self.cases:>8}{len(self.broken):>12}{self.seconds:>9.0f}  {self.skipped}".rstrip()


def part_of(name: str) -> Any:
    """The module of a part: `cases(...)`, `check(case)`, and where it may be impossible `missing()`."""
    return import_module(f"tests.faults.{name}")


def run_part(name: str, cases: Sequence[str], workers: int) -> Result:
    """Every case of a part, on that many processes."""
    begin = time.monotonic()
    broken = [(case, sentence) for case, sentences in _checked(name, cases, workers) for sentence in sentences]
    return Result(name, len(cases), broken, time.monotonic() - begin)


def check(name: str, case: str) -> list[str]:
    """One case; an error of the harness itself counts as a violation, so that it cannot be overlooked."""
    try:
        return list(part_of(name).check(case))
    except Exception:  # whatever it was, the other cases go on
        return ["the harness failed: " + " / ".join(traceback.format_exc().strip().splitlines()[-4:])]


def _checked(name: str, cases: Sequence[str], workers: int) -> Iterator[tuple[str, list[str]]]:
    """Mixed, so that a run that is stopped has seen a little of everything."""
    portions = [list(portion) for portion in _portions(random.Random(1).sample(cases, len(cases)), PORTION)]
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        done = 0
        for checked in as_completed([pool.submit(_check_all, name, portion) for portion in portions]):
            done += len(checked.result())
            sys.stderr.write(f"{name} {done} of {len(cases)}\n")
            yield from checked.result()


def _portions(cases: Sequence[str], size: int) -> Iterator[Iterable[str]]:
    waiting = iter(cases)
    while portion := list(itertools.islice(waiting, size)):
        yield portion


def _check_all(name: str, cases: Sequence[str]) -> list[tuple[str, list[str]]]:
    out = []
    for case in cases:
        out.append((case, check(name, case)))
        if out[-1][1]:
            sys.stderr.write("".join(f"{name}:{case}: {sentence}\n" for sentence in out[-1][1]))
    return out
