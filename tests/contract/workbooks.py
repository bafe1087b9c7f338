"""Excel registers for the contract: grids become a workbook, and staff who type, save and close it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook

from rma_sheets.adapters.excel.store import ExcelStore
from rma_sheets.model.tab_columns import RETURNS, TABS_BY_KEY
from rma_sheets.model.values import CellError, CellValue, Formula
from rma_sheets.ports import Store

FILE = "returns.xlsx"


def make_excel(folder: Path, grids: Mapping[str, Sequence[Sequence[CellValue]]]) -> Store:
    """A workbook in that folder with one sheet for each tab."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for key, grid in grids.items():
        sheet = workbook.create_sheet(TABS_BY_KEY[key].title("en"))
        for row, cells in enumerate(grid, start=1):
            for column, value in enumerate(cells, start=1):
                if value not in (None, "") and not isinstance(value, Formula | CellError):
                    sheet.cell(row, column, value)
    workbook.save(folder / FILE)
    return ExcelStore(folder / FILE, backups=folder / "backups")


def type_in_excel(folder: Path, store: Store, position: int, column: str, value: CellValue) -> None:
    """Somebody opens the workbook, types into a cell of Returns, saves and closes."""
    tab = store.read().tab("returns")
    workbook = load_workbook(folder / FILE)
    workbook[RETURNS.title("en")].cell(tab.sheet_row(position), tab.columns[column] + 1).value = value
    workbook.save(folder / FILE)
