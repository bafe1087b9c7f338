"""One tab of a new register: header with notes, rows, an Excel table over them, frozen panes, print set-up.

The table ends on the last row that holds something; Excel lets it grow when staff type below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl.comments import Comment
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.column import TabSpec
from rma_sheets.model.texts import Texts
from rma_sheets.model.values import CellValue
from rma_sheets.model.vocabulary import Vocabulary

from .build_formats import WRAPPED, dress, header_look, look_of
from .build_highlights import add_highlights
from .build_validations import add_validations
from .cells import LIKE_A_FORMULA, LIKE_AN_ESCAPE, readable
from .heights import LINE, fitted_height
from .styles import set_style, style_of

FREEZE = {"returns": "check", "orders": "order_no", "policy": "rule", "reasons": "code"}
"""The last column that stays in view."""
ZOOM = {"returns": 90, "orders": 90}
ROW_HEIGHTS = {"returns": 2 * LINE}
"""Rows of Returns hold two lines of a message wherever they come from, also where a program does not fit them."""
PAGES_WIDE = {"returns": 4}
"""Returns is too wide for one sheet of paper: the frozen columns are repeated on each."""
NOTE_WIDTH, NOTE_LINE, NOTE_CHARACTERS = 230, 18, 32
"""Of a header's note: pixels across, pixels per line, characters that a line surely holds."""


def add_tab(book: Workbook, spec: TabSpec, rows: Sequence[Mapping[str, CellValue]], *, texts: Texts,
            vocabulary: Vocabulary, author: str) -> None:
    """Append the tab. Raises KeyError for a row with a column that the tab does not have."""
    sheet = book.create_sheet(spec.title(texts.language))
    if spec.key in ROW_HEIGHTS:
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = ROW_HEIGHTS[spec.key], True
    _add_columns(sheet, spec, texts, author)
    _add_rows(sheet, spec, rows)
    _add_table(sheet, len(spec.columns), max(len(rows), 1) + 1)
    add_validations(sheet, spec, texts)
    add_highlights(sheet, spec, vocabulary, texts.language)
    frozen = [column.key for column in spec.columns].index(FREEZE[spec.key]) + 1
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}2"
    sheet.sheet_view.zoomScale = ZOOM.get(spec.key, 100)
    sheet.print_title_cols = f"A:{get_column_letter(frozen)}"
    sheet.print_title_rows = "1:1"
    set_up_page(sheet, PAGES_WIDE.get(spec.key, 1))


def set_up_page(sheet: Worksheet, pages_wide: int = 1) -> None:
    """A4 landscape, so many pages wide, as many high as it takes; no gridlines, page numbers at the foot."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side in ("left", "right", "top"):
        setattr(sheet.page_margins, side, 0.4)
    foot: Any = sheet.oddFooter
    foot.left.text, foot.right.text = "&A", "&P / &N"


def _add_columns(sheet: Worksheet, spec: TabSpec, texts: Texts, author: str) -> None:
    sheet.row_dimensions[1].height = 36
    for index, column in enumerate(spec.columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
        dress(dimension, look_of(spec.key, column, texts.language))
        header = sheet.cell(1, index, column.header(texts.language))
        dress(header, header_look(column.owner))
        note = texts.say(f"columns.{spec.key}.{column.key}")
        lines = len(note) // NOTE_CHARACTERS + 2
        header.comment = Comment(note, author, height=lines * NOTE_LINE, width=NOTE_WIDTH)


def _add_rows(sheet: Worksheet, spec: TabSpec, rows: Sequence[Mapping[str, CellValue]]) -> None:
    place = {column.key: index for index, column in enumerate(spec.columns, 1)}
    looks = {index: style_of(sheet.column_dimensions[get_column_letter(index)]) for index in place.values()}
    for number, row in enumerate(rows, 2):
        for key, value in row.items():
            if (shown := readable(value)) is None:
                continue
            cell: Any = sheet.cell(number, place[key])
            set_style(cell, copy(looks[place[key]]))
            if isinstance(shown, str):  # past openpyxl, which would take `=1+1` for a formula and `#N/A` for an error
                cell.value = LIKE_AN_ESCAPE.sub("_x005F_", shown)
                cell.data_type, cell.quotePrefix = "s", shown.startswith(LIKE_A_FORMULA)
            else:
                cell.value = shown
        sheet.row_dimensions[number].height = fitted_height(
            ((value, spec.column(key).width) for key, value in row.items()
            if isinstance(value, str) and (spec.key, key) in WRAPPED), sheet.sheet_format.defaultRowHeight or LINE)


def _add_table(sheet: Worksheet, width: int, last_row: int) -> None:
    table = Table(displayName=sheet.title, ref=f"A1:{get_column_letter(width)}{last_row}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)
