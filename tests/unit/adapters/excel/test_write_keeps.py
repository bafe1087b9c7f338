"""Nothing but the meant cells changes in the workbook."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from rma_sheets.model.tab_columns import RETURNS
from rma_sheets.model.values import Formula
from tests.fidelity.members import raw_members
from tests.workbooks import column_letter, make_workbook

from .helper import add_cells, cell, change_parts, put, store_on, write

WHY = column_letter(RETURNS, "why")


def decorated(book: Workbook) -> None:
    """What a shop does with its workbook."""
    sheet = book["Returns"]
    sheet["A2"].font = Font(bold=True, color="FFFF0000")
    sheet["A1"].comment = Comment("what this is for", "staff")
    sheet.column_dimensions["C"].width = 33.5
    sheet.row_dimensions[2].height = 40
    sheet.freeze_panes = "C2"
    validation = DataValidation("list", formula1='"yes,no"', sqref="D2:D500")
    sheet.add_data_validation(validation)
    sheet.conditional_formatting.add("E2:E500", CellIsRule("equal", ["5"], fill=PatternFill(bgColor="FF00FF00")))
    bold = InlineFont(b=True)
    note = CellRichText("plain", TextBlock(bold, " "), "and ", TextBlock(bold, "bold "))
    sheet[f"{column_letter(RETURNS, 'reason_note')}2"] = note
    extra = book.create_sheet("Our tab")
    extra["B2"], extra["B3"], extra["B4"] = "kept", "=SUM(C1:C3)", 0.5
    extra["B4"].number_format = "0 %"
    extra.merge_cells("D1:E2")


def fingerprint(path: Path) -> dict[str, Any]:
    """Everything openpyxl can see, but for what stands in the column Why."""
    book = load_workbook(path, rich_text=True)
    sheet = book["Returns"]
    return {
        "cells": [(tab.title, cell.coordinate, cell.value, cell.number_format, cell.font.b, cell.fill.fgColor.rgb)
                  for tab in book for row in tab.iter_rows() for cell in row
                  if not (tab is sheet and cell.coordinate == f"{WHY}2")],
        "widths": {(tab.title, key): size.width for tab in book for key, size in tab.column_dimensions.items()},
        "heights": {key: size.height for key, size in sheet.row_dimensions.items()},
        "frozen": sheet.freeze_panes, "comment": sheet["A1"].comment.text,
        "lists": [(str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation],
        "formats": [(str(part.sqref), [rule.formula for rule in part.rules]) for part in sheet.conditional_formatting],
        "tables": [(tab.title, table.name, table.ref) for tab in book for table in tab.tables.values()],
        "merged": [str(cells) for cells in book["Our tab"].merged_cells.ranges], "tabs": book.sheetnames,
    }


def test_everything_else_stays(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "r.xlsx", returns=[{"order_no": "1", "sku": "A"}, {"order_no": "2"}],
                         change=decorated)
    change_parts(path, lambda name, content: content.replace(b"<t> </t>", b'<t xml:space="preserve"> </t>'))
    before = fingerprint(path)
    write(path, put(0, "why", "because"))
    assert fingerprint(path) == before
    assert (cell(path, "why"), cell(path, "reason_note")) == ("because", "plain and bold ")


def test_what_formulas_showed_is_still_there_after_a_write(path: Path) -> None:
    add_cells(path, b'<row r="4"><c r="A4" t="str"><f>B4&amp;"x"</f><v>a &amp; \xc3\xa9</v></c>'
                    b'<c r="B4"><f>1+1</f><v>2</v></c><c r="C4" t="b"><f>TRUE()</f><v>1</v></c></row>')
    before = store_on(path).read().tab("returns").rows[2]
    write(path, put(0, "why", "x"))
    assert store_on(path).read().tab("returns").rows[2] == before
    assert before[:3] == (Formula("a & é"), Formula(2), Formula(True))


def with_chart(path: Path) -> None:
    book = load_workbook(path)
    chart = BarChart()
    chart.add_data(Reference(book["Returns"], min_col=13, min_row=1, max_row=3), titles_from_data=True)
    book["Returns"].add_chart(chart, "A9")
    book.save(path)


def with_pivot(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/slicers/slicer1.xml", "<slicers/>")


def with_newer_lists(path: Path) -> None:
    more = (b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
            b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations/></ext>'
            b"</extLst></worksheet>")
    change_parts(path, lambda name, content: content.replace(b"</worksheet>", more)
                 if name == "xl/worksheets/sheet4.xml" else content)


def members(path: Path) -> dict[str, bytes]:
    """Each member's local header, compressed bytes and what follows them, as they lie in the file."""
    content = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        found = sorted(package.infolist(), key=lambda part: part.header_offset)
        ends = [*(part.header_offset for part in found[1:]), package.start_dir]
    return {part.filename: content[part.header_offset:end] for part, end in zip(found, ends, strict=True)}


@pytest.mark.parametrize("add", [with_chart, with_pivot, with_newer_lists])
def test_everything_but_the_sheet_keeps_its_very_bytes(path: Path, add: Any) -> None:
    add(path)
    before = members(path)
    write(path, put(0, "why", "x"))
    after = members(path)
    assert list(after) == list(before)
    assert [name for name in before if after[name] != before[name]] == ["xl/worksheets/sheet1.xml"]


KINDS = {".xltx": b"vnd.openxmlformats-officedocument.spreadsheetml.template.main",
         ".xlsm": b"vnd.ms-excel.sheet.macroEnabled.main", ".xltm": b"vnd.ms-excel.template.macroEnabled.main"}
"""Suffix -> what the list of contents calls the workbook's part."""


@pytest.mark.parametrize("suffix", KINDS)
def test_a_template_and_a_workbook_with_macros_stay_what_they_are(tmp_path: Path, suffix: str) -> None:
    path = make_workbook(tmp_path / f"r{suffix}", returns=[{"order_no": "1"}])
    macros = random.Random(1).randbytes(9_000)
    plain = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"
    change_parts(path, lambda name, content: content.replace(plain, KINDS[suffix]).replace(
        b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/vbaProject.bin", macros)
    before = raw_members(path.read_bytes())
    write(path, put(0, "why", "x"))
    after = raw_members(path.read_bytes())
    assert cell(path, "why") == "x"
    assert {name for name in before if after[name] != before[name]} == {"xl/worksheets/sheet1.xml"}
    with zipfile.ZipFile(path) as package:
        assert package.read("xl/vbaProject.bin") == macros
        assert KINDS[suffix] in package.read("[Content_Types].xml")
