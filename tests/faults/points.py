"""Where a pass can die: before, after and in the middle of every step that leaves something behind.

The points are not listed but met: the steps (`steps`) are wrapped, counted as a pass goes through them, and the process
ends at the one that was asked for. SQLite tests its own I/O in that way (https://www.sqlite.org/testing.html, 3.2).
"""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from tests.wrapping import wrapped

from .steps import STEPS, Steps
from .torn import TornFile

COMMIT = "sqlalchemy.engine.default:DefaultDialect.do_commit"
OPEN, SEND = "os:fdopen", "smtplib:SMTP.send"
LONG = 400
"""Bytes; what is shorter goes out in one piece."""


def die() -> None:
    """As when somebody pulls the plug of the machine."""
    os.kill(os.getpid(), signal.SIGKILL)


class Points:
    """Counts the points that a pass comes to; at the one numbered `last` (from 1) `end` is called."""

    def __init__(self, last: int = 0, end: Callable[[], object] = die, steps: Steps = STEPS) -> None:
        self.names: list[str] = []
        self._steps = steps
        self._last, self._end = last, end
        self._changes: dict[Any, int] = {}     # by connection, not by id: one that is gone would lend its id to another

    def reached(self, name: str) -> None:
        """The pass is at that point."""
        self.names.append(name)
        if len(self.names) == self._last:
            self._end()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Within, the steps are counted."""
        with ExitStack() as wraps:
            for name, where in self._steps:
                wraps.enter_context(wrapped(where, functools.partial(self._around, name)))
            for where, how in ((COMMIT, self._commit), (OPEN, self._opened), (SEND, self._sent)):
                wraps.enter_context(wrapped(where, how))
            yield

    def _around(self, name: str, original: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.reached(f"before {name}")
        result = original(*args, **kwargs)
        self.reached(f"after {name}")
        return result

    def _commit(self, original: Callable[..., Any], dialect: Any, connection: Any) -> None:
        """Those that commit something; the end of a reading changes nothing anywhere."""
        changes = connection.total_changes
        if changes == self._changes.get(connection, 0):
            original(dialect, connection)
            return
        self._changes[connection] = changes
        self._around("commit", original, dialect, connection)

    def _opened(self, original: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return TornFile(original(*args, **kwargs), self.reached)

    def _sent(self, original: Callable[..., Any], client: Any, content: Any) -> None:
        if len(content) < LONG:
            original(client, content)
            return
        original(client, content[:len(content) // 2])
        self.reached("in the middle of the content")
        original(client, content[len(content) // 2:])
