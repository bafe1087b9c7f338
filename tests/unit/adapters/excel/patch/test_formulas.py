"""Cells that compute: never overwritten unless told, and the workbook computes anew what depends on us."""

from __future__ import annotations

import pytest

from rma_sheets.adapters.excel.change import SheetChange
from rma_sheets.adapters.excel.patch import patched_workbook
from rma_sheets.adapters.excel.refusal import Refusal
from tests.fidelity.made import book, content_types, packed, parts, relations, sheet

from .helper import patch_parts, patch_rows

FORMULA = '<row r="1"><c r="A1"><f>B1*2</f><v>4</v></c><c r="B1"><v>2</v></c></row>'
SHARED = ('<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f></c></row>'
          '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>')


@pytest.mark.parametrize(("rows", "cells", "allowed", "reason"), [
    (FORMULA, {1: {1: 5}}, set(), "cell-formula"),
    (SHARED, {2: {1: 5}}, set(), "cell-formula"),
    (SHARED, {1: {1: 5}}, {(1, 1)}, "cell-formula-shared"),
    ('<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1</f></c></row>', {1: {1: 5}}, {(1, 1)}, "cell-array"),
    ('<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1</f></c></row>', {2: {2: 5}}, set(), "cell-array"),
    ('<row r="1"><c r="A1"><f t="dataTable" ref="A1:B2" r1="C1"/></c></row>', {1: {2: 5}}, set(), "cell-array"),
    ('<row r="1"><c r="A1" cm="1"><v>5</v></c></row>', {1: {1: 5}}, set(), "cell-rich"),
    ('<row r="1"><c r="A1" vm="1" t="e"><v>#VALUE!</v></c></row>', {1: {1: 5}}, set(), "cell-rich"),
])
def test_a_cell_that_computes_is_refused(rows: str, cells: dict[int, dict[int, int]], allowed: set[tuple[int, int]],
                                         reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        patch_rows(rows, cells, over_formulas=frozenset(allowed))
    assert refused.value.reason == reason
    assert refused.value.facts["tab"] == "Sheet1"


def test_a_merged_cell_that_is_not_its_first_is_refused() -> None:
    merged = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    with pytest.raises(Refusal) as refused:
        patch_rows('<row r="1"><c r="B1"/></row>', {1: {2: 5}}, after=merged)
    assert (refused.value.reason, refused.value.facts["cell"]) == ("cell-merged", "B1")
    assert "<v>5</v>" in patch_rows('<row r="1"><c r="A1"/></row>', {1: {1: 5}}, after=merged)


def test_merged_ranges_that_lie_over_each_other_are_all_looked_at() -> None:
    merged = '<mergeCells><mergeCell ref="A1:C3"/><mergeCell ref="B2:C2"/></mergeCells>'
    with pytest.raises(Refusal, match="cell-merged"):
        patch_rows('<row r="2"><c r="B2"/></row>', {2: {2: 5}}, after=merged)


def test_a_whole_shared_formula_may_go_at_once() -> None:
    both = frozenset({(1, 1), (2, 1)})
    assert "<f" not in patch_rows(SHARED, {1: {1: 5}, 2: {1: 6}}, over_formulas=both)


def computing(calculation: str = "", chain: bool = False) -> dict[str, bytes]:
    members = parts(sheet(FORMULA)) | {"xl/workbook.xml": book(after=calculation).encode()}
    if chain:
        members["xl/calcChain.xml"] = b'<calcChain><c r="A1" i="1"/></calcChain>'
        members["xl/_rels/workbook.xml.rels"] = relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("calcChain", "calcChain.xml")).encode()
        members["[Content_Types].xml"] = content_types(
            ("xl/workbook.xml", "sheet.main"), ("xl/worksheets/sheet1.xml", "worksheet"), ("xl/calcChain.xml", "calcChain")).encode()
    return members


@pytest.mark.parametrize(("before", "after"), [
    ("", '</sheets><calcPr fullCalcOnLoad="1"/>'),
    ('<calcPr calcId="1"/>', '<calcPr calcId="1" fullCalcOnLoad="1"/>'),
    ('<calcPr fullCalcOnLoad="0" calcId="1"/>', '<calcPr fullCalcOnLoad="1" calcId="1"/>'),
    ("<definedNames><definedName name=\"N\">1</definedName></definedNames><extLst/>",
     '</definedNames><calcPr fullCalcOnLoad="1"/><extLst/>'),
    ("<externalReferences/>", '<externalReferences/><calcPr fullCalcOnLoad="1"/>'),
])
def test_a_workbook_that_computes_does_so_when_it_is_opened(before: str, after: str) -> None:
    assert after in patch_parts(computing(before), {1: {2: 3}})["xl/workbook.xml"]


def test_a_workbook_without_formulas_keeps_its_part() -> None:
    members = parts(sheet('<row r="1"><c r="A1"/></row>'))
    assert patch_parts(members, {1: {1: 3}})["xl/workbook.xml"] == members["xl/workbook.xml"].decode()


def test_the_chain_of_calculation_goes_with_a_formula_only() -> None:
    kept = patch_parts(computing(chain=True), {1: {2: 3}})
    assert "xl/calcChain.xml" in kept
    assert "calcChain" in kept["[Content_Types].xml"]
    gone = patch_parts(computing(chain=True), {1: {1: 3}}, over_formulas=frozenset({(1, 1)}))
    assert "xl/calcChain.xml" not in gone
    assert "calcChain" not in gone["[Content_Types].xml"] + gone["xl/_rels/workbook.xml.rels"]


def test_a_drop_down_is_no_formula() -> None:
    after = '<dataValidations count="1"><dataValidation type="list" sqref="A1"><formula1>"a,b"</formula1></dataValidation></dataValidations>'
    members = parts(sheet('<row r="1"><c r="A1"/></row>', after=after))
    assert patch_parts(members, {1: {1: 3}})["xl/workbook.xml"] == members["xl/workbook.xml"].decode()


@pytest.mark.parametrize("space", [" ", "\n", "  "])
def test_an_array_is_seen_however_it_is_written(space: str) -> None:
    with pytest.raises(Refusal):
        patch_rows(f'<row r="1"><c r="A1"><f t="array"{space}ref="A1:B1">C1</f></c></row>', {1: {2: 5}})


def test_two_changes_of_one_sheet_are_refused() -> None:
    with pytest.raises(ValueError, match="two changes"):
        patched_workbook(packed(parts()), [SheetChange("Sheet1", 4, {1: {1: 5}}), SheetChange("Sheet1", 4, {1: {2: 6}})])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "a\x00b", "\ud800", "x" * 32_768, "😀" * 16_384])
def test_what_no_cell_holds_is_an_error_of_the_caller(value: object) -> None:
    with pytest.raises(ValueError, match="no cell holds"):
        patch_rows(FORMULA, {1: {2: value}})  # type: ignore[dict-item]


def test_two_tabs_that_are_one_part_are_refused() -> None:
    members = parts() | {"xl/workbook.xml": book(sheets=2).encode(), "xl/_rels/workbook.xml.rels": relations(
        ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")).encode()}
    changes = [SheetChange(f"Sheet{number}", 4, {2: {2: number}}) for number in (1, 2)]
    with pytest.raises(Refusal, match="unusual-sheet"):
        patched_workbook(packed(members), changes)
    assert patched_workbook(packed(members), changes[:1])
