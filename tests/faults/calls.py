"""Every system call by which a pass writes, moves, removes or sends: it fails, or the process dies at it.

`strace` does both (https://man7.org/linux/man-pages/man1/strace.1.html, inject).
"""

from __future__ import annotations

import shutil
import signal
from collections.abc import Sequence

from .case import begun
from .traced import CALLS, calls_of_a_pass, run_injected

FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO", "error=EACCES")
ENDS = (0, 1, -signal.SIGKILL)
"""It went well, it said what went wrong, or it was killed; nothing else may become of a pass."""


def missing() -> str:
    """Why this part cannot run here; empty where it can."""
    return "" if shutil.which("strace") else "needs strace, which is not installed here"


def cases(*, quick: bool = False) -> Sequence[str]:
    """`CALL nth/FAULT`, for every call of a whole pass."""
    if missing():
        return []
    with begun() as case:
        made = calls_of_a_pass(case.shop)
    every = [f"{call} {nth}/{fault}" for call in CALLS for nth in range(1, made.count(call) + 1) for fault in FAULTS]
    return every[::67] if quick else every


def check(name: str) -> list[str]:
    """The promises that were broken where that call failed so."""
    where, _, fault = name.partition("/")
    call, nth = where.split()
    with begun() as case:
        done = run_injected(case.shop, call, int(nth), fault)
        case.said.append(done)
        case.passes_were_here()
        broken = case.end()
    if done.code not in ENDS or (fault == FAULTS[0]) != (done.code == -signal.SIGKILL):
        broken.append(f"the pass ended with {done.code}: {done.err[-300:]}")
    return broken
