"""Where rows or columns go when others are inserted, deleted or moved. Pure; half-open stretches, counted from zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

Span = tuple[int, int]


class Shift(Protocol):
    def place(self, index: int) -> int | None:
        """Where this row or column went; None: gone."""

    def span(self, start: int, end: int) -> Span | None:
        """Where this stretch went."""


@dataclass(frozen=True)
class Inserted:
    at: int
    count: int

    def place(self, index: int) -> int | None:
        return index + self.count if index >= self.at else index

    def span(self, start: int, end: int) -> Span | None:
        return start + self.count * (start >= self.at), end + self.count * (end > self.at)


@dataclass(frozen=True)
class Deleted:
    start: int
    end: int

    def place(self, index: int) -> int | None:
        return None if self.start <= index < self.end else self._edge(index)

    def span(self, start: int, end: int) -> Span | None:
        start, end = self._edge(start), self._edge(end)
        return (start, end) if start < end else None

    def _edge(self, index: int) -> int:
        return index - max(0, min(index, self.end) - self.start)


@dataclass(frozen=True)
class Moved:
    """`target` is counted before anything is taken out. A stretch that holds both places stays as it is."""

    start: int
    end: int
    target: int

    def place(self, index: int) -> int | None:
        if self.start <= index < self.end:
            return index - self.start + self._first
        gone = Deleted(self.start, self.end).place(index)
        return None if gone is None else Inserted(self._first, self.end - self.start).place(gone)

    def span(self, start: int, end: int) -> Span | None:
        if self.start <= start and end <= self.end:
            return start - self.start + self._first, end - self.start + self._first
        if start <= self.start and self.end <= end and start <= self.target <= end:
            return start, end
        left = Deleted(self.start, self.end).span(start, end)
        return left and Inserted(self._first, self.end - self.start).span(*left)

    @property
    def _first(self) -> int:
        return self.target if self.target <= self.start else self.target - (self.end - self.start)
