"""From the rows of a foreign table to rows of the register: column key -> value, in the register's own forms.

Identifiers stay text, dates become dates, country names codes. A cell that cannot be read, or can be read in two
ways, arrives as the text it was and is told; so is the line that holds nothing to go by (a sum, a footer). No
line is dropped in silence. Works column by column with each distinct value read once: 70,000 lines take a second.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rma_sheets.model.column import Column, Kind, TabSpec
from rma_sheets.model.findings import Finding
from rma_sheets.model.table import Table
from rma_sheets.model.values import CellValue, canonical
from rma_sheets.model.vocabulary import Vocabulary
from rma_sheets.planning.generous import (
    Read,
    clean,
    read_country,
    read_date,
    read_decimal,
    read_email,
    read_integer,
    read_moment,
    typed,
)

from .cells import read_choice, read_foreign_identifier, read_long_text
from .evidence import proven_decimal, proven_order
from .guess import Guess, mapped
from .per_order import repeat_per_order

ImportRow = Mapping[str, CellValue]

LONGEST_SHOWN = 60

WORTH_KEEPING: Mapping[str, tuple[tuple[str, ...], ...]] = {
    # tab -> groups of columns: a line needs a value in one column of each group
    "orders": (("order_no",), ("sku", "item"), ("qty",)),
    "returns": (("order_no", "sku", "item"),),
}


@dataclass(frozen=True, slots=True)
class Unread:
    """A value that arrived as typed, on `lines` lines; the finding's row is the first of them in the file."""

    finding: Finding
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Converted:
    """Rows for a tab, with the line of the file each comes from; `incomplete` are lines with nothing to go by."""

    tab: str
    rows: tuple[ImportRow, ...]
    lines: tuple[int, ...]
    unread: tuple[Unread, ...] = ()
    incomplete: tuple[int, ...] = ()


def missing_columns(guesses: Sequence[Guess], spec: TabSpec) -> tuple[str, ...]:
    """Columns without which nothing can be imported (the first of each group that no header serves)."""
    there = mapped(guesses)
    return tuple(group[0] for group in WORTH_KEEPING[spec.key] if not any(key in there for key in group))


def convert(table: Table, guesses: Sequence[Guess], spec: TabSpec, *, date_order: str = "", decimal: str = "",
            vocabulary: Vocabulary | None = None) -> Converted:
    """All rows of the table. `date_order` and `decimal` are the shop's; what a column proves by itself goes first."""
    rows: list[dict[str, CellValue]] = [{} for _ in table.rows]
    unread: list[Unread] = []
    for guess in guesses:
        if guess.column:
            values = [row[guess.position] for row in table.rows]
            read = _reader(spec.column(guess.column), values, date_order, decimal, vocabulary)
            unread += _fill(rows, values, read, replace(_FINDING, tab=spec.key, column=guess.column,
                                                        header=guess.header), table.lines)
    if spec.key == "orders":
        repeat_per_order(rows)
    kept = [all(any(row.get(key) is not None for key in group) for group in WORTH_KEEPING[spec.key]) for row in rows]
    return Converted(
        spec.key,
        tuple(row for row, keep in zip(rows, kept, strict=True) if keep),
        tuple(line for line, keep in zip(table.lines, kept, strict=True) if keep),
        tuple(sorted(unread, key=lambda one: one.finding.row)),
        tuple(line for line, keep in zip(table.lines, kept, strict=True) if not keep),
    )


_FINDING = Finding("value-not-in-list")

Reader = Callable[[CellValue], Read[object]]


def _reader(column: Column, values: Sequence[CellValue], date_order: str, decimal: str,
            vocabulary: Vocabulary | None) -> Reader:
    """How cells of that column are read, given what all its values prove."""
    distinct = set(values)
    if column.kind in (Kind.DATE, Kind.MOMENT):
        order = proven_order(distinct, date_order)
        return partial(read_date if column.kind is Kind.DATE else read_moment, order=order)
    if column.kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY):
        hint = proven_decimal(distinct, decimal)
        return partial(read_integer if column.kind is Kind.INTEGER else read_decimal, decimal_hint=hint)
    if column.choices:
        return partial(read_choice, choices=column.choices, vocabulary=vocabulary)
    return _READERS.get(column.kind, read_long_text)


_READERS: Mapping[Kind, Reader] = {Kind.IDENTIFIER: read_foreign_identifier, Kind.EMAIL: read_email,
                                   Kind.COUNTRY: read_country}


def _fill(rows: Sequence[dict[str, CellValue]], values: Sequence[CellValue], read: Reader, finding: Finding,
          lines: Sequence[int]) -> list[Unread]:
    """Put a column's values into the rows; returns the distinct values that could not be read."""
    known: dict[tuple[type, CellValue], CellValue] = {}
    unread: dict[tuple[type, CellValue], Unread] = {}
    for row, value, line in zip(rows, values, lines, strict=True):
        if value is None:
            continue
        seen = (type(value), value)  # True, 1 and 1.0 are equal, and are read differently
        if seen not in known:
            answer = read(value)
            known[seen] = _kept(answer, value)
            if answer.problem:
                unread[seen] = Unread(replace(finding, code=answer.problem, row=line, facts=_short(answer.facts)), 0)
        if known[seen] is not None:
            row[finding.column] = known[seen]
        if seen in unread:
            unread[seen] = replace(unread[seen], lines=unread[seen].lines + 1)
    return list(unread.values())


def _short(facts: Mapping[str, object]) -> Mapping[str, object]:
    """The facts of a sentence, with a typed text no longer than a person reads."""
    text = " ".join(str(facts["typed"]).split())
    return {"nearest": "", **facts, "typed": text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."}


def _kept(answer: Read[object], value: CellValue) -> CellValue:
    """What goes into the register: the value read, else the text as it was typed."""
    if answer.value is not None:
        return canonical(answer.value)
    return clean(typed(value)) or None if answer.problem else None
