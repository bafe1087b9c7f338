"""Stand-ins for functions of the program, named as a table can name them: `module:name` or `module:Class.method`."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch


@contextmanager
def wrapped(where: str, around: Callable[..., Any]) -> Iterator[None]:
    """`around(original, *args)` stands in for that function, for as long as the block lasts."""
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
