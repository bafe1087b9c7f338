"""What is looked at after a case: the register before and after each stretch in which only passes ran, the journal,
what arrived at the mail server, and what was printed. Read with openpyxl and sqlite3 and, of ours, the table of columns
alone.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

from tests.scenario.bad_input.shop import Shop
from tests.scenario.commands.shell import Done

from .book import Book, Line, is_at_its_customer

Broken = list[str]
NUMBER = re.compile(r"RMA-\d\d-\d{5}-[0-9A-Z]")


@dataclass(frozen=True)
class Sight:
    """A number seen beside a customer, in a row that passes left behind."""

    number: str
    email: str
    order_no: str = ""


@dataclass(frozen=True)
class Evidence:
    """`stretches`: the register before and after passes, with no person between; the last one's end is the end.

    `again`: how often a person said of a Message-ID that it is to be sent again; `litter`: files that nobody should
    find; `out_before`: the Message-IDs that had arrived when a person took a run back.
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
    out_before: Collection[str] = ()

    @property
    def book(self) -> Book:
        """The register at the end."""
        return self.stretches[-1][1]

    @property
    def printed(self) -> str:
        """All that was said, on both streams."""
        return "\n".join(f"{done.out}\n{done.err}" for done in self.said)


def sights_of(before: Book, after: Book) -> list[Sight]:
    """The numbers that passes wrote, each with the customer of its row where its own address stands there."""
    old = [row.get("rma_number") for row in before.rows] + [None] * len(after.rows)
    return [Sight(str(row["rma_number"]), str(row["email"]), str(row["order_no"]))
            for row, was in zip(after.rows, old, strict=False)
            if row.get("rma_number") not in (None, was) and is_at_its_customer(row)]


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
