"""The quick look into a sheet part and the careful one find the same."""

from __future__ import annotations

import pytest

from rma_sheets.adapters.excel.addresses import OutOfBounds
from rma_sheets.adapters.excel.scan import scan_sheet
from rma_sheets.adapters.excel.sheetfacts import SheetScan
from rma_sheets.adapters.excel.walk import walk_sheet

PARTS = {
    "empty": b"<worksheet><sheetData/></worksheet>",
    "values": b'<worksheet><sheetData><row r="2"><c r="B2"><v>1</v></c><c r="AA2" s="1"/></row></sheetData>'
              b"</worksheet>",
    "formulas": b'<worksheet><sheetData><row r="1"><c r="A1" s="3" t="str"><f t="shared" si="0" ref="A1:A2">B1&lt;2</f>'
                b'<v>a&amp;b</v></c><c r="B1"><f t="shared" si="0"/><v>2</v></c><c r="C1"><f>X</f></c></row>'
                b"</sheetData><conditionalFormatting><cfRule><formula>1</formula></cfRule></conditionalFormatting></worksheet>",
    "errors": b'<worksheet><sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f>'
              b"<v>#DIV/0!</v></c></row></sheetData></worksheet>",
    "numbers": b'<worksheet><sheetData><row r="1"><c r="A1"><v>4006390000000001</v></c><c r="B1" s="2"><v>-5</v></c>'
               b'<c r="C1" t="n"><v>-1.5E-3</v></c><c r="D1"><f>-1</f><v>-1</v></c><c r="E1" t="str"><v>-5</v></c>'
               b"</row></sheetData></worksheet>",
    "sealed": b'<worksheet><sheetData><row r="1"><c r="A1"><f t="array" ref="A1:B2">X</f><v>1</v></c>'
              b'<c r="C1"><f r1="A1" t=\'dataTable\' ref=\'C1\'/><v>1</v></c><c r="D1" s="1" vm="1" t="s"><v>1</v></c>'
              b'<c r="E1" cm="1"/></row></sheetData></worksheet>',
    "values with attributes": b'<worksheet><sheetData><row r="1"><c r="A1" t="e"><v xml:space="preserve">#N/A</v></c>'
                              b'<c r="B1"><v xml:space="preserve">4006390000000001</v></c></row></sheetData>'
                              b"</worksheet>",
    "merged in small letters": b'<worksheet><sheetData><row r="1"><c r="A1"><f t="array" ref="a1:b2">X</f></c></row>'
                               b'</sheetData><mergeCells><mergeCell ref="c1:d2"/></mergeCells></worksheet>',
    "merged": b'<worksheet><sheetData/><mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="D4"/></mergeCells>'
              b"</worksheet>",
}


@pytest.mark.parametrize("name", PARTS)
def test_both_ways_find_the_same(name: str) -> None:
    quick, careful = scan_sheet(PARTS[name]), walk_sheet(PARTS[name])
    assert quick == careful


def test_formulas_errors_and_merged_cells_are_found_where_they_stand() -> None:
    assert scan_sheet(PARTS["formulas"]) == SheetScan({(1, 1): "str", (1, 2): "n", (1, 3): "n"})
    assert scan_sheet(PARTS["errors"]) == SheetScan({(1, 2): "e"}, {(1, 1): "#N/A"})
    assert scan_sheet(PARTS["numbers"]).numbers == {(1, 1): "4006390000000001", (1, 2): "-5", (1, 3): "-1.5E-3"}
    assert scan_sheet(PARTS["sealed"]).arrays == ((1, 1, 2, 2), (1, 3, 1, 3))
    assert scan_sheet(PARTS["sealed"]).linked == ((1, 4, 1, 4), (1, 5, 1, 5))
    assert scan_sheet(PARTS["merged"]).merged == ((1, 1, 2, 3), (4, 4, 4, 4))


def test_a_part_in_utf_16_or_with_prefixes_is_understood() -> None:
    part = '<?xml version="1.0" encoding="UTF-16"?>' + PARTS["errors"].decode()
    assert scan_sheet(part.encode("utf-16")).errors == {(1, 1): "#N/A"}
    prefixed = PARTS["errors"].replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
    assert scan_sheet(prefixed.replace(b"<x:worksheet", b'<x:worksheet xmlns:x="y"')).errors == {(1, 1): "#N/A"}


def test_empty_cells_far_out_are_no_harm_but_filled_ones_are() -> None:
    part = (b'<worksheet><sheetData><row r="9"><c r="A9"><v>1</v></c><c r="XFD1048576" s="1"%s</row></sheetData>'
            b"</worksheet>")
    assert scan_sheet(part % b"/>") == walk_sheet(part % b"/>") == SheetScan()
    for scan in (scan_sheet, walk_sheet):
        with pytest.raises(OutOfBounds):
            scan(part % b"><v>1</v></c>")


@pytest.mark.parametrize("place", ["XFD1", "A1048577", "A99999999", "ZZZ9", "ABC200000", "CZ1000000"])
def test_a_cell_far_out_is_found_in_both_ways(place: str) -> None:
    part = (f'<worksheet><sheetData><row r="1"><c r="{place}"><v>1</v></c></row><row r="9"><c r="A9999"><v>1</v></c>'
            "</row></sheetData></worksheet>")
    for scan in (scan_sheet, walk_sheet):
        with pytest.raises(OutOfBounds):
            scan(part.encode())


def test_merged_cells_over_the_whole_sheet_are_out_of_bounds() -> None:
    part = b'<worksheet><sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    for scan in (scan_sheet, walk_sheet):
        with pytest.raises(OutOfBounds):
            scan(part)


def test_a_part_that_is_not_xml_is_refused() -> None:
    with pytest.raises(ValueError, match="mismatched"):
        scan_sheet(b"<worksheet><!-- x --><sheetData></worksheet>")


def test_cells_without_a_reference_in_a_part_of_a_sheet_are_for_who_has_the_whole() -> None:
    part = b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"
    assert scan_sheet(part) == SheetScan()
    with pytest.raises(ValueError, match="reference"):
        scan_sheet(part, whole=False)


def test_links_are_looked_for_where_the_workbook_has_some() -> None:
    assert scan_sheet(PARTS["sealed"], rich=False).linked == ()


@pytest.mark.parametrize("place", ["O1048576", "CZ199999"])
def test_what_a_reader_would_lay_out_at_once_has_a_closer_bound_than_what_is_cut(place: str) -> None:
    part = f'<worksheet><sheetData><row r="1"><c r="{place}"><v>1</v></c></row></sheetData></worksheet>'.encode()
    for scan in (scan_sheet, walk_sheet):
        with pytest.raises(OutOfBounds):
            scan(part)
    if place == "O1048576":
        assert scan_sheet(part, whole=False) == SheetScan()
