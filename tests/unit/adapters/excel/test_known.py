"""A tab whose part has not changed is not parsed again; one that has, or whose strings or formats have, is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rma_sheets.adapters.excel import guard, workbook
from rma_sheets.adapters.excel.store import ExcelStore
from tests.workbooks import make_workbook

from .helper import change_parts, put, store_on


class Seen:
    """The sheet parts that were parsed, and what was inflated and looked into."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tabs: list[str] = []
        self.parts: list[str] = []
        read, check = workbook.read_grids, guard.check_part
        monkeypatch.setattr(workbook, "read_grids", lambda book, parts: self.tabs.extend(parts) or read(book, parts))
        monkeypatch.setattr(guard, "check_part", lambda *given: self.parts.append(given[1]) or check(*given))

    def since(self) -> tuple[list[str], int]:
        """The parts parsed, and how many parts were inflated, since the last question."""
        found = sorted(self.tabs), len(self.parts)
        self.tabs.clear()
        self.parts.clear()
        return found


@pytest.fixture
def store(tmp_path: Path) -> ExcelStore:
    return store_on(make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1"}], orders=[{"order_no": "1"}]))


def test_only_what_was_written_is_read_again(store: ExcelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Seen(monkeypatch)
    before = store.read()
    tabs, parts = seen.since()
    assert len(tabs) == len(before.tabs)
    assert parts > 5
    store.write(before, [put(0, "why", "x")])
    seen.since()
    store.write(store.read(), [put(0, "why", "y")])
    assert seen.since() == (["xl/worksheets/sheet1.xml"], 1)
    assert store.read().tab("returns").cell(0, "why") == "y"
    assert seen.since() == ([], 0)


def test_other_strings_or_formats_are_other_values(store: ExcelStore, tmp_path: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    all_tabs = len(store.read().tabs)
    seen = Seen(monkeypatch)
    change_parts(tmp_path / "r.xlsx", lambda name, part: part + b"<!-- -->" if name == "xl/styles.xml" else part)
    store.read()
    assert len(seen.since()[0]) == all_tabs


def test_openpyxl_comes_only_with_a_write() -> None:
    code = "import sys, rma_sheets.bootstrap; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
