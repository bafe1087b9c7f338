"""Tables, filters, drop-downs and conditional formats that reach the last row grow with it.

What ends above the last row, or reaches further than the new one, stays as it is.
"""

from __future__ import annotations

from openpyxl.formatting.formatting import ConditionalFormatting, ConditionalFormattingList
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.errors import StoreError

from .edits import SheetEdit
from .sheetfacts import MOST_ROWS


def grow_ranges(sheet: Worksheet, edit: SheetEdit) -> None:
    """Extend what reached the last filled row, or the table's end, but not the last row of the edit.

    Rows that a drop-down was spread over in advance stay in advance. Raises StoreError where a table shows its totals
    under the last row.
    """
    last = max(edit.rows, default=edit.last_row)
    tables = [table for table in sheet.tables.values() if _is_ours(table.ref, edit) and _bottom(table.ref) < last]
    reached = min([edit.last_row, *(_bottom(table.ref) for table in tables)])
    for table in tables:
        _grow_table(table, last, sheet.title)
    if sheet.auto_filter.ref and reached <= _bottom(sheet.auto_filter.ref) < last:
        sheet.auto_filter.ref = _grown(sheet.auto_filter.ref, last)
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = _followed(validation.sqref, edit, reached, last)
    formats = ConditionalFormattingList()
    for formatting in sheet.conditional_formatting:
        cells = _followed(formatting.sqref, edit, reached, last)
        for rule in formatting.rules:
            formats.add(ConditionalFormatting(cells, pivot=formatting.pivot), rule)
    sheet.conditional_formatting = formats


def _grow_table(table: Table, last: int, title: str) -> None:
    if table.totalsRowCount:
        raise StoreError("excel.totals-row", tab=title, row=_bottom(table.ref))
    table.ref = _grown(table.ref, last)
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref


def _followed(ranges: MultiCellRange, edit: SheetEdit, reached: int, last: int) -> MultiCellRange:
    return MultiCellRange([_following(part, edit, reached, last) for part in ranges.ranges])


def _following(part: CellRange, edit: SheetEdit, reached: int, last: int) -> CellRange:
    if not (edit.header_row < part.min_row <= edit.last_row + 1 and reached <= part.max_row < last):
        return part
    bottom = min(last + max(part.max_row - edit.last_row, 0), MOST_ROWS)
    return CellRange(min_col=part.min_col, min_row=part.min_row, max_col=part.max_col, max_row=bottom)


def _is_ours(reference: str, edit: SheetEdit) -> bool:
    """Whether that table is the register's, and not one that the shop keeps beside it."""
    left, top, right, _ = range_boundaries(reference)
    return top == edit.header_row and any((left or 1) <= column <= (right or 1) for column in edit.columns())


def _bottom(reference: str) -> int:
    return int(range_boundaries(reference)[3] or 0)


def _grown(reference: str, last: int) -> str:
    left, top, right, _ = range_boundaries(reference)
    return f"{get_column_letter(left or 1)}{top}:{get_column_letter(right or 1)}{last}"
