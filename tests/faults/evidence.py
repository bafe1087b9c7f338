"""What is looked at after a case: the register before and after each stretch in which only passes ran, the journal,
what arrived at the mail server, and what was printed. Read with openpyxl and sqlite3, with nothing of ours.
"""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from rma_sheets.model.column import Owner
from rma_sheets.model.tab_columns import TABS
from tests.scenario.bad_input.shop import Shop
from tests.scenario.commands.shell import Done

WRITTEN = ("Returns", "Policy")
"""The tabs in which the engine has columns."""

Line = Mapping[str, Any]
OWNERS = {spec.title("en"): {header: column for column in spec.columns for header in column.headers()}
          for spec in TABS}


@dataclass(frozen=True)
class Sight:
    """A number seen beside a customer: in a row that passes left behind, or in a mail."""

    number: str
    email: str
    order_no: str = ""


@dataclass(frozen=True)
class Book:
    """A register. `rows` are those of Returns by column key; `staff`: (tab, cell) -> value, where no engine writes;
    `members`: the parts of the package; `trouble` why it cannot be opened."""

    rows: tuple[Line, ...] = ()
    staff: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    members: Mapping[str, bytes] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()
    trouble: str = ""


@dataclass(frozen=True)
class Evidence:
    """`stretches`: the register before and after passes, with no person between; the last one's end is the end.

    `again`: how often a person said of a Message-ID that it is to be sent again. `kept`: a mail's key -> the bytes
    that were seen in the journal once it was under way; `litter`: files that nobody should find.
    """

    stretches: Sequence[tuple[Book, Book]]
    journal: Mapping[str, Sequence[Line]]
    integrity: str = "ok"
    received: Sequence[bytes] = ()
    again: Mapping[str, int] = field(default_factory=dict)
    sights: Sequence[Sight] = ()
    said: Sequence[Done] = ()
    at_rest: bool = True
    litter: Sequence[str] = ()
    server_works: bool = True

    @property
    def book(self) -> Book:
        """The register at the end."""
        return self.stretches[-1][1]

    @property
    def printed(self) -> str:
        """All that was said, on both streams."""
        return "\n".join(f"{done.out}\n{done.err}" for done in self.said)


def read_book(path: Path) -> Book:
    """The register in that file."""
    return _book(path.read_bytes())


@lru_cache(maxsize=64)
def _book(content: bytes) -> Book:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = {name: package.read(name) for name in package.namelist()}
        sheets = load_workbook(BytesIO(content)).worksheets
    except Exception as error:  # whatever stops a reader is what is to be told
        return Book(trouble=f"{type(error).__name__}: {error}")
    staff: dict[tuple[str, str], Any] = {}
    rows: tuple[Line, ...] = ()
    ours = {f"xl/worksheets/sheet{at}.xml" for at, sheet in enumerate(sheets, 1) if sheet.title in WRITTEN}
    for sheet in sheets:
        known = OWNERS.get(sheet.title, {})
        columns = [known.get(str(cell.value)) for cell in sheet[1]]
        for line in sheet.iter_rows():
            staff |= {(sheet.title, cell.coordinate): cell.value for cell, column in zip(line, columns, strict=False)
                      if cell.value is not None and (column is None or column.owner is Owner.STAFF or cell.row == 1)}
        if sheet.title == "Returns":
            keys = [column.key if column else "" for column in columns]
            rows = tuple(dict(zip(keys, line, strict=False)) for line in sheet.iter_rows(min_row=2, values_only=True)
                         if any(value is not None for value in line))
    return Book(rows, staff, members, frozenset(ours))


def sights_of(before: Book, after: Book) -> list[Sight]:
    """The numbers that passes wrote, each with the customer of its row."""
    old = [row.get("rma_number") for row in before.rows] + [None] * len(after.rows)
    return [Sight(str(row["rma_number"]), str(row["email"]), str(row["order_no"]))
            for row, was in zip(after.rows, old, strict=False) if row.get("rma_number") not in (None, was)]


def tables(shop: Shop) -> dict[str, list[Line]]:
    """Every table of the journal."""
    path = journal_path(shop)
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as journal:
        journal.row_factory = sqlite3.Row
        names = [line[0] for line in journal.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        return {name: [dict(line) for line in journal.execute(f'SELECT * FROM "{name}"')] for name in names}  # noqa: S608


def integrity(shop: Shop) -> str:
    """What SQLite says of the whole journal."""
    if not journal_path(shop).exists():
        return "ok"
    with closing(sqlite3.connect(journal_path(shop))) as journal:
        return "; ".join(line[0] for line in journal.execute("PRAGMA integrity_check"))


def journal_path(shop: Shop) -> Path:
    """Where the journal is."""
    return shop.folder / ".rma-sheets/journal.db"


def id_of(content: bytes) -> str:
    """The Message-ID of a mail."""
    return str(message_from_bytes(content)["Message-ID"]).strip()


def text_of(content: bytes) -> str:
    """The plain text of a mail, as its customer reads it."""
    parts = (part for part in message_from_bytes(content).walk() if part.get_content_type() == "text/plain")
    return "\n".join(bytes(part.get_payload(decode=True)).decode("utf-8", "replace") for part in parts)
