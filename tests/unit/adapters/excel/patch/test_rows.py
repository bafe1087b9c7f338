"""Where a cell comes to stand."""

from __future__ import annotations

import re

import pytest

from .helper import patch_rows


@pytest.mark.parametrize(("rows", "place", "after"), [
    ("", (1, 1), '<row r="1"><c r="A1"><v>5</v></c></row>'),
    ('<row r="2"><c r="A2"/></row>', (1, 1), '<row r="1"><c r="A1"><v>5</v></c></row><row r="2"><c r="A2"/></row>'),
    ('<row r="1"/>', (1, 2), '<row r="1"><c r="B1"><v>5</v></c></row>'),
    ('<row r="1"></row>', (1, 2), '<row r="1"><c r="B1"><v>5</v></c></row>'),
    ('<row r="1"><c r="A1"/><c r="C1"/></row>', (1, 2), '<row r="1"><c r="A1"/><c r="B1"><v>5</v></c><c r="C1"/></row>'),
    ('<row r="1"><c r="A1"/></row>', (1, 28), '<row r="1"><c r="A1"/><c r="AB1"><v>5</v></c></row>'),
    ('<row r="1" spans="2:3"><c r="B1"/></row>', (1, 5), '<row r="1" spans="2:5"><c r="B1"/><c r="E1"><v>5</v></c></row>'),
    ('<row r="1" spans="1:2 5:6"><c r="A1"/></row>', (1, 1), '<row r="1" spans="1:6"><c r="A1"><v>5</v></c></row>'),
    ('<row r="1" s="1" customFormat="1"/>', (1, 1), '<row r="1" s="1" customFormat="1"><c r="A1" s="1"><v>5</v></c></row>'),
    ('<row r="1" s="1"/>', (1, 1), '<row r="1" s="1"><c r="A1"><v>5</v></c></row>'),
    ('<row><c><v>1</v></c><c><v>2</v></c></row>', (1, 2), '<row><c><v>1</v></c><c r="B1"><v>5</v></c></row>'),
    ('<row r="1"><c r="C1"/><c/></row>', (1, 1), '<row r="1"><c r="A1"><v>5</v></c><c r="C1"/><c/></row>'),
    ('<row r="1"><c r="a1"><v>1</v></c></row>', (1, 1), '<row r="1"><c r="A1"><v>5</v></c></row>'),
    ('<row r="3"/><row r="1"/>', (2, 1), '<row r="2"><c r="A2"><v>5</v></c></row><row r="3"/><row r="1"/>'),
    ('<row r="1"><c r="B1"/><c r="A1"/></row>', (1, 1), '<row r="1"><c r="B1"/><c r="A1"><v>5</v></c></row>'),
    ("<row r='1' ht='20'\n><c r='A1' ><v>1</v></c></row >", (1, 1), "<row r='1' ht='20'\n><c r=\"A1\"><v>5</v></c></row >"),
    ('<row x="a>b" r="1"><c y=">" r="A1"><v>1</v></c></row>', (1, 1),
     '<row x="a>b" r="1"><c r="A1" y="&gt;"><v>5</v></c></row>'),
    ('<row r="1"><!-- <c r="A1"/> --><c r="A1"/></row>', (1, 1), '<row r="1"><!-- <c r="A1"/> --><c r="A1"><v>5</v></c></row>'),
    ('<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[</c>]]></t></is></c></row>', (1, 1),
     '<row r="1"><c r="A1"><v>5</v></c></row>'),
])
def test_a_cell_stands_where_it_belongs(rows: str, place: tuple[int, int], after: str) -> None:
    row, column = place
    assert patch_rows(rows, {row: {column: 5}}) == after


def test_a_row_that_counts_on_the_one_before_still_follows_it() -> None:
    after = patch_rows('<row r="2"><c/></row><row><c/></row>', {1: {1: 5}})
    assert re.findall(r'<row[^>]*>', after) == ['<row r="1">', '<row r="2">', "<row>"]
    after = patch_rows("<row/><row r='5'/><row><c/></row>", {3: {1: 5}, 6: {2: 6}})
    assert re.findall(r"<row[^>]*>", after) == ["<row/>", '<row r="3">', "<row r='5'/>", "<row>"]


def test_a_cell_that_counts_on_the_one_before_still_follows_it() -> None:
    assert patch_rows('<row r="1"><c r="B1"/></row><row><c r="C2"/><c/></row>', {2: {1: 5, 5: 6}}) == (
        '<row r="1"><c r="B1"/></row><row><c r="A2"><v>5</v></c><c r="C2"/><c/><c r="E2"><v>6</v></c></row>')


def test_a_column_lends_its_look_to_a_new_cell() -> None:
    columns = '<cols><col min="2" max="3" style="1" width="9"/></cols>'
    assert '<c r="C1" s="1"><v>5</v></c>' in patch_rows('<row r="1"/>', {1: {3: 5}}, before=columns)
    assert '<c r="D1"><v>5</v></c>' in patch_rows('<row r="1"/>', {1: {4: 5}}, before=columns)


def test_a_blank_in_a_place_without_a_cell_changes_nothing() -> None:
    rows = '<row r="1"><c r="A1"/></row>'
    assert patch_rows(rows, {1: {2: None}}) == rows


@pytest.mark.parametrize("rows", ["", '<row r="1"/>', '<row r="9"><c r="A9"/></row>'])
def test_a_blank_in_a_row_without_cells_changes_nothing(rows: str) -> None:
    assert patch_rows(rows, {1: {2: None}}) == rows
