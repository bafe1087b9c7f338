"""How a value stands in its cell."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from rma_sheets.adapters.excel.refusal import Refusal
from rma_sheets.model.values import CellValue
from tests.fidelity.made import book, parts, sheet

from .helper import patch_parts, patch_rows

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def text(inside: str, space: bool = False) -> str:
    kept = ' xml:space="preserve"' if space else ""
    return f'<c r="A1" t="inlineStr"><is><t{kept}>{inside}</t></is></c>'


@pytest.mark.parametrize(("value", "cell"), [
    ("plain", text("plain")),
    ("a & b < c > d \"e\"", text('a &amp; b &lt; c &gt; d "e"')),
    (" space ", text(" space ", space=True)),
    ("two\nlines", text("two\nlines", space=True)),
    ("a  b", text("a  b", space=True)),
    ("_x0041_", text("_x005F_x0041_")),
    ("_x005F_", text("_x005F_x005F_")),
    ("_xyz_", text("_xyz_")),
    ("00123", text("00123")),
    ("1E10", text("1E10")),
    ("1234567890123456", text("1234567890123456")),
    ("😀 نص", text("😀 نص")),
    (42, '<c r="A1"><v>42</v></c>'),
    (-7, '<c r="A1"><v>-7</v></c>'),
    (0.1, '<c r="A1"><v>0.1</v></c>'),
    (1e-7, '<c r="A1"><v>1e-07</v></c>'),
    (True, '<c r="A1" t="b"><v>1</v></c>'),
    (False, '<c r="A1" t="b"><v>0</v></c>'),
    (None, '<c r="A1"/>'),
])
def test_a_value_is_written_so_that_every_program_reads_it(value: CellValue, cell: str) -> None:
    assert patch_rows(ONE, {1: {1: value}}) == f'<row r="1">{cell}</row>'


@pytest.mark.parametrize(("value", "from_1900", "from_1904"), [
    (date(2026, 11, 23), "46349", "44887"),
    (datetime(2026, 11, 23, 12), "46349.5", "44887.5"),
    (time(6), "0.25", "0.25"),
    (date(1900, 3, 1), "61", None),
    (date(1900, 2, 28), "59", None),
    (date(1900, 1, 1), "1", None),
])
def test_a_day_is_the_number_that_its_date_system_gives_it(value: CellValue, from_1900: str,
                                                           from_1904: str | None) -> None:
    assert f"<v>{from_1900}</v>" in patch_rows(ONE, {1: {1: value}})
    if from_1904:
        members = parts(sheet(ONE)) | {"xl/workbook.xml": book(properties='<workbookPr date1904="true"/>').encode()}
        assert f"<v>{from_1904}</v>" in patch_parts(members, {1: {1: value}})["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(("style", "value", "kept"), [
    (2, date(2026, 11, 23), True),      # it has a date format
    (1, "text", True), (1, 5, True), (3, "00123", True),
    (1, date(2026, 11, 23), False),     # bold, and must show a date from now on
    (2, 5, False),                      # a number in a date format would show as a date
    (0, "=1+1", False),                 # must stay text when somebody edits the cell
])
def test_a_cell_keeps_its_look_where_its_value_shows_in_it(style: int, value: CellValue, kept: bool) -> None:
    members = parts(sheet(f'<row r="1"><c r="A1" s="{style}"><v>1</v></c></row>'))
    after = patch_parts(members, {1: {1: value}})
    assert (after["xl/styles.xml"] == members["xl/styles.xml"].decode()) == kept
    assert (f'<c r="A1" s="{style}"' in after["xl/worksheets/sheet1.xml"]) == (kept and bool(style))


def test_a_new_look_differs_in_the_number_format_only() -> None:
    after = patch_parts(parts(sheet('<row r="1"><c r="A1" s="1"/></row>')), {1: {1: date(2026, 11, 23)}})
    assert 's="4"' in after["xl/worksheets/sheet1.xml"]
    assert '<cellXfs count="5">' in after["xl/styles.xml"]
    assert ('<xf numFmtId="165" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/>'
            "</cellXfs>") in after["xl/styles.xml"]
    assert '<numFmt numFmtId="165" formatCode="yyyy-mm-dd"/></numFmts>' in after["xl/styles.xml"]


def test_two_cells_of_one_look_get_one_new_look() -> None:
    rows = '<row r="1"><c r="A1"/><c r="B1"/></row>'
    after = patch_parts(parts(sheet(rows)), {1: {1: date(2026, 1, 1), 2: date(2026, 1, 2)}})["xl/styles.xml"]
    assert '<cellXfs count="5">' in after


def test_what_else_a_cell_says_of_itself_stays() -> None:
    rows = '<row r="1"><c r="A1" s="1" ph="1" t="s"><v>0</v></c></row>'
    assert patch_rows(rows, {1: {1: 5}}) == '<row r="1"><c r="A1" s="1" ph="1"><v>5</v></c></row>'


def test_a_new_look_is_not_the_one_that_another_cell_names_and_lacks() -> None:
    after = patch_parts(parts(sheet('<row r="1"><c r="A1" s="5"><v>1</v></c></row>')), {1: {2: date(2026, 11, 23)}})
    looks = after["xl/styles.xml"].partition("<cellXfs")[2].partition("</cellXfs>")[0]
    assert looks.count("<xf ") == 7
    assert '<c r="A1" s="5"><v>1</v></c><c r="B1" s="6">' in after["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(("written", "looks"), [
    ('<c r="A1"\ts="5"/>', 7), ('<c r="A1" s = "5"/>', 7), ("<c r='A1' s='5'/>", 7), ('<!-- <c s="5"/> -->', 5),
    ('<c r="A1" t="inlineStr"><is><t> s="88888" </t></is></c>', 5)])
def test_looks_that_cells_name_are_found_however_they_are_written(written: str, looks: int) -> None:
    after = patch_parts(parts(sheet(f'<row r="1">{written}</row>')), {1: {2: date(2026, 11, 23)}})["xl/styles.xml"]
    assert after.partition("<cellXfs")[2].partition("</cellXfs>")[0].count("<xf ") == looks


def test_a_cell_that_names_a_look_which_no_workbook_has_is_damage() -> None:
    with pytest.raises(Refusal, match="damaged"):
        patch_rows('<row r="1"><c r="A1" s="70000"/></row>', {1: {2: date(2026, 11, 23)}})


def test_a_look_that_is_there_already_is_taken_again() -> None:
    first = patch_parts(parts(sheet('<row r="1"><c r="A1"><v>1</v></c></row>')), {1: {2: date(2026, 11, 23)}})
    again = patch_parts({name: part.encode() for name, part in first.items()}, {1: {3: date(2026, 11, 24)}})
    assert again["xl/styles.xml"] == first["xl/styles.xml"]


@pytest.mark.parametrize("number", [14, 27, 31, 33, 36, 50, 57])
def test_the_days_of_east_asian_versions_are_days(number: int) -> None:
    styles = parts()["xl/styles.xml"].replace(b'numFmtId="164" fontId="0"', b'numFmtId="%d" fontId="0"' % number)
    change = {1: {1: date(2026, 11, 23)}, 2: {1: 45}}
    rows = '<row r="1"><c r="A1" s="2"><v>1</v></c></row><row r="2"><c r="A2" s="2"><v>1</v></c></row>'
    after = patch_parts(parts(sheet(rows)) | {"xl/styles.xml": styles}, change)["xl/worksheets/sheet1.xml"]
    assert '<c r="A1" s="2"><v>46349</v></c>' in after
    assert '<c r="A2" s="4"><v>45</v></c>' in after     # a number never shows as a day
