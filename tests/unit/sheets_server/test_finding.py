"""findReplace as compare-and-swap."""

from __future__ import annotations

import pytest

from .helper import desk, formula, grid_range, swap

ONE = {"valuesChanged": 1, "rowsChanged": 1, "sheetsChanged": 1, "occurrencesChanged": 1}


def test_an_empty_cell_is_filled_once() -> None:
    sheet = desk(["Key", "Order"], ["", "A-1"])
    replies = sheet.batch(swap("A2", "", "RMA-1"), swap("A2", "", "RMA-2"))["replies"]
    assert replies == [{"findReplace": ONE}, {"findReplace": {}}]
    assert sheet.values() == [["Key", "Order"], ["RMA-1", "A-1"]]


def test_a_cell_with_only_a_format_counts_as_empty() -> None:
    sheet = desk()
    sheet.batch({"repeatCell": {"range": grid_range("A1"), "fields": "userEnteredFormat",
                                "cell": {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}}})
    assert sheet.batch(swap("A1", "", "RMA-1"))["replies"] == [{"findReplace": ONE}]


def test_an_exact_match_in_a_column_moves_with_its_row() -> None:
    sheet = desk(["Key"], ["RMA-1"], ["RMA-10"], ["xRMA-1"])
    sheet.person().sort("A", descending=True)
    column = grid_range("A1:A1000")
    reply = sheet.batch({"findReplace": {"find": "RMA-1", "replacement": "", "range": column, "matchEntireCell": True,
                                         "matchCase": True}})["replies"][0]
    assert reply == {"findReplace": ONE}
    assert sheet.values() == [["Key"], ["xRMA-1"], ["RMA-10"]]


@pytest.mark.parametrize(("flags", "after"), [
    ({}, ["xx", "xx"]), ({"matchCase": True}, ["xA", "xx"]), ({"matchEntireCell": True}, ["aA", "aa"]),
    ({"searchByRegex": True, "matchCase": True}, ["xA", "xx"])])
def test_parts_of_cells(flags: dict[str, bool], after: list[str]) -> None:
    sheet = desk(["aA", "aa"])
    sheet.batch({"findReplace": {"find": "a", "replacement": "x", "sheetId": 0} | flags})
    assert sheet.values() == [after]


def test_occurrences_are_counted_within_cells() -> None:
    reply = desk(["Google Sheets", "none"], ["e"]).batch(
        {"findReplace": {"find": "e", "replacement": "o", "allSheets": True}})["replies"][0]["findReplace"]
    assert reply == {"valuesChanged": 3, "rowsChanged": 2, "sheetsChanged": 1, "occurrencesChanged": 5}


def test_what_comes_in_its_place_is_taken_as_typed() -> None:
    sheet = desk(["x", "y"])
    sheet.batch(swap("A1", "x", "007"), swap("B1", "y", "RMA-7"))
    assert sheet.values() == [[7, "RMA-7"]]


def test_numbers_are_found_as_they_are_shown() -> None:
    sheet = desk([1234.5, 7])
    assert sheet.batch(swap("B1", "7", "seven"))["replies"] == [{"findReplace": ONE}]
    assert sheet.values() == [[1234.5, "seven"]]


def test_groups_and_quoting_of_java() -> None:
    sheet = desk(["Google Sheets"])
    sheet.batch({"findReplace": {"find": "o.* (.*)", "searchByRegex": True, "replacement": r"$1 \$5", "sheetId": 0}})
    assert sheet.values() == [["GSheets $5"]]
    bad = {"find": "(S)", "searchByRegex": True, "replacement": "$x", "sheetId": 0}
    assert "Invalid replacement" in sheet.refused({"findReplace": bad})


def test_formulas_are_passed_over_unless_asked_for() -> None:
    sheet = desk(["x"])
    sheet.batch(formula("B1", '="x"'))
    assert sheet.batch({"findReplace": {"find": "x", "replacement": "y", "sheetId": 0}})["replies"] == [
        {"findReplace": ONE}]
    reply = sheet.batch({"findReplace": {"find": "x", "replacement": "y", "sheetId": 0, "includeFormulas": True}})
    assert reply["replies"][0]["findReplace"]["formulasChanged"] == 1
    assert sheet.values() == [["y", "y"]]


def test_rows_that_a_filter_hides_are_reached() -> None:
    sheet = desk(["Key"], ["a"], ["b"])
    sheet.batch({"setBasicFilter": {"filter": {"range": {"sheetId": 0}, "criteria": {"0": {"hiddenValues": ["a"]}}}}})
    assert sheet.batch(swap("A2", "a", "c"))["replies"] == [{"findReplace": ONE}]


@pytest.mark.parametrize("scope", [{}, {"allSheets": True, "sheetId": 0},
                                   {"range": grid_range("A1"), "allSheets": True}])
def test_exactly_one_scope_is_needed(scope: dict[str, object]) -> None:
    assert "Exactly one of" in desk().refused({"findReplace": {"find": "a", "replacement": "b"} | scope})


def test_nothing_to_find_is_refused() -> None:
    assert "must not be empty" in desk().refused({"findReplace": {"find": "", "allSheets": True}})
    assert "Invalid regular expression" in desk().refused(
        {"findReplace": {"find": "(", "searchByRegex": True, "allSheets": True}})
