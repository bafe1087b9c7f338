"""What follows rows and columns when they move, and what stays."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sheets.grid import moved_order
from tests.sheets.shifts import Deleted, Inserted, Moved, Shift

from .helper import Desk, desk, grid_range, lines

SPANS: list[tuple[Shift, tuple[int, int], Any]] = [
    (Inserted(2, 3), (0, 2), (0, 2)), (Inserted(2, 3), (2, 4), (5, 7)), (Inserted(2, 3), (1, 4), (1, 7)),
    (Deleted(2, 4), (0, 2), (0, 2)), (Deleted(2, 4), (2, 4), None), (Deleted(2, 4), (1, 3), (1, 2)),
    (Deleted(2, 4), (3, 6), (2, 4)), (Deleted(2, 4), (5, 6), (3, 4)),
    (Moved(1, 2, 4), (1, 2), (3, 4)), (Moved(1, 2, 4), (2, 3), (1, 2)), (Moved(1, 2, 4), (0, 5), (0, 5)),
    (Moved(3, 4, 1), (3, 4), (1, 2)), (Moved(3, 4, 1), (1, 2), (2, 3)), (Moved(3, 4, 1), (4, 6), (4, 6)),
]


@pytest.mark.parametrize(("shift", "before", "after"), SPANS)
def test_a_stretch_after_a_shift(shift: Shift, before: tuple[int, int], after: Any) -> None:
    assert shift.span(*before) == after


@pytest.mark.parametrize("shift", [Inserted(2, 3), Deleted(2, 4), Moved(1, 3, 5), Moved(4, 6, 2)])
def test_a_single_place_goes_where_its_stretch_goes(shift: Shift) -> None:
    for index in range(8):
        span = shift.span(index, index + 1)
        assert shift.place(index) == (span and span[0])


CHANGES: dict[str, tuple[dict[str, Any], Any]] = {
    "insert": ({"insertDimension": {"range": lines("ROWS", 1, 2)}}, [["a"], [], ["b"], ["c"], ["d"]]),
    "delete": ({"deleteDimension": {"range": lines("ROWS", 1, 2)}}, [["a"], ["c"], ["d"]]),
    "move down": ({"moveDimension": {"source": lines("ROWS", 0, 1), "destinationIndex": 3}},
                  [["b"], ["c"], ["a"], ["d"]]),
    "move up": ({"moveDimension": {"source": lines("ROWS", 2, 4), "destinationIndex": 0}},
                [["c"], ["d"], ["a"], ["b"]]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_rows(name: str) -> None:
    change, after = CHANGES[name]
    sheet = desk(["a"], ["b"], ["c"], ["d"])
    sheet.batch(change)
    assert sheet.values() == after


def test_columns() -> None:
    sheet = desk(["a", "b", "c"], ["d"])
    sheet.batch({"insertDimension": {"range": lines("COLUMNS", 1, 2)}},
                {"moveDimension": {"source": lines("COLUMNS", 0, 1), "destinationIndex": 3}},
                {"deleteDimension": {"range": lines("COLUMNS", 0, 1)}})
    assert sheet.values() == [["b", "a", "c"], ["", "d"]]


def marked() -> Desk:
    """Row 2 and column B carry everything that can follow them; C1 points to B2."""
    sheet = desk(["Key", "Order"], ["RMA-1", "A-1"], ["RMA-2", "A-2"])
    sheet.batch(
        {"createDeveloperMetadata": {"developerMetadata": {
            "metadataId": 70001, "metadataKey": "rma-sheets.col", "metadataValue": "order", "visibility": "DOCUMENT",
            "location": {"dimensionRange": lines("COLUMNS", 1, 2)}}}},
        {"createDeveloperMetadata": {"developerMetadata": {
            "metadataId": 80001, "metadataKey": "row", "visibility": "DOCUMENT",
            "location": {"dimensionRange": lines("ROWS", 1, 2)}}}},
        {"addNamedRange": {"namedRange": {"name": "Here", "range": grid_range("B2")}}},
        {"addProtectedRange": {"protectedRange": {"range": grid_range("B2"), "warningOnly": True}}},
        {"updateDimensionProperties": {"range": lines("ROWS", 1, 2), "properties": {"pixelSize": 50},
                                       "fields": "pixelSize"}},
        {"addConditionalFormatRule": {"rule": {"ranges": [grid_range("B2")], "booleanRule": {
            "condition": {"type": "NOT_BLANK"}, "format": {}}}}})
    sheet.put("D1", [["=B2"]], "USER_ENTERED")
    return sheet


def places(sheet: Desk) -> list[Any]:
    """Where they are now, each counted from zero."""
    told = sheet.told()
    tab, found = told["sheets"][0], sheet.file.book
    assert found is not None
    metadata = [each["location"]["dimensionRange"]["startIndex"] for each in found.metadata]
    named = [named["range"]["startRowIndex"] for named in told.get("namedRanges", [])]
    ranges = [each["range"]["startRowIndex"] for each in tab.get("protectedRanges", [])]
    rules = [each["ranges"][0]["startRowIndex"] for each in tab.get("conditionalFormats", [])]
    return [metadata, named, ranges, rules, list(found.sheets[0].sizes["ROWS"])]


def test_everything_follows_its_row() -> None:
    sheet = marked()
    sheet.batch({"insertDimension": {"range": lines("ROWS", 1, 3)}})
    assert places(sheet) == [[1, 3], [3], [3], [3], [3]]
    assert sheet.values("D1", "FORMULA") == [["=B4"]]
    sheet.batch({"moveDimension": {"source": lines("ROWS", 3, 4), "destinationIndex": 1}})
    assert places(sheet) == [[1, 1], [1], [1], [1], [1]]
    assert sheet.values("D1", "FORMULA") == [["=B2"]]


def test_everything_goes_with_its_row() -> None:
    sheet = marked()
    sheet.batch({"deleteDimension": {"range": lines("ROWS", 1, 2)}})
    assert places(sheet) == [[1], [], [], [], []]
    assert sheet.values("D1", "FORMULA") == [["=#REF!"]]


def test_column_metadata_follows_its_column_and_a_renamed_header() -> None:
    sheet = marked()
    sheet.person().add_column("Mine", before="Key")
    sheet.person().rename_header("Order", "Order number")
    found = sheet.ask("POST", "/developerMetadata:search", {"dataFilters": [{"developerMetadataLookup": {
        "metadataKey": "rma-sheets.col"}}]}).json()["matchedDeveloperMetadata"]
    assert found[0]["developerMetadata"]["location"] == {
        "locationType": "COLUMN", "dimensionRange": {"dimension": "COLUMNS", "startIndex": 2, "endIndex": 3}}


def test_a_sort_moves_contents_and_notes_but_no_row_metadata() -> None:
    sheet = marked()
    rows = [{"values": [{"note": "late"}]}]
    sheet.batch({"updateCells": {"range": grid_range("A3"), "fields": "note", "rows": rows}})
    sheet.person().sort("A", descending=True)
    assert sheet.values()[1:] == [["RMA-2", "A-2"], ["RMA-1", "A-1"]]
    assert places(sheet)[0] == [1, 1]
    assert sheet.told("sheets.data.rowData.values.note")["sheets"][0]["data"][0]["rowData"][1]["values"][0] == {
        "note": "late"}


def test_new_rows_look_like_the_row_above() -> None:
    sheet = desk(["Key"], ["x"])
    sheet.batch({"repeatCell": {"range": grid_range("A2:A3"), "fields": "userEnteredFormat",
                                "cell": {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}}})
    anna = sheet.person()
    anna.insert_rows(3)
    anna.type("A3", "007")
    assert anna.rows() == [["Key"], ["x"], ["007"]]


def test_formulas_in_other_tabs_follow_too_and_survive_a_new_title() -> None:
    sheet = desk(["a"], ["b"])
    sheet.batch({"addSheet": {"properties": {"title": "Other", "sheetId": 5}}})
    sheet.put("Other!A1", [["=Sheet1!A2"]], "USER_ENTERED")
    sheet.person().insert_rows(1)
    sheet.person().rename_tab("My tab")
    assert sheet.values("Other!A1", "FORMULA") == [["='My tab'!A3"]]
    assert sheet.values("Other!A1") == [["b"]]


def test_what_is_cut_is_followed() -> None:
    sheet = desk(["a", "b"])
    sheet.put("D1", [["=A1"]], "USER_ENTERED")
    sheet.batch({"cutPaste": {"source": grid_range("A1"), "destination": {"rowIndex": 4, "columnIndex": 1}}})
    assert sheet.values("A1:D5", "FORMULA") == [["", "b", "", "=B5"], [], [], [], ["", "a"]]


def test_blocks_of_cells_are_shifted() -> None:
    sheet = desk(["a", "b"], ["c", "d"])
    sheet.batch({"insertRange": {"range": grid_range("A1"), "shiftDimension": "ROWS"}})
    assert sheet.values() == [["", "b"], ["a", "d"], ["c"]]
    sheet.batch({"deleteRange": {"range": grid_range("A1"), "shiftDimension": "ROWS"}},
                {"insertRange": {"range": grid_range("A2"), "shiftDimension": "COLUMNS"}})
    assert sheet.values() == [["a", "b"], ["", "c", "d"]]


@pytest.mark.parametrize("request_", [
    {"deleteDimension": {"range": lines("ROWS", 0, 1000)}}, {"deleteDimension": {"range": lines("ROWS", 999, 1001)}},
    {"insertDimension": {"range": lines("ROWS", 0, 1), "inheritFromBefore": True}},
    {"moveDimension": {"source": lines("ROWS", 0, 4), "destinationIndex": 2}},
    {"insertDimension": {"range": {"sheetId": 9, "dimension": "ROWS", "endIndex": 1}}}])
def test_what_cannot_be_is_refused(request_: Any) -> None:
    assert desk().refused(request_).startswith("Invalid requests[0].")


def test_cells_and_what_follows_them_go_to_the_same_place() -> None:
    moves = [(start, end, target) for start in range(6) for end in range(start + 1, 7) for target in range(7)
             if not start < target < end]
    for start, end, target in moves:
        order, shift = moved_order(6 + 1, start, end, target), Moved(start, end, target)
        assert [shift.place(old) for old in order] == list(range(7))


@pytest.mark.parametrize("dimension", ["ROWS", "COLUMNS"])
def test_rows_and_columns_move_alike(dimension: str) -> None:
    for start, end, target in ((0, 2, 5), (3, 4, 0), (2, 4, 4), (1, 2, 6)):
        sheet = desk(*[[number] for number in range(6)]) if dimension == "ROWS" else desk(list(range(6)))
        sheet.batch({"moveDimension": {"source": lines(dimension, start, end), "destinationIndex": target}})
        values = sheet.values()
        now = [row[0] for row in values] if dimension == "ROWS" else values[0]
        assert now == moved_order(6, start, end, target)
