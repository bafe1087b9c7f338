"""A pass under strace from its first step on: a copy of a warm process waits until strace has taken hold of it.

So no call of the start-up is counted, and a case costs little more than its pass.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import re
import subprocess
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from tests.scenario.bad_input.processes import ended, start
from tests.scenario.bad_input.shop import Shop
from tests.scenario.commands.shell import Done

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat", "renameat2", "unlink",
         "unlinkat", "sendto", "sendmsg")
END = "the-faults-end-here"
"""A file that is asked for after the pass: what comes after that line of a trace is ours."""

_LINE = re.compile(r"(?:\d+ +)?(\w+)\(")
_SET_PTRACER, _ANYBODY = 0x59616D61, -1
_PATIENCE = 60


def calls_of_a_pass(shop: Shop) -> Sequence[str]:
    """The calls of a whole pass, in their order."""
    trace = shop.folder.parent / "trace"
    run_traced(shop, "-e", "trace=" + ",".join((*CALLS, "stat", "newfstatat")), "-o", str(trace))
    lines = trace.read_text(errors="replace").splitlines()
    end = next(at for at, line in enumerate(lines) if END in line)
    return [match[1] for line in lines[:end] if (match := _LINE.match(line)) and match[1] in CALLS]


def run_injected(shop: Shop, call: str, nth: int, fault: str) -> Done:
    """A pass whose nth call of that kind fails, or is its last."""
    return run_traced(shop, "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={nth}", "-o", os.devnull)


def run_traced(shop: Shop, *options: str) -> Done:
    """A pass under strace with these options; the code of one that died is minus the signal."""
    here, there = multiprocessing.Pipe()
    process = start(_waiting_pass, shop, there)
    there.close()
    here.recv()
    with subprocess.Popen(["strace", "-f", "-qq", "-p", str(process.pid), *options], stderr=subprocess.PIPE,
                          text=True) as strace:
        _wait_for_tracer(process.pid, strace)
        here.send("go")
        answer = _answer(here)
        code = ended(process)
        strace.wait(_PATIENCE)
    return answer if answer else Done(code, "", "")


def _answer(here: Connection) -> Done | None:
    try:
        answer: Done | None = here.recv() if here.poll(_PATIENCE) else None
    except (EOFError, OSError):
        return None
    return answer


def _wait_for_tracer(pid: int, strace: subprocess.Popen[str]) -> None:
    """Until strace holds that process. Raises RuntimeError where it may not."""
    status, end = Path(f"/proc/{pid}/status"), time.monotonic() + _PATIENCE
    while "TracerPid:\t0\n" in status.read_text():
        if strace.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"strace could not take hold: {strace.stderr.read() if strace.stderr else ''}")
        time.sleep(0.002)


def _waiting_pass(shop: Shop, there: Connection) -> int:
    ctypes.CDLL(None).prctl(_SET_PTRACER, _ANYBODY)     # Yama lets strangers trace only those who agree
    there.send("ready")
    there.recv()
    done = shop.run("sync")
    Path(END).exists()
    there.send(done)
    return 0
