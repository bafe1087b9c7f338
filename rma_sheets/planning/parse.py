"""One row of Returns as staff left it, into an `Rma` and what is wrong with its cells.

Driven by the table of columns: a column's kind says how its cell is read. Engine columns are not read, and no cell is
ever rewritten: what cannot be read is blank in the `Rma` and told beside it. Nothing that staff type raises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from rma_sheets.model.column import Column, Kind, Owner, TabSpec
from rma_sheets.model.findings import Finding
from rma_sheets.model.rma import Rma
from rma_sheets.model.settings import Settings
from rma_sheets.model.snapshot import Tab
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import Vocabulary

from .generous import (
    Read,
    read_country,
    read_date,
    read_decimal,
    read_email,
    read_flag,
    read_identifier,
    read_integer,
    read_moment,
    read_text,
    typed,
)
from .numbering import read_number

LONGEST_TEXT = 5_000
SHOWN_TEXT = 60
"""Characters of a cell that a message repeats at most."""

Reader = Callable[[CellValue, Column, Vocabulary, Settings], Read[Any]]


def _choice(value: CellValue, column: Column, vocabulary: Vocabulary, settings: Settings) -> Read[str]:  # noqa: ARG001
    """The key of a list, from its label in any language."""
    read = read_text(value)
    if not read.value:
        return Read(None, "status-computed") if read.problem and column.key == "status" else read
    key = vocabulary.key(column.choices, read.value)
    if key:
        return Read(key)
    code = "status-unknown" if column.key == "status" else "value-not-in-list"
    return Read(None, code, {"nearest": vocabulary.nearest(column.choices, read.value[:SHOWN_TEXT])})


def _language(value: CellValue, column: Column, vocabulary: Vocabulary, settings: Settings) -> Read[str]:
    """A language by name or code (`fr`, `fr-CA`); a code we have no texts for is no mistake and reads as blank."""
    read = read_text(value)
    code = (read.value or "").replace("_", "-").partition("-")[0]
    if len(code) == 2 and code.isalpha():
        return Read(vocabulary.key("language", code))
    return _choice(value, column, vocabulary, settings)


def _integer(value: CellValue, column: Column, vocabulary: Vocabulary, settings: Settings) -> Read[int]:  # noqa: ARG001
    """A quantity. A fraction is a number, only not of pieces."""
    read = read_integer(value, settings.decimal)
    if read.problem == "number-unreadable" and read_decimal(value, settings.decimal).value is not None:
        return Read(None, "quantity-not-positive", read.facts)
    return read


@lru_cache(maxsize=4096)
def _address(value: str) -> Read[str]:
    """Customers return more than once, and checking an address costs as much as the rest of the row."""
    return read_email(value)


READERS: Mapping[Kind, Reader] = {
    Kind.TEXT: lambda value, *_: read_text(value),
    Kind.IDENTIFIER: lambda value, *_: read_identifier(value),
    Kind.EMAIL: lambda value, *_: _address(value) if isinstance(value, str) else read_email(value),
    Kind.COUNTRY: lambda value, *_: read_country(value),
    Kind.LANGUAGE: _language,
    Kind.CHOICE: _choice,
    Kind.FLAG: lambda value, *_: read_flag(value),
    Kind.INTEGER: _integer,
    Kind.NUMBER: lambda value, _column, _lists, settings: read_decimal(value, settings.decimal),
    Kind.MONEY: lambda value, _column, _lists, settings: read_decimal(value, settings.decimal),
    Kind.DATE: lambda value, _column, _lists, settings: read_date(value, settings.date_order),
    Kind.MOMENT: lambda value, _column, _lists, settings: read_moment(value, settings.date_order,
                                                                      ZoneInfo(settings.timezone)),
}

_FIELDS = frozenset(field.name for field in fields(Rma)) - {"row", "row_key"}


def parse_row(tab: Tab, position: int, *, spec: TabSpec, vocabulary: Vocabulary,
              settings: Settings) -> tuple[Rma, tuple[Finding, ...]]:
    """The row at `position` (0-based, of the snapshot) and a finding for each of its cells that cannot be read."""
    row, places = tab.rows[position], tab.columns
    key = tab.cell(position, "row_key")
    key = key if isinstance(key, str) else ""
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for column in spec.columns:
        index = places.get(column.key)
        value = None if index is None or index >= len(row) else row[index]
        if value is None or column.owner is Owner.ENGINE or column.key not in _FIELDS:
            continue
        read = READERS[column.kind](value, column, vocabulary, settings)
        if read.value is not None:
            values[column.key] = read.value
        if read.problem:
            findings.append(_finding(tab, position, key, column, value, read))
        elif isinstance(value, str) and len(value) > LONGEST_TEXT:
            findings.append(_finding(tab, position, key, column, value, Read(None, "text-too-long", {
                "length": len(value), "limit": LONGEST_TEXT})))
    findings += _foreign_number(tab, position, key, spec, settings)
    return Rma(row=tab.sheet_row(position), row_key=key, **values), tuple(findings)


def _foreign_number(tab: Tab, position: int, key: str, spec: TabSpec, settings: Settings) -> list[Finding]:
    """A new row that brings a number which was never given: the engine will not take it."""
    value = None if key else tab.cell(position, "rma_number")
    if value is None:
        return []
    read = read_identifier(value)
    if read.value and not read_number(read.value, settings.rma_format).problem:
        return []
    return [_finding(tab, position, key, spec.column("rma_number"), value, Read(None, "rma-number-invalid"))]


def _finding(tab: Tab, position: int, key: str, column: Column, value: CellValue, read: Read[Any]) -> Finding:
    facts = {"nearest": "", "first": "", "second": "", **read.facts, "typed": _shown(value)}
    return Finding(read.problem, tab.key, tab.sheet_row(position), column.key,
                   tab.headers.get(column.key, column.key), key, facts)


def _shown(value: CellValue) -> str:
    text = " ".join(typed(value).split())
    return text if len(text) <= SHOWN_TEXT else f"{text[:SHOWN_TEXT]}..."
