"""How order numbers, SKUs and addresses are compared, and which known one a mistyped one is nearest to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rma_sheets.model.values import CellValue

from ..generous import read_email, read_identifier

SHORT = 6
"""Numbers up to this length are near when one sign differs, longer ones when two do."""


def fold_code(code: str) -> str:
    """A code as it is compared when it is not found letter by letter: no case, no spaces, no leading `#`."""
    return "".join(code.split()).casefold().lstrip("#")


def fold_address(value: CellValue) -> str:
    """An address as it is compared; empty where the cell holds none. Plain ones are not checked further."""
    if not isinstance(value, str):
        return ""
    text = value.strip().casefold()
    if text.isascii() and text.count("@") == 1 and not any(sign in text for sign in " <:"):
        return text
    return (read_email(value).value or "").casefold()


def code_of(value: CellValue) -> str:
    """The cell as an order number, line or SKU; empty where it is blank or damaged."""
    if type(value) is int and -10**15 < value < 10**15:
        return str(value)
    return read_identifier(value).value or ""


def nearest(typed: str, known: Mapping[str, Iterable[str]], limit: int = 3) -> tuple[str, ...]:
    """The codes whose folded form (the keys) differs in one or two signs, nearest first."""
    wanted = fold_code(typed)[:60]
    hits = process.extract(wanted, known.keys(), scorer=OSA.distance, limit=limit,
                           score_cutoff=1 if len(wanted) <= SHORT else 2)
    return tuple(code for folded, _, _ in hits for code in known[folded])[:limit]
