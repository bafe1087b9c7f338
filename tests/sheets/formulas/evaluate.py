"""One formula -> its result. Where the cells come from is the caller's business (see `calculation`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from .functions import FUNCTIONS, NONE, call
from .operators import both, one
from .references import Reference
from .results import BROKEN, NO_NAME, NO_REFERENCE, WRONG_KIND, Block, Result, Value
from .tree import Both, Call, Literal, Name, Node, One, Rows


class Cells(Protocol):
    """What a formula may see of the book."""

    def block(self, place: Place, reference: Reference) -> Result: ...

    def named(self, name: str) -> Result: ...


@dataclass(frozen=True)
class Place:
    """Where the formula stands, how far it was copied, and whether ARRAYFORMULA is around it."""

    sheet_id: int
    row: int
    column: int
    down: int = 0
    right: int = 0
    array: bool = False


def evaluate(node: Node | None, place: Place, cells: Cells) -> Result:
    """A value or a block; wrong formulas give failures and raise nothing."""
    return BROKEN if node is None else _RULES[type(node)](node, place, cells)


def _literal(node: Literal, place: Place, cells: Cells) -> Result:
    return node.value


def _reference(node: Reference, place: Place, cells: Cells) -> Result:
    moved = node.shifted(place.down, place.right)
    return NO_REFERENCE if moved is None else cells.block(place, moved)


def _name(node: Name, place: Place, cells: Cells) -> Result:
    return cells.named(node.text)


def _both(node: Both, place: Place, cells: Cells) -> Result:
    sides = [evaluate(node.left, place, cells), evaluate(node.right, place, cells)]
    return _each(lambda left, right: both(node.sign, left, right), sides, place)


def _one(node: One, place: Place, cells: Cells) -> Result:
    return _each(lambda value: one(node.sign, value), [evaluate(node.argument, place, cells)], place)


def _rows(node: Rows, place: Place, cells: Cells) -> Result:
    """Blocks side by side, then one above the other; unequal sizes are #VALUE!, as Google refuses them."""
    lines = [[_as_block(evaluate(part, place, cells)) for part in row] for row in node.rows]
    if any(part.height != row[0].height for row in lines for part in row):
        return WRONG_KIND
    rows = tuple(tuple(value for part in row for value in part.rows[line]) for row in lines
                 for line in range(row[0].height))
    return Block(rows) if len({len(row) for row in rows}) == 1 else WRONG_KIND


def _call(node: Call, place: Place, cells: Cells) -> Result:
    if node.name == "ARRAYFORMULA" and len(node.arguments) == 1:
        return evaluate(node.arguments[0], replace(place, array=True), cells)
    if node.name in ("ROW", "COLUMN") and not node.arguments:
        return (place.row if node.name == "ROW" else place.column) + 1
    function = FUNCTIONS.get(node.name)
    if function is None:
        return NO_NAME
    arguments = [None if part is None else evaluate(part, place, cells) for part in node.arguments]
    return _each(lambda *values: call(function, list(values)), arguments, place, function.single)


def _each(rule: Callable[..., Any], arguments: list[Result], place: Place,
          single: frozenset[int] | None = None) -> Result:
    """Apply a rule to single values, or one by one to blocks; `single`: the arguments to go through (None: all)."""
    through = [number for number, argument in enumerate(arguments)
               if isinstance(argument, Block) and (single is None or number in single)]
    if not through or single == NONE:
        return rule(*arguments)
    if not place.array:
        return rule(*(_crossing(value, place) if number in through else value
                      for number, value in enumerate(arguments)))
    height = max(arguments[number].height for number in through)  # type: ignore[union-attr]
    width = max(arguments[number].width for number in through)  # type: ignore[union-attr]
    return Block(tuple(tuple(
        _only(rule(*(value.at(row, column) if number in through else value  # type: ignore[union-attr]
                     for number, value in enumerate(arguments))))
        for column in range(width)) for row in range(height)))


def _crossing(block: Result, place: Place) -> Value:
    """Outside ARRAYFORMULA a block of one cell is that cell; a larger one is #VALUE!.

    Google takes the cell in the formula's own row or column there, which nobody should rely on.
    """
    assert isinstance(block, Block)
    return block.rows[0][0] if block.height == block.width == 1 else WRONG_KIND


def _only(result: Result) -> Value:
    return result.rows[0][0] if isinstance(result, Block) else result


def _as_block(result: Result) -> Block:
    return result if isinstance(result, Block) else Block(((result,),))


_RULES: dict[type, Callable[[Any, Place, Cells], Result]] = {
    Literal: _literal, Reference: _reference, Name: _name, Both: _both, One: _one, Rows: _rows, Call: _call,
}
