"""A pass in a process of its own that dies where a test says: by SIGKILL, as when somebody pulls the plug.

The processes are copies of one that has imported the program and done nothing else (multiprocessing's fork server), so
that they cost no start. A copy of the process of the tests would not do: the threads of typst are not copied.
"""

from __future__ import annotations

import functools
import importlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from .shop import Shop

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

PRELOADED = ["rma_sheets.bootstrap", "rma_sheets.commands.sync_command", "rma_sheets.commands.import_command", __name__]


@dataclass(frozen=True)
class Moment:
    """Just before or just after the `nth` call of a function, named `module:name` or `module:Class.method`."""

    name: str
    after: bool = False
    nth: int = 1

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} {self.name.partition(':')[2]} {self.nth}"


def in_a_copy(act: Callable[..., int], *args: object) -> int:
    """Run a function of a module in a process of its own; the exit code, or minus the signal that ended it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    process = context.Process(target=_to_its_end, args=(act, *args))
    process.start()
    process.join(60)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError(f"{act.__name__} did not come to an end")
    return process.exitcode


def _to_its_end(act: Callable[..., int], *args: object) -> None:
    os._exit(act(*args))


def killed_at(shop: Shop, moment: Moment, *words: str) -> bool:
    """Run `rma-sheets WORDS` (a pass by default) until that moment; whether it came to it."""
    return in_a_copy(_run_until, shop, moment, words or ("sync",)) == -signal.SIGKILL


def _run_until(shop: Shop, moment: Moment, words: tuple[str, ...]) -> int:
    at(moment, lambda: os.kill(os.getpid(), signal.SIGKILL))
    return shop.run(*words).code


def at(moment: Moment, act: Callable[[], object]) -> Callable[[], None]:
    """Do something at that moment; the answer takes it away again."""
    module_name, _, path = moment.name.partition(":")
    owner: Any = importlib.import_module(module_name)
    *outer, name = path.split(".")
    owner = functools.reduce(getattr, outer, owner)
    original, calls = getattr(owner, name), iter(range(1, 1_000_000))

    @functools.wraps(original)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        now = next(calls) == moment.nth
        if now and not moment.after:
            act()
        result = original(*args, **kwargs)
        if now and moment.after:
            act()
        return result

    setattr(owner, name, wrapper)
    return lambda: setattr(owner, name, original)
