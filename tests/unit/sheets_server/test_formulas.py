"""Formulas: their results, how they shift, spill and fail."""

from __future__ import annotations

from typing import Any

import pytest

from .helper import desk, formula, grid_range, paste_values

ROWS = [["k", "n", "t"], ["a", 1, "x"], ["b", 2, ""], ["a", 3.5, "Y"]]
RESULTS: dict[str, Any] = {
    "=1+2*3": 7, "=(1+2)*3": 9, "=-2^2": 4, "=2^3^1": 8, "=7/2": 3.5, "=1/0": "#DIV/0!", "=50%*4": 2,
    '="a"&1&TRUE': "a1TRUE", '="a"="A"': True, "=1<>2": True, "=2>=3": False, '=1<"a"': True, '="3"+4': 7,
    '="x"+1': "#VALUE!", "=SUM(B:B)": 6.5, "=SUM(B2:B3,10)": 13, '=COUNTIF(A2:A4,"a")': 2, '=COUNTIF(B:B,">=2")': 2,
    '=COUNTIF(A:A,"?")': 4, '=COUNTIF(C2:C4,"")': 1, "=COUNTA(A:A)": 4, "=COUNT(B:B)": 3, "=MAX(B:B)-MIN(B:B)": 2.5,
    '=IF(B2=1,"one","other")': "one", "=IF(FALSE,1)": False, "=IFERROR(1/0,0)": 0, '=IFERROR(5,"no")': 5,
    '=XLOOKUP("b",A:A,B:B)': 2, '=XLOOKUP("B",A:A,C:C,"none")': "", '=XLOOKUP("z",A:A,B:B)': "#N/A",
    '=XLOOKUP("z",A:A,B:B,"none")': "none", '=XLOOKUP("a",A:A,B:B)': 1, "=XLOOKUP(2,B:B,A:A)": "b",
    '=IFERROR(XLOOKUP("z",A:A,B:B),"-")': "-", '=VLOOKUP("b",A2:B4,2,FALSE)': 2, '=MATCH("b",A1:A4,0)': 3,
    '=CONCATENATE(A2,"-",B2)': "a-1", '=JOIN("/",A2:A4)': "a/b/a", '=TEXTJOIN(",",TRUE,C2:C4)': "x,Y",
    '=LEN(" ab ")': 4, '=TRIM(" a  b ")': "a b", '=UPPER("a")&LOWER("B")': "Ab",
    '=LEFT("abc",2)&RIGHT("abc",1)': "abc", '=MID("abcd",2,2)': "bc",
    "=AND(TRUE,B2=1)": True, "=OR(FALSE,B2=2)": False, "=NOT(TRUE)": False, "=ROUND(2.345,2)": 2.35,
    '=SUMIF(A:A,"a",B:B)': 4.5, "=AVERAGE(B2:B3)": 1.5, "=Sheet1!B3": 2, "='Sheet1'!B3+0": 2, "=ISBLANK(C9)": True,
    "=Nowhere!A1": "#REF!", "=NOSUCH(1)": "#NAME?", "=1+": "#ERROR!", "=A2:A3": "#VALUE!", "=#REF!+1": "#REF!",
    '=SUM({1,"x",TRUE,2})': 3, "=SUM(1/0,1)": "#DIV/0!", "=LEN(1/0)": "#DIV/0!", "=ISERROR(1/0)": True,
    "=LEN()": "#N/A",
    "=ROW()": 9, "=1;": "#ERROR!", '=IF(1=1;"semi";"")': "semi", "=TRUE": True, "=Price*2": 4,
    '="say ""hi"""': 'say "hi"',
}


@pytest.mark.parametrize("text", RESULTS)
def test_results(text: str) -> None:
    sheet = desk(*ROWS)
    sheet.batch({"addNamedRange": {"namedRange": {"name": "Price", "range": grid_range("B3")}}})
    sheet.put("H9", [[text]], "USER_ENTERED")
    result = RESULTS[text]
    assert sheet.values("H9") == ([[result]] if result != "" else [])


def test_relative_references_increment_and_fixed_ones_stay() -> None:
    sheet = desk()
    sheet.batch(formula("B2:C4", "=A1&$A1&A$1&$A$1"))
    assert sheet.values("B2:C4", render="FORMULA") == [
        ["=A1&$A1&A$1&$A$1", "=B1&$A1&B$1&$A$1"], ["=A2&$A2&A$1&$A$1", "=B2&$A2&B$1&$A$1"],
        ["=A3&$A3&A$1&$A$1", "=B3&$A3&B$1&$A$1"]]


def test_a_reference_that_leaves_the_grid_is_lost() -> None:
    sheet = desk()
    sheet.batch(formula("B2", "=A1"), {"copyPaste": {"source": grid_range("B2"), "destination": grid_range("A1")}})
    assert sheet.values("A1", render="FORMULA") == [["=#REF!"]]
    assert sheet.values("A1") == [["#REF!"]]


def test_results_of_a_batch_are_there_within_it() -> None:
    sheet = desk(["a"], ["b"])
    sheet.batch(formula("B1:B2", '=A1&"!"'), paste_values("B1:B2"))
    assert sheet.values(render="FORMULA") == [["a", "a!"], ["b", "b!"]]


def test_an_empty_text_pasted_as_value_is_a_blank() -> None:
    sheet = desk(["a"])
    sheet.batch(formula("B1", '=""'), paste_values("B1"), formula("C1", "=ISBLANK(B1)"))
    assert sheet.values() == [["a", "", True]]


def test_an_array_formula_spills_and_follows_what_is_typed() -> None:
    sheet = desk(["Key"], ["a"], ["b"])
    sheet.put("B1", [['={"Status";ARRAYFORMULA(IF(A2:A4="","",A2:A4&"!"))}']], "USER_ENTERED")
    assert sheet.values("A1:B4") == [["Key", "Status"], ["a", "a!"], ["b", "b!"]]
    sheet.person().type("A4", "c")
    assert sheet.values("B4") == [["c!"]]


def test_a_stray_cell_stops_the_spill() -> None:
    sheet = desk(["Key"], ["a"])
    sheet.put("B1", [["=ARRAYFORMULA(A1:A2)"]], "USER_ENTERED")
    sheet.person().type("B2", "stray")
    assert sheet.values() == [["Key", "#REF!"], ["a", "stray"]]


def test_a_keyed_lookup_under_arrayformula() -> None:
    sheet = desk(["a", 1, "b"], ["b", 2, "z"])
    sheet.put("E1", [['=ARRAYFORMULA(XLOOKUP(C1:C2,A:A,B:B,"-"))']], "USER_ENTERED")
    assert sheet.values("E1:E2") == [[2], ["-"]]


def test_a_circle_is_a_failure_and_no_endless_loop() -> None:
    sheet = desk()
    sheet.put("A1:B1", [["=B1", "=A1"]], "USER_ENTERED")
    assert sheet.values() == [["#REF!", "#REF!"]]


def test_failures_are_told_with_their_type() -> None:
    sheet = desk()
    sheet.put("A1", [["=1/0"]], "USER_ENTERED")
    cell = sheet.told("sheets.data.rowData.values(effectiveValue,userEnteredValue)")
    assert cell["sheets"][0]["data"][0]["rowData"][0]["values"] == [
        {"userEnteredValue": {"formulaValue": "=1/0"}, "effectiveValue": {"errorValue": {"type": "DIVIDE_BY_ZERO"}}}]
