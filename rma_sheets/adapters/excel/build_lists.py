"""The tab Lists: what the tints mean, what each status means and may become, and what the drop-downs offer.

Staff read it, drop-downs point into it by name, the engine never reads it; so it is locked, without a password.
"""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Border, Font, Side
from openpyxl.utils.cell import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.column import Owner
from rma_sheets.model.lists import LISTS
from rma_sheets.model.states import Status, staff_moves
from rma_sheets.model.tab_columns import LISTS_TITLES, REASONS
from rma_sheets.model.texts import Texts
from rma_sheets.model.vocabulary import Vocabulary

from .build_formats import CELL_TINTS, HEADER_TINTS, dress, solid
from .build_tab import set_up_page
from .build_validations import LIST_PREFIX, NEXT_PREFIX

SHOWN_LISTS = ("condition", "disposition", "resolution", "payer", "verdict", "order_status", "flag", "language")
LEGEND_ROW, STATUS_ROW = 4, 9
LISTS_ROW = STATUS_ROW + len(Status) + 3
"""Rows of the three headings; each block stands under its own."""
MEANING_COLUMN = 7
REASON_COLUMN = len(SHOWN_LISTS) + 1
WIDTHS = {2: 30, REASON_COLUMN: 34}
REASON_ROWS, REASONS_OFFERED = 500, 100
"""How far down Reasons is looked at, and how many reasons the drop-down can hold."""
PRINTED = 32
"""Lines of the lists that go on paper: what fits on one page."""

_INK, _GREY = "1F2933", "6B7885"
_HEADING = Font(name="Calibri", size=11, bold=True, color=_INK)
_PLAIN, _NOTE = Font(name="Calibri", size=11, color=_INK), Font(name="Calibri", size=11, color=_GREY)
_LINE = Border(bottom=Side(style="thin", color="E1E4E8"))


def add_lists(book: Workbook, texts: Texts, vocabulary: Vocabulary) -> None:
    """Append the tab and define the names that the drop-downs use."""
    sheet = book.create_sheet(LISTS_TITLES.get(texts.language, LISTS_TITLES["en"]))
    for index in range(1, REASON_COLUMN + 1):
        sheet.column_dimensions[get_column_letter(index)].width = WIDTHS.get(index, 21)
    _put(sheet, 1, 1, texts.say("workbook.lists.title"), Font(name="Calibri", size=15, bold=True, color=_INK))
    _put(sheet, 2, 1, texts.say("workbook.lists.about"), _NOTE)
    for row, owner in enumerate((Owner.STAFF, Owner.SHARED, Owner.ENGINE), LEGEND_ROW):
        _across(sheet, row, fill=solid(CELL_TINTS.get(owner, "FFFFFF")))
        swatch = _put(sheet, row, 1, texts.say(f"workbook.lists.owner.{owner.value}.name"), _HEADING)
        swatch.fill = solid(HEADER_TINTS[owner])
        _put(sheet, row, 2, texts.say(f"workbook.lists.owner.{owner.value}.meaning"))
    _add_statuses(book, sheet, texts, vocabulary)
    _across(sheet, LISTS_ROW, fill=solid(HEADER_TINTS[Owner.STAFF]))
    for column, name in enumerate(SHOWN_LISTS, 1):
        labels = [vocabulary.label(name, key) for key in LISTS[name]]
        _put(sheet, LISTS_ROW, column, texts.say(f"workbook.lists.{name}"), _HEADING)
        for row, label in enumerate(labels, LISTS_ROW + 1):
            _put(sheet, row, column, label)
        _name(book, LIST_PREFIX + name, _area(sheet, LISTS_ROW + 1, column, LISTS_ROW + len(labels), column))
    _add_reasons(book, sheet, texts, vocabulary)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # in the file's words: not forbidden
    sheet.sheet_properties.tabColor = "B8C2CC"
    set_up_page(sheet)
    sheet.print_area = f"A1:{get_column_letter(REASON_COLUMN)}{LISTS_ROW + PRINTED}"


