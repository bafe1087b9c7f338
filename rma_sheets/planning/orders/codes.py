"""How order numbers, SKUs and addresses are compared, and which known one a mistyped one is nearest to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rma_sheets.model.values import CellValue

from ..generous import read_email, read_identifier

SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz-/"
"""What a slip of the finger can put into a code."""

MOST_ZEROS = 12
"""In front of an order number, at most."""


def fold_code(code: str) -> str:
    """A code as it is compared when it is not found letter by letter: no case, no spaces, no leading `#`."""
    return "".join(code.split()).casefold().lstrip("#")


def fold_address(value: CellValue) -> str:
    """An address as it is compared; empty where the cell holds none. Plain ones are not checked further."""
    if not isinstance(value, str):
        return ""
    text = value.strip().casefold()
    if text.isascii() and text.count("@") == 1 and " " not in text and "<" not in text and ":" not in text:
        return text
    return (read_email(value).value or "").casefold()


def code_of(value: CellValue) -> str:
    """The cell as an order number, line or SKU; empty where it is blank or damaged."""
    if type(value) is str and value.isalnum() and value.isascii():
        return value  # nearly every code; the reader below would say the same
    if type(value) is int and -10**15 < value < 10**15:
        return str(value)
    return read_identifier(value).value or ""


def nearest(typed: str, known: Mapping[str, Iterable[str]], limit: int = 3) -> tuple[str, ...]:
    """The codes whose folded form (a key of `known`) is one slip away: a sign wrong, missing, too many, or swapped;
    before them those that only have other zeros in front, which spreadsheets take away.

    Tried from the typed side, so that the cost does not grow with the number of orders.
    """
    wanted = fold_code(typed)[:60]
    bare = wanted.lstrip("0")
    padded = {"0" * zeros + bare for zeros in range(MOST_ZEROS + 1)} - {wanted}
    hits = sorted(known.keys() & (padded | _one_slip_away(wanted)),
                  key=lambda code: (code not in padded, abs(len(code) - len(wanted)), code))
    return tuple(code for folded in hits[:limit] for code in known[folded])[:limit]


def _one_slip_away(code: str) -> set[str]:
    cuts = [(code[:at], code[at:]) for at in range(len(code) + 1)]
    signs = set(SIGNS) | set(code)
    return ({head + tail[1:] for head, tail in cuts if tail}
            | {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
            | {head + sign + tail[1:] for head, tail in cuts if tail for sign in signs}
            | {head + sign + tail for head, tail in cuts for sign in signs}) - {code}
