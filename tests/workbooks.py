"""Registers as Excel workbooks, made with openpyxl and nothing of ours that reads or writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from rma_sheets.model.column import Kind, TabSpec
from rma_sheets.model.tab_columns import TABS

Rows = Sequence[Mapping[str, Any]]
_FORMATS = {Kind.IDENTIFIER: "@", Kind.DATE: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm"}


def make_workbook(path: Path, *, returns: Rows = (), orders: Rows = (), policy: Rows = (), reasons: Rows = (),
                  language: str = "en", tables: bool = True,
                  change: Callable[[Workbook], object] = lambda book: None) -> Path:
    """A register at `path`: header in row 1, one row per dict of column key -> value, a table over each tab.

    A tab without rows has one blank row, since a table needs one. `change` may do anything before it is saved.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for spec, rows in zip(TABS, (returns, orders, policy, reasons), strict=True):
        _add_tab(book, spec, rows, language, tables)
    change(book)
    book.save(path)
    return path


def _add_tab(book: Workbook, spec: TabSpec, rows: Rows, language: str, tables: bool) -> None:
    sheet = book.create_sheet(spec.title(language))
    sheet.append([column.header(language) for column in spec.columns])
    keys = [column.key for column in spec.columns]
    for number, row in enumerate(rows, 2):
        for key, value in row.items():
            sheet.cell(number, keys.index(key) + 1, value)
    for index, column in enumerate(spec.columns, 1):
        for number in range(2, max(len(rows), 1) + 2):
            if column.kind in _FORMATS:
                sheet.cell(number, index).number_format = _FORMATS[column.kind]
    if tables:
        table = Table(displayName=f"t_{spec.key}", ref=f"A1:{get_column_letter(len(keys))}{max(len(rows), 1) + 1}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        sheet.add_table(table)


def column_letter(spec: TabSpec, key: str) -> str:
    """Where a column stands in a workbook of `make_workbook`: `A` for the first."""
    return get_column_letter([column.key for column in spec.columns].index(key) + 1)
