"""Where a pass can die: before, after and in the middle of every step that leaves something behind.

The points are not listed but met: the steps below are wrapped, counted as a pass goes through them, and the process
ends at the one that was asked for. SQLite tests its own I/O in that way (https://www.sqlite.org/testing.html, 3.2).
"""

from __future__ import annotations

import functools
import importlib
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

Steps = tuple[tuple[str, str], ...]

STEPS: Steps = (
    ("heal", "rma_sheets.sync:heal"),
    ("reserve", "rma_sheets.adapters.journal.journal:SqlJournal.reserve"),
    ("write", "rma_sheets.adapters.excel.store:ExcelStore.write"),
    ("bind", "rma_sheets.adapters.journal.journal:SqlJournal.bind"),
    ("label", "rma_sheets.effects:Effects._label"),
    ("deliver", "rma_sheets.effects:Effects.deliver"),
    ("remember", "rma_sheets.quiet:Quiet.remember"),
    ("fsync", "os:fsync"), ("replace", "os:replace"), ("rename", "os:rename"), ("unlink", "os:unlink"),
    ("link", "os:link"), ("chmod", "os:chmod"), ("temp file", "tempfile:mkstemp"),
    ("smtp connect", "rma_sheets.adapters.mail.connection:Connection.__init__"),
    ("smtp mail", "rma_sheets.adapters.mail.connection:Connection.mail"),
    ("smtp rcpt", "rma_sheets.adapters.mail.connection:Connection.rcpt"),
    ("smtp data", "rma_sheets.adapters.mail.connection:Connection.ask_to_send"),
    ("smtp content", "rma_sheets.adapters.mail.connection:Connection.content"),
    ("smtp quit", "rma_sheets.adapters.mail.connection:Connection.close"),
    ("back up", "rma_sheets.adapters.journal.put_back:back_up"),
    ("go on", "rma_sheets.adapters.journal.journal:SqlJournal.go_on_after"),
    ("one file", "rma_sheets.adapters.journal.put_back:_into_one_file"),
)
"""Name and function; each has a point before and one after it."""

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
        self._changes: dict[int, int] = {}

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
        if changes == self._changes.get(id(connection), 0):
            original(dialect, connection)
            return
        self._changes[id(connection)] = changes
        self._around("commit", original, dialect, connection)

    def _opened(self, original: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return TornFile(original(*args, **kwargs), self)

    def _sent(self, original: Callable[..., Any], client: Any, content: Any) -> None:
        if len(content) < LONG:
            original(client, content)
            return
        original(client, content[:len(content) // 2])
        self.reached("in the middle of the content")
        original(client, content[len(content) // 2:])


class TornFile:
    """A file whose content goes to the disk in two halves."""

    def __init__(self, file: Any, points: Points) -> None:
        self._file, self._points = file, points

    def write(self, content: bytes) -> int:
        """Half of it, then the rest."""
        self._file.write(content[:len(content) // 2])
        self._file.flush()
        self._points.reached("in the middle of a file")
        self._file.write(content[len(content) // 2:])
        return len(content)

    def __enter__(self) -> TornFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def wrapped(where: str, around: Callable[..., Any]) -> Iterator[None]:
    """`around(original, *args)` stands in for the function `module:name` or `module:Class.method`."""
    module, _, path = where.partition(":")
    owner: Any = importlib.import_module(module)
    *outer, name = path.split(".")
    owner = functools.reduce(getattr, outer, owner)
    original = getattr(owner, name)

    @functools.wraps(original)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return around(original, *args, **kwargs)

    with patch.object(owner, name, wrapper):
        yield
