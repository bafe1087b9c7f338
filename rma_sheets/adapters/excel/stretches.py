"""A large sheet part, cut between rows into parts of their own: while the reader is busy with one, the one before can
become rows, and what it needs for one is used again for the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .archive import Pieces
from .encoding import holds_tag, is_else

STRETCH = 2_000_000
"""Bytes: from half of it to twice as much made no difference."""
_LONGEST_HEAD = 250_000
"""Bytes before the first row, which each stretch has again."""
_ROW = re.compile(rb"<row[\s>/]")
_END = b"</sheetData></worksheet>"


def stretches(part: bytes) -> list[Pieces]:
    """The part as sheet parts of about a STRETCH, whose rows keep their numbers; what stands below the rows is in the
    last. The part itself where it is small, in another encoding than UTF-8, or where `<row` might begin no row.
    """
    begin, end = part.find(b"<sheetData"), part.rfind(b"</sheetData")
    first = _ROW.search(part, begin, end) if len(part) >= 2 * STRETCH and 0 <= begin < end else None
    if first is None or first.start() > _LONGEST_HEAD or is_else(part) or any(
            holds_tag(part, sign, first.start()) for sign in (b"!", b"?")):
        return [[part]]
    view, places = memoryview(part), [first.start(), *_places(part, first.start(), end)]
    head = view[:first.start()]
    cut: list[Pieces] = [[head, view[at:to], _END] for at, to in pairwise(places)]
    return [*cut, [head, view[places[-1]:]]]


def _places(part: bytes, first: int, end: int) -> Iterator[int]:
    """Where a row begins, a STRETCH after the one before."""
    at = first
    while found := _ROW.search(part, at + STRETCH, end):
        at = found.start()
        yield at