def _add_statuses(book: Workbook, sheet: Worksheet, texts: Texts, vocabulary: Vocabulary) -> None:
    _across(sheet, STATUS_ROW, fill=solid(HEADER_TINTS[Owner.STAFF]))
    for column, heading in ((1, "status"), (2, "next"), (MEANING_COLUMN, "meaning")):
        _put(sheet, STATUS_ROW, column, texts.say(f"workbook.lists.{heading}"), _HEADING)
    for row, status in enumerate(Status, STATUS_ROW + 1):
        legal = [status, *staff_moves(status)]
        _across(sheet, row, border=_LINE)
        _put(sheet, row, 1, vocabulary.label("status", status.value), _HEADING)
        for column, target in enumerate(legal, 2):
            _put(sheet, row, column, vocabulary.label("status", target.value), _NOTE if target is status else _PLAIN)
        _put(sheet, row, MEANING_COLUMN, texts.say(f"workbook.status.{status.value}"))
        _name(book, NEXT_PREFIX + status.value, _area(sheet, row, 2, row, 1 + len(legal)))


def _add_reasons(book: Workbook, sheet: Worksheet, texts: Texts, vocabulary: Vocabulary) -> None:
    """The active reasons, kept by formulas: a hidden column finds the k-th active row, the shown one its label.

    SUMPRODUCT stands for the array formula, so that every Excel since 2010 and LibreOffice count the same.
    """
    keys = [column.key for column in REASONS.columns]
    own = f"label_{texts.language}" if f"label_{texts.language}" in keys else "label_en"
    codes, labels, active = (_reasons_area(texts, keys.index(key)) for key in ("code", own, "active"))
    place, top = get_column_letter(REASON_COLUMN + 1), LISTS_ROW + 1
    header = codes.replace("$2:", "$1:").partition(":")[0]
    none = 10 * REASON_ROWS
    off = f'({codes}="")+({active}="{vocabulary.label("flag", "no")}")>0'
    _put(sheet, LISTS_ROW, REASON_COLUMN, texts.say("workbook.lists.reason"), _HEADING)
    for k in range(1, REASONS_OFFERED + 1):
        at = f"{place}{LISTS_ROW + k}"
        sheet[at] = f"=SUMPRODUCT(SMALL(ROW({codes})-ROW({header})+{none}*({off}),{k}))"
        label = f'IF(INDEX({labels},{at})="",INDEX({codes},{at}),INDEX({labels},{at}))'
        _put(sheet, LISTS_ROW + k, REASON_COLUMN, f'=IF({at}>{none},"",{label})')
    sheet.column_dimensions[place].hidden = True
    shown = _area(sheet, top, REASON_COLUMN, LISTS_ROW + REASONS_OFFERED, REASON_COLUMN)
    first = shown.partition(":")[0]
    _name(book, f"{LIST_PREFIX}reason", f'OFFSET({first},0,0,MAX(1,COUNTIF({shown},"?*")),1)')
    _name(book, f"{LIST_PREFIX}reason_code", f"OFFSET({codes.partition(':')[0]},0,0,MAX(1,COUNTA({codes})),1)")


def _reasons_area(texts: Texts, index: int) -> str:
    letter = get_column_letter(index + 1)
    return f"{quote_sheetname(REASONS.title(texts.language))}!${letter}$2:${letter}${REASON_ROWS + 1}"


def _area(sheet: Worksheet, *corners: int) -> str:
    top, left, bottom, right = corners
    return f"{quote_sheetname(sheet.title)}!${get_column_letter(left)}${top}:${get_column_letter(right)}${bottom}"


def _name(book: Workbook, name: str, refers_to: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=refers_to)


def _across(sheet: Worksheet, row: int, **style: Any) -> None:
    for column in range(1, REASON_COLUMN + 1):
        dress(sheet.cell(row, column), style)


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font = _PLAIN) -> Cell:
    cell = sheet.cell(row, column, text)
    cell.font = font
    return cell
