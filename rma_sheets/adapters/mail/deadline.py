"""A limit for a whole step. A socket's own timeout begins anew with every byte, so a server that trickles, or talks
without end, would hold a pass for ever.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

GRACE = 1.0
"""Seconds after a socket's own timeout, which says better what happened."""

AGAIN = 0.2
"""Seconds between two cuts: while a connection becomes an encrypted one there is no socket to be cut."""


@contextmanager
def at_most(seconds: float, connected: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shut the connection down where the step takes longer. Raises TimeoutError then, however the step ended.

    What looks like an answer may be half of one.
    """
    over, late = threading.Event(), threading.Event()

    def watch() -> None:
        wait = seconds + GRACE
        while not over.wait(wait):
            late.set()
            wait = AGAIN
            if found := connected():
                with contextlib.suppress(OSError):
                    found.shutdown(socket.SHUT_RDWR)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    except Exception as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        over.set()
    if late.is_set():
        raise TimeoutError
