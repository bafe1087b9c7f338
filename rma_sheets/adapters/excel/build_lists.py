"""The tab Lists: what the drop-downs offer, and where each status may go next.

The first row of the status block stands for a row that no pass has seen: it may start anywhere staff may bring it.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.lists import LISTS
from rma_sheets.model.states import Status, staff_moves
from rma_sheets.model.texts import Texts
from rma_sheets.model.vocabulary import Vocabulary

SHOWN = ("condition", "disposition", "resolution", "verdict", "payer", "order_status", "flag", "language")
NEW = "-"
FIRST = 4
"""Row of the first entry: a title, a line about the tab and the headers stand above."""


@dataclass(frozen=True, slots=True)
class ListPlaces:
    """Where the lists stand: list -> absolute range, for the formulas of the drop-downs."""

    title: str
    ranges: dict[str, str]
    status_rows: int
    widest: int

    def choices(self, name: str) -> str:
        """The formula of a plain drop-down."""
        return f"={self.ranges[name]}"

    def next_statuses(self, synced_cell: str) -> str:
        """The formula of the Status drop-down: what is legal after the status that the last pass left in that cell."""
        sheet, last = f"'{self.title}'!", FIRST + self.status_rows - 1
        row = f'MATCH(IF({synced_cell}="","{NEW}",{synced_cell}),{sheet}$A${FIRST}:$A${last},0)'
        return f"=OFFSET({sheet}$C${FIRST},{row}-1,1,1,INDEX({sheet}$C${FIRST}:$C${last},{row}))"


def write_lists(sheet: Worksheet, texts: Texts, vocabulary: Vocabulary) -> ListPlaces:
    """Fill the tab and say where things stand. The tab is protected: nothing reads what people would write here."""
    statuses: list[Status | None] = [None, *Status]
    offers = [_offer(status) for status in statuses]
    widest = max(len(offer) for offer in offers)
    sheet["A1"] = texts.say("workbook.lists.status")
    sheet["A2"] = texts.say("workbook.lists-about")
    for column, header in enumerate(("", texts.say("workbook.lists.status"), "#", texts.say("workbook.next")), start=1):
        sheet.cell(FIRST - 1, column, header)
    for index, (status, offer) in enumerate(zip(statuses, offers, strict=True)):
        labels = [vocabulary.label("status", key) for key in offer]
        cells = [status.value if status else NEW, vocabulary.label("status", status.value) if status else NEW,
                 len(labels), *labels]
        for column, value in enumerate(cells, start=1):
            sheet.cell(FIRST + index, column, value)
    ranges = _plain_lists(sheet, texts, vocabulary, first_column=4 + widest + 1)
    _dress(sheet)
    return ListPlaces(sheet.title, ranges, len(statuses), widest)


def _offer(status: Status | None) -> list[str]:
    """A row stays where it is or goes to a legal next; a new row may also be told to be approved or cancelled."""
    start = status or Status.REQUESTED
    return [start.value, *(target.value for target in staff_moves(start))]


def _plain_lists(sheet: Worksheet, texts: Texts, vocabulary: Vocabulary, first_column: int) -> dict[str, str]:
    ranges = {}
    for offset, name in enumerate(SHOWN):
        column = first_column + offset
        letter = get_column_letter(column)
        sheet.cell(FIRST - 1, column, texts.say(f"workbook.lists.{name}"))
        for index, key in enumerate(LISTS[name]):
            sheet.cell(FIRST + index, column, vocabulary.label(name, key))
        ranges[name] = f"'{sheet.title}'!${letter}${FIRST}:${letter}${FIRST + len(LISTS[name]) - 1}"
    return ranges


def _dress(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=FIRST - 1, max_row=FIRST - 1):
        for cell in row:
            if cell.value:
                cell.font, cell.fill = Font(name="Calibri", bold=True, color="FFFFFF"), PatternFill("solid", fgColor="5B6B7A")
    sheet["A1"].font = Font(name="Calibri", bold=True, size=14)
    sheet["A2"].font = Font(name="Calibri", italic=True, color="5B6B7A")
    for column in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 18
    sheet.column_dimensions["A"].width = 13
    sheet.column_dimensions["C"].width = 4
    for row in sheet.iter_rows(min_row=FIRST, min_col=3, max_col=3):
        row[0].alignment = Alignment(horizontal="center")
    sheet.freeze_panes = f"A{FIRST}"
    sheet.protection.sheet = True
