"""Builds a new register with openpyxl: all tabs, comfortable to work in, in one language.

Only for workbooks that do not exist yet; what a shop has is never rewritten from here. A customer's text is data:
whatever it begins with, it never becomes a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.adapters.files import write_file
from rma_sheets.model.column import LANGUAGES, TabSpec
from rma_sheets.model.tab_columns import LISTS_TITLES, TABS
from rma_sheets.model.texts import Texts
from rma_sheets.model.values import CellValue, canonical
from rma_sheets.model.vocabulary import Vocabulary

from .build_formats import add_colours, add_dropdowns, dress_cell, dress_header
from .build_lists import write_lists
from .build_seed import seed_policy, seed_reasons

FROZEN = {"returns": "D2", "orders": "B2", "policy": "C2", "reasons": "B2"}
MADE = datetime(2026, 1, 1)  # noqa: DTZ001  (a fixed date: the same register is the same file)
NO_STRIPES = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)

Rows = Sequence[Mapping[str, CellValue]]


def build_workbook(path: Path, *, texts: Texts, vocabulary: Vocabulary, tabs: Mapping[str, Rows] | None = None,
                   languages: Mapping[str, Texts] | None = None, spare_rows: int = 500) -> None:
    """A new register at `path`. `tabs` maps a tab to its rows; Policy and Reasons get a seed where it has none.

    `languages` gives the seed's reasons their labels. Drop-downs and colours reach `spare_rows` below the data.
    Raises RmaSheetsError where the file cannot be written.
    """
    rows: dict[str, Rows] = {"policy": seed_policy(texts, vocabulary),
                             "reasons": seed_reasons(languages or {texts.language: texts}), **(tabs or {})}
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {spec.key: book.create_sheet(spec.title(texts.language)) for spec in TABS}
    places = write_lists(book.create_sheet(LISTS_TITLES[texts.language]), texts, vocabulary)
    for spec in TABS:
        _fill(sheets[spec.key], spec, rows.get(spec.key, ()), texts)
        last = len(rows.get(spec.key, ())) + 1 + spare_rows
        reasons = _reason_labels(sheets["reasons"].title, texts.language)
        add_dropdowns(sheets[spec.key], spec, places, reasons, last, texts)
        if any(column.key == "check" for column in spec.columns):
            add_colours(sheets[spec.key], spec, vocabulary, last)
    book.properties.creator, book.properties.created, book.properties.modified = "rma-sheets", MADE, MADE
    content = BytesIO()
    book.save(content)
    write_file(path, content.getvalue())


def _reason_labels(title: str, language: str) -> str:
    """The formula of the reasons' drop-down: as many labels as the tab Reasons holds."""
    letter = "B" if language == "en" else get_column_letter(2 + LANGUAGES.index(language))
    return f"=OFFSET('{title}'!${letter}$2,0,0,MAX(1,COUNTA('{title}'!${letter}$2:${letter}$500)),1)"


def _fill(sheet: Worksheet, spec: TabSpec, rows: Rows, texts: Texts) -> None:
    for index, column in enumerate(spec.columns, start=1):
        header = sheet.cell(1, index, column.header(texts.language))
        dress_header(header, column)
        note = Comment(texts.say(f"columns.{spec.key}.{column.key}"), "rma-sheets", height=90, width=220)
        header.comment = note
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
        dress_cell(dimension, column, texts.language)
    for number, row in enumerate(rows or ({},), start=2):
        for index, column in enumerate(spec.columns, start=1):
            cell = sheet.cell(number, index)
            value = canonical(row.get(column.key))
            cell.value = value  # type: ignore[assignment]
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = is no formula
            dress_cell(cell, column, texts.language)
    _lay_out(sheet, spec, max(2, len(rows) + 1))


def _lay_out(sheet: Worksheet, spec: TabSpec, last_row: int) -> None:
    """The table, what stays in view, and how it prints."""
    table = Table(displayName=f"tbl_{spec.key}", ref=f"A1:{get_column_letter(len(spec.columns))}{last_row}")
    table.tableStyleInfo = NO_STRIPES
    sheet.add_table(table)
    sheet.freeze_panes = FROZEN[spec.key]
    sheet.row_dimensions[1].height = 32
    if spec.key == "returns":  # two lines of text fit; rows typed later are as high
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = 30, True
    sheet.sheet_view.zoomScale = 90
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth = (8, 4) if spec.key == "returns" else (9, 1)  # A3, A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
