"""Cells set in the bytes of a workbook: the one place that changes a workbook of the shop's.

`patched` is the whole door: bytes and edits in, bytes out. It goes through openpyxl, which keeps cells, styles,
tables, drop-downs, formats, comments and macros; a workbook with something it would lose is refused. Values that
formulas showed last are put back, because openpyxl drops them.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from rma_sheets.collector import paused_collector
from rma_sheets.errors import StoreError
from rma_sheets.model.values import CellValue

from .cells import LIKE_AN_ESCAPE, readable
from .edits import SheetEdit
from .grids import open_workbook
from .heights import automatic, fit_rows
from .losses import MACRO_SUFFIXES, check_losses
from .mend import for_openpyxl
from .ranges import grow_ranges
from .sheetfacts import SheetScan
from .shown import ShownValues
from .styles import Styles, set_style, style_of

_DATA_TYPES = ((str, "s"), (bool, "b"), ((date, time), "d"), (object, "n"))
_BLANK_RUN = re.compile(rb"<t>(\s+)</t>")
"""A blank between two bold words is a run of its own; openpyxl 3.1 forgets to say that it counts."""


def patched(content: bytes, edits: Sequence[SheetEdit], path: Path) -> bytes:
    """The workbook with those cells changed; `path` is for messages. Raises StoreError and touches nothing.

    The number format and style of a cell stay; a new row looks like the row above it.
    """
    scans = open_workbook(content, path).scans
    with paused_collector(), warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            after = _saved(_edited(content, edits, scans, path.suffix.lower() in MACRO_SUFFIXES), scans)
        except StoreError:
            raise
        except Exception as error:  # openpyxl raises nearly anything for a part that it does not expect
            raise StoreError("excel.cannot-edit", path=path, reason=str(error)) from error
    check_losses(content, after, [str(warning.message) for warning in told], path)
    return after


def _edited(content: bytes, edits: Sequence[SheetEdit], scans: Mapping[str, SheetScan], keep_macros: bool) -> Workbook:
    book = load_workbook(io.BytesIO(for_openpyxl(content)), rich_text=True, keep_vba=keep_macros)
    for edit in edits:
        _set_cells(book[edit.title], edit)
        grow_ranges(book[edit.title], edit)
        fit_rows(book[edit.title], edit.rows, scans[edit.title].fixed_rows)
    return book


def _saved(book: Workbook, scans: Mapping[str, SheetScan]) -> bytes:
    """What openpyxl's own `save` writes, made in memory, with the cached values of formulas put back."""
    packed = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with closing(book.vba_archive or io.BytesIO()), \
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        _InMemory(book, archive, scans).write_data()
    return packed.getvalue()


class _InMemory(ExcelWriter):
    """openpyxl writes each sheet to a temporary file and may not notice that the disk is full; here it needs none."""

    def __init__(self, book: Workbook, archive: zipfile.ZipFile, scans: Mapping[str, SheetScan]) -> None:
        super().__init__(book, archive)
        self._zip, self._scans, self._shown = archive, scans, ShownValues(scans)

    def write_worksheet(self, ws: Any) -> None:
        """One sheet part and its relations; pictures and charts are refused before they could be missed."""
        writer: Any = WorksheetWriter(ws, out=io.BytesIO())
        writer.write()
        ws._drawing, ws._rels = None, writer._rels
        part = _BLANK_RUN.sub(rb'<t xml:space="preserve">\1</t>', writer.read())
        if ws.title in self._scans:
            part = automatic(part, self._scans[ws.title].fixed_rows)
        self._zip.writestr(ws.path[1:], self._shown.put_back(ws.title, part))
        self.manifest.append(ws)


def _set_cells(sheet: Worksheet, edit: SheetEdit) -> None:
    styles = Styles(sheet, edit)
    looks = {column: styles.of_new(column) for column in range(1, sheet.max_column + 1)}
    for row, cells in edit.rows.items():
        new = row > edit.last_row
        for column, value in cells.items():
            known = (row, column) in sheet._cells
            cell = sheet.cell(row, column)
            if isinstance(cell, MergedCell):
                raise StoreError("excel.cell-merged", tab=sheet.title, cell=cell.coordinate)
            style = looks.get(column) if new else style_of(cell) if known else styles.of_blank(row, column)
            _set(cell, value, styles, style, edit.formats.get(column, "") if new else "")
        for column, look in looks.items():
            if new and look is not None and column not in cells:
                set_style(sheet.cell(row, column), look)


def _set(cell: Any, value: CellValue, styles: Styles, style: StyleArray | None, new_format: str) -> None:
    """Past openpyxl's own guesses, which would take `=1+1` for a formula and `#N/A` for an error."""
    value = readable(value)
    set_style(cell, styles.fitting(style, value, new_format))
    cell.data_type = next(letter for kinds, letter in _DATA_TYPES if isinstance(value, kinds))
    cell._value = LIKE_AN_ESCAPE.sub("_x005F_", value) if isinstance(value, str) and "_x" in value else value
