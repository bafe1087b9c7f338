"""A file whose content goes to the disk in two halves, so that a process can die between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class TornFile:
    """That file; `reached` is told when only the first half of a content is there."""

    def __init__(self, file: Any, reached: Callable[[str], object]) -> None:
        self._file, self._reached = file, reached

    def write(self, content: bytes) -> int:
        """Half of it, then the rest."""
        self._file.write(content[:len(content) // 2])
        self._file.flush()
        self._reached("in the middle of a file")
        self._file.write(content[len(content) // 2:])
        return len(content)

    def __enter__(self) -> TornFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
