"""Valid cells that the reader misreads, or gives up over, are read as they are meant."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rma_sheets.adapters.excel.workbook import open_workbook
from rma_sheets.errors import StoreError
from rma_sheets.model.values import CellError, Formula
from tests.fidelity.made import NAMESPACE, packed, parts

from .helper import cell, change_parts

DATE = ' s="1"'
STYLES = (f'<styleSheet xmlns="{NAMESPACE}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts>'
          '<cellXfs count="3"><xf/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>')


def read(cells: str, row: int = 1) -> Any:
    members = parts(f'<worksheet xmlns="{NAMESPACE}"><sheetData>{cells}</sheetData></worksheet>')
    content = packed(members | {"xl/styles.xml": STYLES.encode()})
    return open_workbook(content, Path("r.xlsx")).grids(["Sheet1"])["Sheet1"].rows[row - 1]


def value(attributes: str, inside: str) -> Any:
    return read(f'<row r="1"><c r="A1"{attributes}>{inside}</c><c r="B1"{DATE}><v>46000</v></c></row>')[0]


@pytest.mark.parametrize(("attributes", "inside", "meant"), [
    (' t="str"', "<v><![CDATA[R&D]]></v>", "R&D"),
    (' t="str"', "<v><![CDATA[a<b]]>c</v>", "a<bc"),
    ("", "<v><![CDATA[3.5]]></v>", 3.5),
    ("", "<v>3<!-- x -->.5</v>", 3.5),
    ("", "<v>3<?x y?>.5</v>", 3.5),
    (DATE, "<v>46&#48;00</v>", date(2025, 12, 9)),
    ("", "<v>12345678&#57;0123456</v>", "1234567890123456"),
    (' t="e"', "<v>&#35;N/A</v>", CellError("#N/A"))])
def test_values_are_whole_however_they_are_written(attributes: str, inside: str, meant: object) -> None:
    assert value(attributes, inside) == meant


@pytest.mark.parametrize("text", ["#SPILL!", "#CALC!", "#FIELD!", "Err:502"])
def test_an_error_that_the_reader_does_not_know_is_one_all_the_same(text: str) -> None:
    assert value(' t="e"', f"<v>{text}</v>") == CellError(text)
    assert value(' t="e"', f"<f>A9</f><v>{text}</v>") == Formula(None)


@pytest.mark.parametrize("style", [1, 2])
@pytest.mark.parametrize("number", ["-123456789012", "-1e308", "4006390000001", "1E20"])
def test_a_number_that_is_no_day_is_a_number(style: int, number: str, capfd: pytest.CaptureFixture[str]) -> None:
    row = read(f'<row r="1"><c r="A1" s="{style}"><v>{number}</v></c><c r="B1"{DATE}><v>46000.5416666667</v></c></row>')
    assert (row[0], row[1].date()) == (float(number), date(2025, 12, 9))
    assert capfd.readouterr().err == ""


def test_a_cell_without_a_reference_stands_in_its_row() -> None:
    row = read('<row r="9"><c r="A4"/><c><f>1</f><v>2</v></c></row>', 9)
    assert row == (None, Formula(2))
    with pytest.raises(StoreError, match=r"excel\.out-of-bounds"):
        read('<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048000"><c r="A2"/><c><v>1</v></c></row>')


@pytest.mark.timeout(60)
@pytest.mark.parametrize("many", ["<f/>", "<v>-1</v>"])
def test_many_in_one_cell_cost_no_more_than_many_cells(many: str) -> None:
    begun = time.process_time()
    read('<row r="1"><c r="A1">' + many * 80_000 + "</c></row>")
    assert time.process_time() - begun < 20     # looking back from each to the beginning took minutes


def test_encodings_that_no_program_writes_are_refused(path: Path) -> None:
    change_parts(path, lambda name, part: b'<?xml version="1.0" encoding="punycode"?>' + part.partition(b"?>")[2]
                 if name == "xl/worksheets/sheet1.xml" else part)
    with pytest.raises(StoreError):
        cell(path, "order_no")
