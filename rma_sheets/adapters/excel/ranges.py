"""Tables, filters, drop-downs and conditional formats that end on the last row grow with it.

What ended elsewhere stays: a format over the whole column covers the new rows already.
"""

from __future__ import annotations

from openpyxl.formatting.formatting import ConditionalFormatting, ConditionalFormattingList
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.errors import StoreError

from .edits import SheetEdit


def grow_ranges(sheet: Worksheet, edit: SheetEdit) -> None:
    """Extend what ended on the last filled row, or on the table's, to the last row of the edit.

    Raises StoreError where a table shows its totals under the last row.
    """
    last = max(edit.rows, default=edit.last_row)
    ends = {edit.last_row, *(_bottom(table.ref) for table in sheet.tables.values() if _covers(table.ref, edit))}
    ends = {end for end in ends if end < last}
    if not ends:
        return
    for table in sheet.tables.values():
        if _covers(table.ref, edit) and _bottom(table.ref) < last:
            if table.totalsRowCount:
                raise StoreError("excel.totals-row", tab=sheet.title, row=_bottom(table.ref))
            table.ref = _grown(table.ref, last)
            if table.autoFilter is not None:
                table.autoFilter.ref = table.ref
    if sheet.auto_filter.ref and _bottom(sheet.auto_filter.ref) in ends:
        sheet.auto_filter.ref = _grown(sheet.auto_filter.ref, last)
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = _grown_all(validation.sqref, ends, last, edit.header_row)
    sheet.conditional_formatting = _grown_formats(sheet, ends, last, edit.header_row)


def _covers(reference: str, edit: SheetEdit) -> bool:
    """Whether that table is the register's: its header row is the tab's."""
    return bool(range_boundaries(reference)[1] == edit.header_row)


def _bottom(reference: str) -> int:
    return int(range_boundaries(reference)[3] or 0)


def _grown(reference: str, last: int) -> str:
    left, top, right, _ = range_boundaries(reference)
    return f"{get_column_letter(left or 1)}{top}:{get_column_letter(right or 1)}{last}"


def _grown_all(ranges: MultiCellRange, ends: set[int], last: int, header_row: int) -> MultiCellRange:
    return MultiCellRange([
        CellRange(min_col=part.min_col, min_row=part.min_row, max_col=part.max_col, max_row=last)
        if part.max_row in ends and part.min_row > header_row else part for part in ranges.ranges])


def _grown_formats(sheet: Worksheet, ends: set[int], last: int, header_row: int) -> ConditionalFormattingList:
    grown = ConditionalFormattingList()
    for formatting in sheet.conditional_formatting:
        cells = _grown_all(formatting.sqref, ends, last, header_row)
        for rule in formatting.rules:
            grown.add(ConditionalFormatting(cells, pivot=formatting.pivot), rule)
    return grown
