"""A pass in a process of its own that dies where a test says: by SIGKILL, as when somebody pulls the plug.

The process is a copy of this one (fork), which costs no start; the program that runs in it is the real one.
"""

from __future__ import annotations

import functools
import importlib
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from .shop import Shop

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@dataclass(frozen=True)
class Moment:
    """Just before or just after the `nth` call of a function, named `module:name` or `module:Class.method`."""

    name: str
    after: bool = False
    nth: int = 1

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} {self.name.partition(':')[2]} {self.nth}"


def in_a_copy(act: Callable[[], int]) -> int:
    """Run it in a copy of this process; the exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(act())
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(shop: Shop, moment: Moment, *words: str) -> bool:
    """Run `rma-sheets WORDS` (a pass by default) until that moment; whether it came to it."""
    def run() -> int:
        at(moment, lambda: os.kill(os.getpid(), signal.SIGKILL))
        return shop.run(*(words or ("sync",))).code
    return in_a_copy(run) == -signal.SIGKILL


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
