"""Cells set in the bytes of a workbook: the one place that changes a workbook of the shop's.

`patched` is the whole door: bytes and edits in, bytes out. It goes through openpyxl, which keeps cells, styles,
tables, drop-downs, formats, comments and macros; a workbook with something it would lose is refused. Values that
formulas showed last are put back, because openpyxl drops them.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.numbers import is_date_format
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from rma_sheets.errors import StoreError
from rma_sheets.model.column import Kind
from rma_sheets.model.values import CellValue

from .cells import readable
from .edits import FORMATS, SheetEdit
from .grids import open_workbook
from .losses import check_losses
from .ranges import grow_ranges
from .shown import ShownValues

_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t")
_ESCAPED = ("_x", "_x005F_x")
"""`_x0041_` in a text means the letter A (ECMA-376 22.9.2.19); the underscore itself is written this way."""


def patched(content: bytes, edits: Sequence[SheetEdit], path: Path) -> bytes:
    """The workbook with those cells changed; `path` is for messages. Raises StoreError and touches nothing.

    The number format and style of a cell stay; a new row looks like the row above it.
    """
    before = open_workbook(content, path)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            book = load_workbook(io.BytesIO(content), rich_text=True, keep_vba=path.suffix.lower() in (".xlsm", ".xltm"))
        except Exception as error:  # openpyxl raises nearly anything for a part that it does not expect
            raise StoreError("excel.cannot-edit", path=path, reason=str(error)) from error
        for edit in edits:
            _set_cells(book[edit.title], edit)
            grow_ranges(book[edit.title], edit)
        after = _saved(book, ShownValues(before.scans), path)
    check_losses(content, after, [str(warning.message) for warning in told], path)
    return after


def _saved(book: Workbook, shown: ShownValues, path: Path) -> bytes:
    """As openpyxl's own `save_workbook`, with the cached values of formulas put back into each sheet."""
    packed = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    try:
        with _Archive(packed, shown, {sheet.title: sheet for sheet in book.worksheets}) as archive:
            ExcelWriter(book, archive).write_data()
    except OSError:
        raise
    except Exception as error:  # see `patched`
        raise StoreError("excel.cannot-edit", path=path, reason=str(error)) from error
    return packed.getvalue()


class _Archive(zipfile.ZipFile):
    """The zip that openpyxl writes into; it hands over each sheet as a temporary file, with `write`."""

    def __init__(self, file: io.BytesIO, shown: ShownValues, sheets: dict[str, Worksheet]) -> None:
        super().__init__(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        self._shown, self._sheets = shown, sheets

    def write(self, filename: str, arcname: str) -> None:  # type: ignore[override]
        for title, sheet in self._sheets.items():
            if sheet.path[1:] == arcname and self._shown.has(title):
                self.writestr(arcname, self._shown.put_back(title, Path(filename).read_bytes()))
                return
        super().write(filename, arcname)


def _set_cells(sheet: Worksheet, edit: SheetEdit) -> None:
    looks = {column: _look(sheet, edit, column) for cells in edit.rows.values() for column in cells}
    every = range(1, sheet.max_column + 1)
    styled = {column: look for column in every if (look := _look(sheet, edit, column)) is not None}
    for row, cells in edit.rows.items():
        if row > edit.last_row:
            for column in styled.keys() - cells.keys():
                sheet.cell(row, column)._style = styled[column]
        for column, value in cells.items():
            cell = sheet.cell(row, column)
            if isinstance(cell, MergedCell):
                raise StoreError("excel.cell-merged", tab=sheet.title, cell=cell.coordinate)
            if row > edit.last_row and (look := looks[column]) is not None:
                cell._style = look
            _set(cell, value, edit.formats.get(column, "") if row > edit.last_row else "")


def _look(sheet: Worksheet, edit: SheetEdit, column: int) -> StyleArray | None:
    """How a new cell of that column looks: like the last filled row, else like what was prepared under the header."""
    row = edit.last_row if edit.last_row > edit.header_row else edit.header_row + 1
    above = sheet._cells.get((row, column))
    return above._style if above is not None and above.has_style else None


def _set(cell: Cell, value: CellValue, format_of_new: str) -> None:
    """One value into one cell; text stays text whatever it begins with, a number never shows as a date."""
    value, format_before = readable(value), cell.number_format
    if isinstance(value, str):
        cell.value = value[:1]
        cell._value = value.replace(*_ESCAPED) if _ESCAPED[0] in value else value
        cell.data_type = "s"
        if bool(cell.quotePrefix) != value.startswith(_LIKE_A_FORMULA):
            _own_style(cell).quotePrefix = int(value.startswith(_LIKE_A_FORMULA))
        if format_of_new and format_before == "General":
            _own_style(cell).number_format = format_of_new
    else:
        _own_style(cell)
        cell.value = value
'''
