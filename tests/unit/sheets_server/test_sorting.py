"""The order of the sheet, and formulas that are sorted."""

from __future__ import annotations

from .helper import desk, grid_range


def test_numbers_come_before_texts_before_booleans_and_blanks_are_last() -> None:
    sheet = desk(["b"], [True], [2], [""], ["A"], [False], [10])
    sheet.put("B1:B7", [["x"]] * 7)
    sheet.person().sort("A", header_rows=0)
    assert [row[0] for row in sheet.values()] == [2, 10, "A", "b", False, True, ""]
    sheet.person().sort("A", header_rows=0, descending=True)
    assert [row[0] for row in sheet.values()] == [True, False, "b", "A", 10, 2, ""]


def test_equal_rows_keep_their_order_in_both_directions() -> None:
    sheet = desk(["a", 1], ["a", 2], ["a", 3])
    sheet.person().sort("A", header_rows=0, descending=True)
    assert [row[1] for row in sheet.values()] == [1, 2, 3]


def test_the_second_column_decides_where_the_first_is_equal() -> None:
    sheet = desk(["b", 2], ["a", 2], ["b", 1])
    sheet.batch({"sortRange": {"range": grid_range("A1:B3"), "sortSpecs": [
        {"dimensionIndex": 0}, {"dimensionIndex": 1, "sortOrder": "DESCENDING"}]}})
    assert sheet.values() == [["a", 2], ["b", 2], ["b", 1]]


def test_formulas_go_on_pointing_into_their_own_row() -> None:
    sheet = desk(["b"], ["a"])
    sheet.put("B1:B2", [["=A1&1"], ["=A2&1"]], "USER_ENTERED")
    sheet.person().sort("A", header_rows=0)
    assert sheet.values() == [["a", "a1"], ["b", "b1"]]


def test_results_are_sorted_by() -> None:
    sheet = desk([3], [1], [2])
    sheet.put("B1:B3", [["=A1*-1"], ["=A2*-1"], ["=A3*-1"]], "USER_ENTERED")
    sheet.person().sort("B", header_rows=0)
    assert [row[0] for row in sheet.values()] == [3, 2, 1]
