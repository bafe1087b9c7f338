"""Whether a file is what it was said to be: orders read as returns would be approved, numbered and mailed.

Only columns that one of the two lists has and the other has no use for count; phone, tracking number, note and the like
stand in exports of both. A header that either tab could use says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rma_sheets.model.column import TabSpec
from rma_sheets.model.tab_columns import ORDERS, RETURNS

from .convert import missing_columns
from .guess import Guess, guess_mapping, importable, known_program, mapped, squash

TELLING: Mapping[str, frozenset[str]] = {
    "orders": frozenset({"order_date", "delivered_on", "order_status", "category", "unit_price", "currency"}),
    "returns": frozenset({"requested_on", "return_reason", "requested_resolution", "exchange_sku", "external_ref",
                          "status", "received_on", "qty_received", "condition", "disposition", "inspection_findings",
                          "resolution", "decision_note"}),
}
ENOUGH = 2
"""Headers that must speak for the other tab before a file is refused."""

OTHER: Mapping[str, TabSpec] = {"orders": RETURNS, "returns": ORDERS}


def headers_of_other(header: Sequence[str], guesses: Sequence[Guess], spec: TabSpec) -> tuple[str, ...]:
    """The headers by which the file is one for the other tab; empty where it may be imported into this one.

    An export of a program that we know is what that program exports. `--map` for a column that only this tab has
    settles it; a header that is left out does not count.
    """
    other = OTHER[spec.key]
    own = {column.key for column in importable(spec)} - {column.key for column in importable(other)}
    ours, theirs = _speaking(header, guesses, spec)
    if ours or any(guess.why == "given" and guess.column in own for guess in guesses):
        return ()
    program = known_program(header)
    if len(theirs) < ENOUGH:
        return program.signs if program and program.tab == other.key else ()
    return theirs


def sheet_fit(title: str, header: Sequence[str], spec: TabSpec, said: Sequence[str] = ()) -> tuple[int, ...]:
    """How well a sheet of a workbook fits the tab, to be compared.

    By the headers that `--map` names (`said`), the title, what a line needs, what speaks for the tab, what is known.
    """
    other, name, guesses = OTHER[spec.key], squash(title), guess_mapping(header, spec)
    there = frozenset(map(squash, header))
    named = sum(squash(option.rpartition("=")[0]) in there for option in said)
    ours, theirs = _speaking(header, guesses, spec)
    titled = [name in map(squash, each.titles.values()) for each in (spec, other)]
    return (named, titled[0] - titled[1], not missing_columns(guesses, spec), len(ours) - len(theirs),
            len(mapped(guesses)))


def _speaking(header: Sequence[str], guesses: Sequence[Guess],
              spec: TabSpec) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headers that speak for the tab, and those for the other one."""
    other = OTHER[spec.key]
    pairs = tuple(zip(guesses, guess_mapping(header, other), strict=True))
    ours = (here.header for here, there in pairs if here.column in TELLING[spec.key] and not there.column)
    theirs = (here.header for here, there in pairs
              if there.column in TELLING[other.key] and not here.column and here.why != "left-out")
    return tuple(ours), tuple(theirs)
