"""Rows under the last one: what they take over, and what reaches over them afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from rma_sheets.adapters.excel.patch.tables import table_over
from rma_sheets.adapters.excel.refusal import Refusal
from rma_sheets.model.values import CellValue
from tests.fidelity.made import NAMESPACE, book, parts, relations, sheet

from .helper import patch_parts, patch_rows

HEAD = '<row r="1"><c r="A1"/><c r="B1"/></row>'
LAST = '<row r="2" spans="1:3" ht="30" customHeight="1" hidden="1"><c r="A2" s="1"><v>1</v></c><c r="B2" s="2"><v>2</v></c>{}</row>'
X14 = ('<extLst><ext xmlns:x14="x14" xmlns:xm="xm"><x14:dataValidations><x14:dataValidation><xm:sqref>{}</xm:sqref>'
       "</x14:dataValidation></x14:dataValidations></ext></extLst>")


def grown(rows: str, **more: str) -> str:
    """Row 3 written under row 2."""
    return patch_rows(rows, {3: {1: 5}}, last_row=2, header_row=1, **more)


def third(rows: str) -> str:
    return rows[rows.index('<row r="3"'):]


def test_a_new_row_looks_like_the_row_above_but_shows() -> None:
    assert third(grown(HEAD + LAST.format(""))) == (
        '<row r="3" ht="30" customHeight="1" spans="1:2"><c r="A3" s="1"><v>5</v></c><c r="B3" s="2"/></row>')


@pytest.mark.parametrize(("above", "below"), [
    ("<f>A2*2</f>", "<f>A3*2</f>"), ("<f>SUM(A$1:A2)</f>", "<f>SUM(A$1:A3)</f>"), ("<f>$A2&amp;\"&lt;\"</f>", "<f>$A3&amp;\"&lt;\"</f>"),
    ("<f>T[[#This Row],[Qty]]*2</f>", "<f>T[[#This Row],[Qty]]*2</f>"), ("<f>Other!A2</f>", "<f>Other!A3</f>"),
    ('<f t="shared" ref="C2:C2" si="0">A2+1</f>', "<f>A3+1</f>"),
])
def test_formulas_go_on(above: str, below: str) -> None:
    assert f'<c r="C3">{below}</c>' in third(grown(HEAD + LAST.format(f'<c r="C2">{above}<v>4</v></c>')))


def test_a_shared_formula_goes_on_from_its_first_cell() -> None:
    rows = ('<row r="1"><c r="C1"><f t="shared" ref="C1:C2" si="3">A1*B$1</f></c></row>'
            '<row r="2"><c r="C2"><f t="shared" si="3"/></c></row>')
    assert third(patch_rows(rows, {3: {1: 5}}, last_row=2)) == (
        '<row r="3"><c r="A3"><v>5</v></c><c r="C3"><f>A3*B$1</f></c></row>')


@pytest.mark.parametrize(("above", "last", "goes_on"), [
    ("<f>A2*2</f>", "<f>A3*2</f>", "<f>A4*2</f>"),
    ('<f t="shared" ref="C2:C3" si="0">A2*2</f>', '<f t="shared" si="0"/>', "<f>A4*2</f>"),
    ("<f>A2*2</f>", "<f>SUM(A2:A3)</f>", ""), ("<v>5</v>", "<f>SUM(A2:A3)</f>", ""), ("", "<f>SUM(A2:A3)</f>", ""),
])
def test_a_sum_that_stands_beside_the_last_row_does_not_go_on(above: str, last: str, goes_on: str) -> None:
    rows = (f'{HEAD}<row r="2"><c r="A2"><v>1</v></c><c r="C2">{above}</c></row>'
            f'<row r="3"><c r="A3"><v>1</v></c><c r="C3" s="1">{last}</c></row>')
    after = patch_rows(rows, {4: {1: 5}}, last_row=3, header_row=1)
    assert (f'<c r="C4" s="1">{goes_on}</c>' if goes_on else '<c r="C4" s="1"/>') in after


def test_of_a_shared_number_that_is_used_twice_the_nearer_one_goes_on() -> None:
    rows = (HEAD + '<row r="2"><c r="C2"><f t="shared" ref="C2" si="0">A2*2</f></c></row>'
            '<row r="3"><c r="C3"><f t="shared" ref="C3:C4" si="0">A3*7</f></c></row><row r="4"><c r="C4"><f t="shared" si="0"/></c></row>')
    assert "<f>A5*7</f>" in patch_rows(rows, {5: {1: 5}}, last_row=4, header_row=1)
    freed = patch_rows(rows, {2: {3: 5}}, last_row=4, over_formulas=frozenset({(2, 3)}))
    assert '<c r="C2"><v>5</v></c>' in freed


@pytest.mark.parametrize("formula", [
    "IFERROR(A2,#CALC!)", "IF(A2=1,#SPILL!,1)", "A2}", "A2&amp;\"x", "A2:INDEX(A:A,6)", "A1048576+1", "<![CDATA[A2&\"x\"]]>",
    "A2<!-- c -->*2", "SUM(One!A2:Two!A2)"])
def test_a_formula_that_cannot_surely_go_on_does_not(formula: str) -> None:
    assert "<f" not in third(grown(HEAD + LAST.format(f'<c r="C2" s="1"><f>{formula}</f></c>')))


def test_the_formula_of_an_array_does_not_go_on() -> None:
    rows = HEAD + LAST.format('<c r="C2" s="1"><f t="array" ref="C2">A2:A2</f></c>')
    assert '<c r="C3" s="1"/>' in third(grown(rows))


@pytest.mark.parametrize(("before", "after"), [
    ("B2", "B2:B3"), ("B2:B2", "B2:B3"), ("A2:B2 D2", "A2:B3 D2:D3"),
    ("B1:B2", "B1:B3"), ("B1", "B1"),           # the header is no row of data
    ("B2:B1000", "B2:B1000"), ("B2:B1048576", "B2:B1048576"),
    ("A:A", "A:A"), ("B2 2:2", "B2:B3 2:2"),      # whole columns and rows
    ("F9", "F9"), ("F9:G12", "F9:G12"),         # something of its own below
])
def test_what_reached_the_last_row_reaches_the_new_one(before: str, after: str) -> None:
    for element in ('<conditionalFormatting sqref="{}"/>', '<dataValidations><dataValidation sqref="{}"/></dataValidations>',
                    '<ignoredErrors><ignoredError sqref="{}"/></ignoredErrors>', X14):
        members = parts(sheet(HEAD + LAST.format(""), after=element.format(before)))
        changed = patch_parts(members, {3: {1: 5}}, last_row=2, header_row=1)["xl/worksheets/sheet1.xml"]
        assert changed.endswith(element.format(after) + "</worksheet>")


def test_a_sparkline_stays_with_its_cell() -> None:
    spark = "<extLst><ext><x14:sparklineGroups><x14:sparkline><xm:sqref>C2</xm:sqref></x14:sparkline></x14:sparklineGroups></ext></extLst>"
    namespaces = ' xmlns:x14="x14" xmlns:xm="xm"'
    changed = patch_parts(parts(sheet(HEAD + LAST.format(""), after=spark, namespaces=namespaces)), {3: {1: 5}},
                          last_row=2, header_row=1)["xl/worksheets/sheet1.xml"]
    assert spark in changed


@pytest.mark.timeout(60)
def test_thousands_of_sparkline_groups_cost_what_they_are_worth() -> None:
    spark = ('<extLst><ext>' + '<x14:sparklineGroups/>' * 100_000 + '<x14:sparklineGroups><xm:sqref>C2</xm:sqref>'
             '</x14:sparklineGroups><xm:sqref>D2</xm:sqref></ext></extLst>')
    namespaces = ' xmlns:x14="x14" xmlns:xm="xm"'
    changed = patch_parts(parts(sheet(HEAD + LAST.format(""), after=spark, namespaces=namespaces)), {3: {1: 5}},
                          last_row=2, header_row=1)["xl/worksheets/sheet1.xml"]
    assert changed.endswith("<xm:sqref>C2</xm:sqref></x14:sparklineGroups><xm:sqref>D2:D3</xm:sqref></ext></extLst></worksheet>")


def test_a_table_that_had_no_rows_has_some_now() -> None:
    table = '<table xmlns="{}" ref="A1:B2" insertRow="1"/>'
    after = b"".join(table_over(table.format(NAMESPACE).encode(), (1, 1, 3, 2)))
    assert after.decode() == f'<table xmlns="{NAMESPACE}" ref="A1:B3"/>'


def test_the_filter_of_the_sheet_and_its_name_follow() -> None:
    names = ('<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Sheet1!$A$1:$B$2</definedName>'
             '<definedName name="Area">Sheet1!$A$1:$B$2</definedName></definedNames>')
    members = parts(sheet(HEAD + LAST.format(""), after='<autoFilter ref="A1:B2"/>')) | {
        "xl/workbook.xml": book(after=names).encode()}
    after = patch_parts(members, {3: {1: 5}, 4: {1: 6}}, last_row=2, header_row=1)
    assert '<autoFilter ref="A1:B4"/>' in after["xl/worksheets/sheet1.xml"]
    assert ">Sheet1!$A$1:$B$4<" in after["xl/workbook.xml"]
    assert '<definedName name="Area">Sheet1!$A$1:$B$2<' in after["xl/workbook.xml"]


@pytest.mark.parametrize("area", ["D1:E2", "D5:E9", "A1:B1", "A1:B9"])
def test_a_filter_of_something_else_stays(area: str) -> None:
    members = parts(sheet(HEAD + LAST.format(""), after=f'<autoFilter ref="{area}"/>'))
    after = patch_parts(members, {3: {1: 5}, 4: {1: 6}}, last_row=2, header_row=1)["xl/worksheets/sheet1.xml"]
    assert f'<autoFilter ref="{area}"/>' in after


def test_the_extent_of_the_sheet_follows() -> None:
    members = parts(sheet(HEAD + LAST.format(""), before='<dimension ref="A1:B2"/>'))
    after = patch_parts(members, {3: {5: 5}}, last_row=2, header_row=1)["xl/worksheets/sheet1.xml"]
    assert '<dimension ref="A1:E3"/>' in after


def table(area: str, number: int = 1, **said: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in said.items())
    return (f'<table xmlns="x" id="{number}" name="T{number}" ref="{area}"{more}><autoFilter ref="{area}"/><tableColumns count="2">'
            '<tableColumn id="1" name="A"/><tableColumn id="2" name="B"/></tableColumns></table>')


def with_tables(*tables: str) -> dict[str, bytes]:
    return parts(sheet(HEAD + LAST.format(""))) | {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            *(("table", f"../tables/table{number}.xml") for number in range(1, len(tables) + 1))).encode()} | {
        f"xl/tables/table{number}.xml": each.encode() for number, each in enumerate(tables, 1)}


def test_the_table_follows_and_one_beside_it_does_not() -> None:
    after = patch_parts(with_tables(table("A1:B2"), table("D1:E2", 2)), {3: {1: 5}}, last_row=2, header_row=1)
    assert re.findall(r'ref="([^"]*)"', after["xl/tables/table1.xml"]) == ["A1:B3", "A1:B3"]
    assert after["xl/tables/table2.xml"] == table("D1:E2", 2)


@pytest.mark.parametrize("last_row", [1, 2])
def test_a_row_is_never_written_over_the_totals(last_row: int) -> None:
    with pytest.raises(Refusal) as refused:
        patch_parts(with_tables(table("A1:B2", totalsRowCount="1")), {last_row + 1: {1: 5}}, last_row=last_row, header_row=1)
    assert refused.value.reason == "totals-row"


@pytest.mark.parametrize(("tables", "reason"), [
    ([table("A1:B2", totalsRowCount="1")], "totals-row"),
    ([table("A1:B2"), table("A3:B5", 2)], "table-below"),
    ([table("A1:B2"), table("B4:C9", 2)], "table-below"),
])
def test_a_table_that_cannot_grow_refuses(tables: list[str], reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        patch_parts(with_tables(*tables), {3: {1: 5}, 4: {1: 5}}, last_row=2, header_row=1)
    assert refused.value.reason == reason


@pytest.mark.parametrize(("below", "reason"), [("A5:B5", "cell-merged"), ("C3:D3", ""), ("A1:B1", "")])
def test_a_table_does_not_grow_over_merged_cells(below: str, reason: str) -> None:
    members = with_tables(table("A1:B2"))
    part = members["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="%s"/></mergeCells>' % below.encode())
    cells: Mapping[int, Mapping[int, CellValue]] = {row: {1: 5, 2: 6} for row in (3, 4, 5)}
    try:
        patch_parts(members | {"xl/worksheets/sheet1.xml": part}, cells, last_row=2, header_row=1)
        told = ""
    except Refusal as refusal:
        told = refusal.reason
    assert told == reason


def test_the_header_of_a_table_is_not_overwritten() -> None:
    with pytest.raises(Refusal) as refused:
        patch_parts(with_tables(table("A1:B2")), {1: {2: "New"}}, last_row=2, header_row=1)
    assert refused.value.reason == "table-header"


def test_a_table_without_headers_has_none_to_keep() -> None:
    after = patch_parts(with_tables(table("A1:B2", headerRowCount="0")), {1: {2: "New"}}, last_row=2)
    assert "New" in after["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(("said", "height"), [
    (' ht="12.8" customHeight="1"', ' ht="12.8" customHeight="1"'), (' ht="12.8" customHeight="true"', ' ht="12.8" customHeight="true"'),
    (' ht="12.8" customHeight="false"', ' ht="45" customHeight="false"'), (' ht="12.8" customHeight="0"', ' ht="45" customHeight="0"'),
    (' ht="12.8"', ' ht="45"'), ("", ' ht="45"')])
def test_a_row_becomes_as_high_as_its_text_unless_somebody_set_it(said: str, height: str) -> None:
    text = "a\nb\nc"
    rows = patch_rows(f'<row r="1"{said}><c r="A1" s="3"/></row>', {1: {1: text}}, texts={1: {1: text}})
    assert rows.startswith(f'<row r="1"{height}>')


def test_the_look_of_the_row_above_is_that_of_a_new_cell() -> None:
    rows = '<row r="1"/><row r="2" s="1" customFormat="1"><c r="A2" s="1"><v>1</v></c></row>'
    assert '<c r="B3" s="1"><v>5</v></c>' in patch_rows(rows, {3: {2: 5}}, last_row=2, header_row=1)
