"""Where each row of a sheet part begins.

Rows that do not say where they stand follow the one before (ECMA-376 18.3.1.73). They may stand in any order; one that
is there twice is refused: there is no telling which of the two a program shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import lt

from rma_sheets.adapters.excel.refusal import Refusal

from .markup import attributes
from .patterns import Patterns, start_tag


def row_index(tags: bytes, search: Patterns, start: int, end: int) -> tuple[list[int], list[int]]:
    """The numbers of the rows between those offsets, ascending, and where each begins. Raises Refusal."""
    found = [(hit.start(), hit[1]) for hit in search.row.finditer(tags, start, end)]
    starts = [at for at, _ in found]
    if all(number is not None for _, number in found):
        numbers = [int(number) for _, number in found]
    else:
        numbers = []
        for at, _ in found:
            said = attributes(start_tag(search.row_tag, tags, at)).get("r")
            numbers.append(int(said) if said else (numbers[-1] if numbers else 0) + 1)
    if all(map(lt, numbers, numbers[1:])):
        return numbers, starts
    if len(set(numbers)) != len(numbers):
        raise Refusal("doubled-cell", row=_doubled(numbers))
    ordered = sorted(zip(numbers, starts, strict=True))
    return [number for number, _ in ordered], [at for _, at in ordered]


def _doubled(numbers: Sequence[int]) -> int:
    ordered = sorted(numbers)
    return next(one for one, other in pairwise(ordered) if one == other)
