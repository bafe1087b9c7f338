"""Functions that run in a copy of the warm process (`warm`) and answer: what a pass does there stays there."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from tests.scenario.bad_input.processes import ended, start

PATIENCE = 500
"""Seconds for whatever is done in a copy: some do many histories."""

_copies: list[Connection] = []
"""Has something in it where this process is a copy."""


def told(act: Callable[..., Any], *args: object) -> Any:
    """What a function says that runs in a process of its own; one that is such a copy already does it itself."""
    if _copies:
        return act(*args)
    here, there = multiprocessing.Pipe(duplex=False)
    process = start(_tell, there, act, args)
    there.close()
    try:
        answer = here.recv() if here.poll(PATIENCE) else None
    except EOFError:
        answer = None
    if (code := ended(process)) != 0 or answer is None:
        raise RuntimeError(f"the process of {act.__name__} ended with {code} and said {answer}")
    return answer


def _tell(there: Connection, act: Callable[..., Any], args: tuple[Any, ...]) -> int:
    _copies.append(there)
    there.send(act(*args))
    return 0
