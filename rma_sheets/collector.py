"""Python's garbage collector, paused: a pass makes millions of values that live until it ends, and going through
them again and again finds nothing to free (about a tenth of the time with 70,000 orders).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """No collections within; as it was afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
