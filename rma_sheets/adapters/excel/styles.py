"""The style a cell has once a value stands in it: the one it had, changed only where the value would not show.

A date needs a date format, a number must not show as a date, an identifier wants the text format, and text that
looks like a formula is marked as text (quotePrefix), so that editing the cell in Excel leaves it text.
"""

from __future__ import annotations

from copy import copy
from datetime import date, datetime, time
from typing import Any, cast

from openpyxl.cell.cell import Cell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.column import Kind
from rma_sheets.model.values import CellValue

from .cells import LIKE_A_FORMULA
from .edits import FORMATS, TEXT_FORMAT, SheetEdit


def style_of(styled: Any) -> StyleArray | None:
    """The style array of a cell, row or column; openpyxl has no public name for it."""
    return cast("StyleArray | None", styled._style)


def set_style(cell: Any, style: StyleArray | None) -> None:
    """Give a cell that style array."""
    cell._style = style


class Styles:
    """The styles of one sheet. Style arrays are shared between cells and never changed in place."""

    def __init__(self, sheet: Worksheet, edit: SheetEdit) -> None:
        self._sheet, self._edit = sheet, edit
        self._probe = Cell(sheet, row=1, column=1)
        self._known: dict[tuple[object, ...], StyleArray] = {}

    def of_new(self, column: int) -> StyleArray | None:
        """How a new row looks there: like the last filled row, else like what was prepared under the header."""
        edit = self._edit
        row = edit.last_row if edit.last_row > edit.header_row else edit.header_row + 1
        above = self._sheet._cells.get((row, column))
        return style_of(above) if above is not None and above.has_style else self.of_blank(row, column)

    def of_blank(self, row: int, column: int) -> StyleArray | None:
        """How a cell looks that is not in the file: like its row, else like its column."""
        sheet = self._sheet
        if row in sheet.row_dimensions and sheet.row_dimensions[row].has_style:
            return style_of(sheet.row_dimensions[row])
        return next((style_of(dimension) for dimension in sheet.column_dimensions.values()
                     if dimension.has_style and (dimension.min or 0) <= column <= (dimension.max or 0)), None)

    def fitting(self, style: StyleArray | None, value: CellValue, new_format: str) -> StyleArray:
        """The style for that value; `new_format` is wanted where there is no number format (empty: none)."""
        marked = isinstance(value, str) and value.startswith(LIKE_A_FORMULA)
        key = (tuple(style or ()), type(value), marked, new_format)
        if key not in self._known:
            set_style(self._probe, copy(style) if style else StyleArray())
            self._adapt(value, marked, new_format)
            self._known[key] = style_of(self._probe) or StyleArray()
        return self._known[key]

    def _adapt(self, value: CellValue, marked: bool, new_format: str) -> None:
        probe = self._probe
        shows_date = is_date_format(probe.number_format) and not is_timedelta_format(probe.number_format)
        if value is not None:
            probe.quotePrefix = int(marked)
        if isinstance(value, str):
            if new_format == TEXT_FORMAT and probe.number_format == "General":
                probe.number_format = TEXT_FORMAT
        elif isinstance(value, date | time):
            if not shows_date:
                probe.number_format = new_format if is_date_format(new_format) else _format_of(value)
        elif value is not None and is_date_format(probe.number_format):
            probe.number_format = "General"


def _format_of(value: date | time) -> str:
    if isinstance(value, time):
        return "hh:mm"
    return FORMATS[Kind.MOMENT if isinstance(value, datetime) else Kind.DATE]
