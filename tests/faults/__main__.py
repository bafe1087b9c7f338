"""`python -m tests.faults`: the whole harness, or a part of it; exit code 1 where a promise was broken.

    python -m tests.faults --only kills --quick
    python -m tests.faults --case "kills:37 after commit/sort"
    python -m tests.faults --slice 1/4          # then 2/4, ...: the whole, in four sittings
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from .run import PARTS, Result, check, part_of, run_part


def options(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--histories", type=int, default=2000, metavar="N", help="how many random histories")
    parser.add_argument("--rounds", type=int, default=100, metavar="N", help="rounds of four passes at once")
    parser.add_argument("--quick", action="store_true", help="a sample of every part")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be said again")
    parser.add_argument("--case", action="append", metavar="PART:CASE", help="one case, as a violation names it")
    parser.add_argument("--slice", default="1/1", metavar="K/N", help="the Kth of every N cases")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes at once")
    return parser.parse_args(words)


def cases_of(name: str, asked: argparse.Namespace) -> Sequence[str]:
    """The cases of a part, as many as were asked for."""
    counted = {"histories": {"histories": asked.histories}, "concurrent": {"rounds": asked.rounds}}
    found: Sequence[str] = part_of(name).cases(quick=asked.quick, **counted.get(name, {}))
    first, every = map(int, asked.slice.split("/"))
    return found[first - 1::every]


def results(asked: argparse.Namespace) -> list[Result]:
    """What came of each part, told as soon as it is known."""
    found = []
    print(f"{'part':<12}{'cases':>8}{'violations':>12}{'seconds':>9}", flush=True)
    for name in asked.only or PARTS:
        reason = getattr(part_of(name), "missing", str)()
        cases = [] if reason else cases_of(name, asked)
        found.append(Result(name, 0, (), 0, f"skipped: {reason}") if reason else run_part(name, cases, asked.workers))
        print(found[-1].line(), flush=True)
    return found


def main(words: Sequence[str]) -> int:
    """Run what was asked for; 1 where a promise was broken."""
    asked = options(words)
    broken = ([(case, sentence) for case in asked.case for sentence in check(*case.split(":", 1))] if asked.case else
              [(f"{result.part}:{case}", sentence) for result in results(asked) for case, sentence in result.broken])
    for case, sentence in broken:
        print(f'{sentence}\n    --case "{case}"')
    print(f"{len(broken)} violations")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
