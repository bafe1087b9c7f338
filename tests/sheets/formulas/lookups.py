"""XLOOKUP, VLOOKUP and MATCH. Exact matches go through an index, made once for each block of cells."""

from __future__ import annotations

from functools import lru_cache

from .results import NO_REFERENCE, NOT_AVAILABLE, WRONG_KIND, Block, Failure, Result, Value, values_of

EXACT = 0


def xlookup(wanted: Value, where: Result, what: Result, missing: Value = NOT_AVAILABLE, mode: Value = EXACT,
            order: Value = 1) -> Result:
    """Only exact matches, searched from the first on; anything else is refused as #VALUE! with its reason."""
    if mode not in (EXACT, None) or order not in (1, None):
        return Failure("#VALUE!", "The test server knows only exact matches of XLOOKUP, searched from the first on.")
    place = _place(wanted, where)
    if place is None:
        return missing
    block = what if isinstance(what, Block) else Block(((what,),))
    size = where.height * where.width if isinstance(where, Block) else 1
    if size not in (block.height, block.width):
        return WRONG_KIND
    return _line(block, place, down=block.height == size)


def vlookup(wanted: Value, where: Result, column: Value, is_sorted: Value = True) -> Value:
    """Only unsorted, which is exact."""
    if is_sorted or not isinstance(where, Block) or not isinstance(column, int):
        return Failure("#VALUE!", "The test server knows only VLOOKUP(.., .., number, FALSE).")
    place = _place(wanted, Block(tuple((row[0],) for row in where.rows)))
    if place is None:
        return NOT_AVAILABLE
    return where.rows[place][column - 1] if 0 < column <= where.width else NO_REFERENCE


def match(wanted: Value, where: Result, mode: Value = 1) -> Value:
    """Only MATCH(.., .., 0)."""
    if mode != EXACT:
        return Failure("#VALUE!", "The test server knows only MATCH(.., .., 0).")
    place = _place(wanted, where)
    return NOT_AVAILABLE if place is None else place + 1


def _place(wanted: Value, where: Result) -> int | None:
    return _index(where if isinstance(where, Block) else Block(((where,),))).get(_key(wanted))


def _line(block: Block, place: int, *, down: bool) -> Result:
    line = (block.rows[place],) if down else tuple((row[place],) for row in block.rows)
    return line[0][0] if len(line) == 1 and len(line[0]) == 1 else Block(line)


def _key(value: Value) -> object:
    """Texts match without regard to case; 1 and TRUE are different; a blank looks for an empty text."""
    if isinstance(value, str):
        return value.casefold()
    return ("bool", value) if isinstance(value, bool) else value


class _Same:
    """A block compared by identity: comparing 20,000 values is what the index is there to avoid."""

    def __init__(self, block: Block) -> None:
        self.block = block

    def __hash__(self) -> int:
        return id(self.block)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.block is self.block


@lru_cache(maxsize=64)
def _index_of(same: _Same) -> dict[object, int]:
    index: dict[object, int] = {}
    for place, value in enumerate(values_of(same.block)):
        if not isinstance(value, Failure) and value is not None:
            index.setdefault(_key(value), place)
    return index


def _index(block: Block) -> dict[object, int]:
    return _index_of(_Same(block))
