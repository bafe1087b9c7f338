"""A formula as it reads in another cell: references move with it, everything else stays as it is written.

openpyxl takes the formula apart and moves single references; what is one is decided here, because names (`ZIP1000`),
headers of tables (`[Q1]`), sheets (`'Stock Q1'!A1`) and texts look like some and are none.
"""

from __future__ import annotations

import re

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError

from rma_sheets.adapters.excel.addresses import MOST_COLUMNS, MOST_ROWS, Place, column_number

_PIECE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})|\$?([A-Za-z]{1,3})|\$?([0-9]{1,7})")
"""A cell, a whole column, a whole row."""
_CELL = re.compile(r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}")


class _CannotMove(Exception):
    """A reference that would lie outside the sheet, or that nobody here can read."""


def moved_formula(text: str, origin: Place, target: Place) -> str:
    """The formula (without `=`) of the cell at `origin` as it reads at `target`; empty where it cannot go there."""
    rows, columns = target[0] - origin[0], target[1] - origin[1]
    if not rows and not columns:
        return text
    try:
        tokens = Tokenizer(f"={text}").items
        return "".join(_moved(token, rows, columns) for token in tokens)
    except (_CannotMove, TranslatorError, TokenizerError, IndexError):
        return ""


def _moved(token: Token, rows: int, columns: int) -> str:
    value = str(token.value)
    if token.type == Token.FUNC and ":" in value:
        raise _CannotMove("a range that ends in a function")    # `B2:INDEX(`, which openpyxl takes for a function
    reference = token.type == Token.OPERAND and token.subtype == Token.RANGE
    return _operand(value, rows, columns) if reference else value


def _operand(operand: str, rows: int, columns: int) -> str:
    """A reference with or without its sheet, or a name, as it reads there."""
    sheet, sign, inner = operand.rpartition("!")
    if "!" in re.sub("'(?:[^']|'')*'", "", sheet):
        raise _CannotMove("the ends of a range name a sheet each")
    pieces = inner.strip().split(":")
    if "" in pieces and len(pieces) > 1:
        raise _CannotMove("a range that begins with a function")
    if not all(map(_is_place, pieces)) or (len(pieces) == 1 and not _CELL.fullmatch(pieces[0])):
        return operand
    after = str(Translator.translate_range(inner.strip(), rows, columns))  # type: ignore[no-untyped-call]
    if not all(map(_is_place, after.split(":"))):
        raise _CannotMove("beyond the end of the sheet")
    return f"{sheet}{sign}{after}"


def _is_place(piece: str) -> bool:
    """Whether a sheet has such a cell, row or column."""
    found = _PIECE.fullmatch(piece)
    if not found:
        return False
    letters, row = found[1] or found[3], found[2] or found[4]
    return (not letters or column_number(letters.upper()) <= MOST_COLUMNS) and (not row or 1 <= int(row) <= MOST_ROWS)
