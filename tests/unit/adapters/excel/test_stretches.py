"""A large sheet is read in stretches, and nobody can tell from what is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from rma_sheets.adapters.excel import reader, stretches
from rma_sheets.adapters.excel.known import Grid
from rma_sheets.adapters.excel.workbook import open_workbook
from rma_sheets.model.values import CellError, Formula
from tests.fidelity.made import NAMESPACE, packed, parts

ROWS = ('<row r="2"><c r="A2"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c></row>\n<row r="4"><c r="B4"><f>1+1</f></c>'
        '</row><row r="5" ht="20"/><row r="9"><c r="A9" t="str"><f>A2</f><v>x</v></c>'
        '<c r="B9"><v>4006390000000001</v></c></row>')
MERGED = '<mergeCells count="1"><mergeCell ref="D1:E2"/></mergeCells>'


def sheet_part(rows: str = ROWS) -> bytes:
    return f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData>{MERGED}</worksheet>'.encode()


def read(part: bytes) -> Grid:
    return open_workbook(packed(parts(part.decode())), Path("r.xlsx")).grids(["Sheet1"])["Sheet1"]


def held(grid: Grid) -> dict[tuple[int, int], object]:
    """What stands where; how many blank cells a row ends with says nothing."""
    return {(number, column): value for number, row in enumerate(grid.rows, 1)
            for column, value in enumerate(row, 1) if value is not None}


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every row is a stretch. How many there were at each reading."""
    monkeypatch.setattr(stretches, "STRETCH", 1)
    made: list[int] = []

    def counted(part: bytes) -> list[list[bytes | memoryview]]:
        made.append(len(found := stretches.stretches(part)))
        return found

    monkeypatch.setattr(reader, "stretches", counted)
    return made


def test_rows_keep_their_numbers_and_what_stands_below_is_in_the_last(short: list[int]) -> None:
    found = [b"".join(each) for each in stretches.stretches(sheet_part())]
    numbers = [[row.get("r") for row in etree.fromstring(each).iterfind("{*}sheetData/{*}row")] for each in found]
    assert numbers == [["2"], ["4"], ["5"], ["9"]]
    assert [b"mergeCell" in each for each in found] == [False, False, False, True]


def test_stretches_give_the_same_grid(short: list[int]) -> None:
    grid = read(sheet_part())
    assert short == [4]
    assert grid.rows[1] == (1, None, CellError("#N/A"))
    assert grid.rows[3] == (None, Formula())
    assert grid.rows[8] == (Formula("x"), "4006390000000001")
    assert ([bool(row) for row in grid.rows].count(True), grid.merged) == (3, ((1, 4, 2, 5),))


@pytest.mark.parametrize("rows", [
    '<row r="5"><c r="A5"><v>5</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
    '<row r="2"><c r="A2"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row>',
    '<row r="2"><c r="A2"><v>2</v></c></row><row><c><v>3</v></c></row>',
    '<row r="1"><c r="A4"><v>2</v></c></row><row r="2"><c r="A2"><f>1+1</f></c></row>',
    '<row r="1"><c r="A1"><v>2</v></c></row></sheetData><sheetData><row r="2"><c r="A2"><v>1</v></c></row>'])
def test_rows_that_do_not_follow_each_other_are_read_as_one(short: list[int], monkeypatch: pytest.MonkeyPatch,
                                                            rows: str) -> None:
    grid = read(sheet_part(rows))
    assert short[0] > 1
    monkeypatch.setattr(stretches, "STRETCH", 1_000_000)
    assert grid == read(sheet_part(rows))


@pytest.mark.parametrize("between", ["<!-- <row r='1'> -->", "<?note <row r='1'> ?>"])
def test_what_only_looks_like_a_row_is_not_cut(short: list[int], between: str) -> None:
    part = sheet_part(ROWS.replace("\n", between))
    assert stretches.stretches(part) == [[part]]
    assert held(read(part)) == held(read(sheet_part()))


@pytest.mark.parametrize("head", [
    '<extLst><row r="9"><c r="A9"><v>9</v></c></row></extLst>', "<cols>" + "<col/>" * 50_000 + "</cols>"])
def test_only_rows_of_the_sheet_are_cut_and_no_long_head_is_repeated(short: list[int], head: str) -> None:
    part = sheet_part().replace(b"<sheetData>", head.encode() + b"<sheetData>")
    assert held(read(part)) == held(read(sheet_part()))
    assert (short[0] == 1) == (len(head) > 250_000)
