"""How a new register looks: number formats, tints, drop-downs, conditional formats. Tables, then small functions."""

from __future__ import annotations

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rma_sheets.model.column import Column, Kind, Owner, TabSpec
from rma_sheets.model.states import Status
from rma_sheets.model.texts import Texts
from rma_sheets.model.vocabulary import Vocabulary

from .build_lists import ListPlaces

DAY = {"en": "yyyy-mm-dd", "fr": "dd/mm/yyyy"}
FORMATS = {Kind.TEXT: "General", Kind.IDENTIFIER: "@", Kind.EMAIL: "@", Kind.COUNTRY: "@", Kind.LANGUAGE: "@",
           Kind.CHOICE: "General", Kind.FLAG: "General", Kind.INTEGER: "0", Kind.NUMBER: "0.##", Kind.MONEY: "0.00"}
HEADER_FILLS = {Owner.STAFF: "2F4B66", Owner.SHARED: "8A5A00", Owner.ENGINE: "6B7580"}
CELL_FILLS = {Owner.ENGINE: "F1F3F5", Owner.SHARED: "FFF6E0"}
LINE = Side(style="hair", color="C8CED4")
WRAPPED = frozenset({"messages", "why", "next_step"})
RED, AMBER, GREEN = "FBDAD7", "FDECC8", "DDF0DF"
GREY_STATUSES = (Status.CLOSED, Status.DECLINED, Status.CANCELLED, Status.EXPIRED)


def number_format(column: Column, language: str) -> str:
    """The number format of a column: identifiers are text, days and moments are unmistakable."""
    day = DAY.get(language, DAY["en"])
    timed = column.kind is Kind.MOMENT and column.owner is Owner.ENGINE  # staff mostly give a day without a time
    if column.kind in (Kind.DATE, Kind.MOMENT):
        return f"{day} hh:mm" if timed else day
    return FORMATS[column.kind]


def dress_cell(cell, column: Column, language: str) -> None:  # type: ignore[no-untyped-def]
    """One cell of the body; also taken for a whole column, so that rows typed later look and behave the same."""
    cell.number_format = number_format(column, language)
    centred = column.kind in (Kind.DATE, Kind.MOMENT, Kind.INTEGER) or column.choices in ("check", "flag")
    cell.alignment = Alignment("center" if centred else None, "center", wrap_text=column.key in WRAPPED)
    if column.owner in CELL_FILLS:
        cell.fill = PatternFill("solid", fgColor=CELL_FILLS[column.owner])
        cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


def dress_header(cell, column: Column) -> None:  # type: ignore[no-untyped-def]
    """White on the colour of its owner."""
    cell.font = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=HEADER_FILLS[column.owner])
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def add_dropdowns(sheet: Worksheet, spec: TabSpec, places: ListPlaces, reasons: str, last_row: int,
                  texts: Texts) -> None:
    """The drop-downs of a tab, over its rows and the spare ones. Engine columns refuse typing instead."""
    for index, column in enumerate(spec.columns, start=1):
        cells = f"{get_column_letter(index)}2:{get_column_letter(index)}{last_row}"
        if column.owner is Owner.ENGINE:
            rule = _refusing(texts)
        elif column.key == "status":
            synced = get_column_letter([each.key for each in spec.columns].index("synced_status") + 1)
            rule = _choice(places.next_statuses(f"${synced}2"), texts, "status", strict=True)
        elif column.choices:
            formula = reasons if column.choices == "reason" else places.choices(column.choices)
            rule = _choice(formula, texts, "list", strict=False)
        else:
            continue
        rule.add(cells)
        sheet.add_data_validation(rule)


def _choice(formula: str, texts: Texts, name: str, *, strict: bool) -> DataValidation:
    rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True,
                          errorStyle="stop" if strict else "warning")
    rule.errorTitle, rule.error = texts.say(f"workbook.{name}-title"), texts.say(f"workbook.{name}-error")
    return rule


def _refusing(texts: Texts) -> DataValidation:
    """Refuses typing and leaves sorting, inserting and growing alone, which a protected sheet would not."""
    rule = DataValidation(type="custom", formula1="=FALSE()", allow_blank=False, showErrorMessage=True)
    rule.errorTitle, rule.error = texts.say("workbook.engine-title"), texts.say("workbook.engine-error")
    return rule


def add_colours(sheet: Worksheet, spec: TabSpec, vocabulary: Vocabulary, last_row: int) -> None:
    """Findings, due dates, finished and held rows, wherever the tab has the columns for them."""
    letters = {column.key: get_column_letter(index) for index, column in enumerate(spec.columns, start=1)}
    whole = f"A2:{get_column_letter(len(spec.columns))}{last_row}"
    for key, colour in (("error", RED), ("warning", AMBER), ("ok", GREEN)):
        where = [letters["check"], letters["messages"]] if key != "ok" else [letters["check"]]
        for letter in where:
            _when(sheet, f"{letter}2:{letter}{last_row}",
                  f'${letters["check"]}2="{vocabulary.label("check", key)}"', fill=colour)
    if "due" not in letters:
        return
    finished = ",".join(f'${letters["status"]}2="{vocabulary.label("status", status)}"' for status in GREY_STATUSES)
    due = f"${letters['due']}2"
    _when(sheet, f"{letters['due']}2:{letters['due']}{last_row}", f'AND({due}<>"",{due}<TODAY())', fill=RED)
    _when(sheet, f"{letters['due']}2:{letters['due']}{last_row}", f'AND({due}<>"",{due}<=TODAY()+3)', fill=AMBER)
    _when(sheet, whole, f"OR({finished})", font="8A9099")
    _when(sheet, whole, f'${letters["hold"]}2="{vocabulary.label("flag", "yes")}"', font="8A5A00", italic=True)


def _when(sheet: Worksheet, cells: str, formula: str, *, fill: str = "", font: str = "", italic: bool = False) -> None:
    rule = FormulaRule([formula], fill=PatternFill("solid", bgColor=fill) if fill else None,
                       font=Font(color=font, italic=italic or None) if font else None)
    sheet.conditional_formatting.add(cells, rule)
