"""A small shop on disk that tests may mistreat: a real workbook, journal, outbox and labels, and the real program.

Rows are counted as people see them: the header is row 1. The good row is in row 2 and is approved by the first pass.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.tab_columns import TABS_BY_KEY
from tests.scenario.commands.shell import Done, rma_sheets
from tests.workbooks import make_workbook

Cells = Mapping[str, Any]
Spoil = Callable[[Path], object]

PROJECT = Path(__file__).parents[3]
CONFIG = ("shop: {name: Our Shop, email: returns@example.com, address: [1 Example Street]}\n"
          "register: {path: returns.xlsx}\n")
POLICY: tuple[Cells, ...] = ({"order": 1, "rule": "14 days", "verdict": "approve", "window_days": 14},)
REASONS: tuple[Cells, ...] = ({"code": "size", "label_en": "Wrong size", "label_fr": "Mauvaise taille"},)


def day(ago: int) -> date:
    """So many days before today."""
    return date.today() - timedelta(days=ago)  # noqa: DTZ011


YESTERDAY = day(1).isoformat()


def bought(number: str, **cells: Any) -> dict[str, Any]:
    """A line of Orders: five mugs, delivered in time."""
    return {"order_no": number, "line": "1", "order_date": day(10), "delivered_on": day(7), "qty": 5, "sku": "MUG-01",
            "item": "Mug, blue", "email": "anna@example.org", "country": "FR", "unit_price": 12.5} | cells


def asks(number: str = "1001", **cells: Any) -> dict[str, Any]:
    """A row of Returns that is approved as it stands, unless a test makes it worse."""
    return {"requested_on": day(1), "order_no": number, "sku": "MUG-01", "qty": 1, "email": "anna@example.org"} | cells


@dataclass(frozen=True)
class Shop:
    """A folder with a configuration and a register."""

    folder: Path

    @property
    def register(self) -> Path:
        return self.folder / "returns.xlsx"

    def run(self, *words: object) -> Done:
        """`rma-sheets WORDS`, in this process."""
        return rma_sheets(self.folder, *words)

    def sync(self) -> Done:
        """A pass that must go well."""
        done = self.run("sync")
        assert (done.code, done.err) == (0, ""), done
        return done

    def outside(self, *words: str, limit: Callable[[], object] | None = None, **environment: str) -> Done:
        """`rma-sheets WORDS`, in a process of its own; one that does not end within 30 seconds is killed."""
        done = subprocess.run(
            [sys.executable, "-m", "rma_sheets", *words], cwd=self.folder, text=True, timeout=30, check=False,
            capture_output=True, preexec_fn=limit,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "RMA_SHEETS_LANGUAGE": "en", **environment})
        return Done(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def workbook(self) -> Iterator[Workbook]:
        """Somebody has the workbook open and saves it."""
        book = load_workbook(self.register)
        yield book
        book.save(self.register)

    @contextmanager
    def sheet(self, tab: str = "returns") -> Iterator[Worksheet]:
        """The same, one tab."""
        with self.workbook() as book:
            yield book[TABS_BY_KEY[tab].title("en")]

    def type(self, row: int, **cells: Any) -> None:
        """Somebody types into cells of Returns, named by their keys."""
        with self.sheet() as sheet:
            for column, value in cells.items():
                sheet.cell(row, place(sheet, column)).value = value

    def add(self, *rows: Cells) -> None:
        """Somebody adds rows to Returns."""
        for cells in rows:
            row = len(self.column("status")) + 2
            self.type(row, **cells)

    def column(self, column: str, tab: str = "returns") -> list[Any]:
        """A column from top to bottom, as far as rows have anything in them."""
        sheet = load_workbook(self.register)[TABS_BY_KEY[tab].title("en")]
        rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if any(cell is not None for cell in row)]
        at = place(sheet, column, tab) - 1
        return [row[at] for row in rows]

    def cell(self, row: int, column: str) -> Any:
        """What stands in a cell of Returns."""
        return self.column(column)[row - 2]

    def codes(self, row: int) -> list[str]:
        """The codes of the findings of a row, as the next plan tells them."""
        return [each["code"] for each in self.findings() if each["row"] == row]

    def findings(self) -> list[dict[str, Any]]:
        """All findings of the next plan."""
        found: list[dict[str, Any]] = self.run("plan", "--json").json["findings"]
        return found

    def mails(self) -> list[str]:
        """The names of the mails in the outbox."""
        return sorted(path.name for path in (self.folder / "outbox").glob("*"))

    def query(self, statement: str, *values: object) -> list[Any]:
        """Rows of the journal's tables."""
        with closing(sqlite3.connect(self.folder / ".rma-sheets/journal.db")) as journal, journal:
            return journal.execute(statement, values).fetchall()


def place(sheet: Worksheet, column: str, tab: str = "returns") -> int:
    """Where a column stands, counted from 1."""
    names = TABS_BY_KEY[tab].column(column).headers()
    return next(cell.column for cell in sheet[header_row(sheet)] if cell.value in names)


def header_row(sheet: Worksheet) -> int:
    """The row of the headers: the fullest of the first ones."""
    return max(range(1, 7), key=lambda row: (sum(isinstance(cell.value, str) for cell in sheet[row]), -row))


def make_shop(folder: Path, *returns: Cells, config: str = CONFIG, **tabs: Any) -> Shop:
    """A shop with these rows in Returns (one good row where none is named); `tabs` are those of `make_workbook`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_text(config, encoding="utf-8")
    rows = returns or (asks(),)
    usual = {"orders": [bought(str(number)) for number in range(1001, 1010)], "policy": POLICY, "reasons": REASONS}
    make_workbook(folder / "returns.xlsx", returns=rows, **usual | tabs)
    return Shop(folder)
