"""How people move cells of Returns about: with openpyxl, as Excel would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.scenario.bad_input.shop import Shop

Row = list[Any]


def rows_of(sheet: Worksheet) -> list[Row]:
    """The rows of Returns that have anything in them."""
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True) if any(cell is not None for cell in row)]


def put(sheet: Worksheet, rows: list[Row]) -> None:
    """Those rows and no others, from row 2 on; its table reaches as far."""
    width = sheet.max_column
    for at in range(2, max(sheet.max_row, len(rows) + 1) + 1):
        row = rows[at - 2] if at - 2 < len(rows) else []
        for column in range(1, width + 1):
            sheet.cell(at, column).value = row[column - 1] if column <= len(row) else None
    for table in sheet.tables.values():
        table.ref = f"A1:{get_column_letter(width)}{max(len(rows), 1) + 1}"


def rearranged(shop: Shop, change: Callable[[list[Row], Worksheet], list[Row]]) -> None:
    """Somebody moves whole rows about."""
    with shop.sheet() as sheet:
        put(sheet, change(rows_of(sheet), sheet))
