"""A pass in a process of its own that dies where a test says: by SIGKILL, as when somebody pulls the plug.

The processes are copies of one that has imported the program and run a pass (multiprocessing's fork server, see
`tests.faults.warm`), so that they cost no start. A copy of the process of the tests would not do: its threads are not
copied.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from typing import Any

import pytest

from tests.scenario.commands.shell import Done
from tests.wrapping import wrapped

from .shop import Shop

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

PRELOADED = ["rma_sheets.bootstrap", "rma_sheets.commands.sync_command", "rma_sheets.commands.import_command",
             "tests.faults.warm", __name__]


@dataclass(frozen=True)
class Moment:
    """Just before or just after the `nth` call of a function, named `module:name` or `module:Class.method`."""

    name: str
    after: bool = False
    nth: int = 1

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} {self.name.partition(':')[2]} {self.nth}"


def start(act: Callable[..., int], *args: object) -> Any:
    """Start a function of a module in a process of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    process = context.Process(target=_to_its_end, args=(act, *args))
    process.start()
    return process


def ended(process: Any) -> int:
    """The exit code, or minus the signal that ended it."""
    process.join(60)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError("it did not come to an end")
    return int(process.exitcode)


def _to_its_end(act: Callable[..., int], *args: object) -> None:
    os._exit(act(*args))


def killed_at(shop: Shop, moment: Moment, *words: str) -> bool:
    """Run `rma-sheets WORDS` (a pass by default) until that moment; whether it came to it."""
    return ended(start(_run_until, shop, moment, words or ("sync",))) == -signal.SIGKILL


def _run_until(shop: Shop, moment: Moment, words: tuple[str, ...]) -> int:
    with meanwhile(moment, lambda: os.kill(os.getpid(), signal.SIGKILL)):
        return shop.run(*words).code


def run_under(limit: Callable[[], object], shop: Shop, *words: str) -> Done:
    """`rma-sheets WORDS` in a process that first takes something away from itself."""
    process, answer = start_and_tell(limit, shop, *words)
    ended(process)
    done: Done = answer.recv()
    return done


def start_and_tell(limit: Callable[[], object], shop: Shop, *words: str) -> tuple[Any, Connection]:
    """The same beside this process: the process, and where its `Done` will come from."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = start(_run_and_tell, limit, shop, words, there)
    there.close()
    return process, here


def _run_and_tell(limit: Callable[[], object], shop: Shop, words: tuple[str, ...], there: Connection) -> int:
    limit()
    done = shop.run(*words)
    there.send(done)
    return done.code


def files_no_larger_than(size: int) -> None:
    """The disk is as good as full: no file can grow beyond that."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def like_anybody() -> None:
    """Give up the right of the superuser to write where nobody may (CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH)."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if os.geteuid() != 0:
        return
    if libc.capget(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    for index in (0, 1):
        sets[index] &= ~0b110
    if libc.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")


@contextmanager
def meanwhile(moment: Moment, act: Callable[[], object]) -> Iterator[None]:
    """In this process, within the block: somebody does something at that moment of a pass."""
    calls = count(1)

    def around(original: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        now = next(calls) == moment.nth
        if now and not moment.after:
            act()
        result = original(*args, **kwargs)
        if now and moment.after:
            act()
        return result

    with wrapped(moment.name, around):
        yield
