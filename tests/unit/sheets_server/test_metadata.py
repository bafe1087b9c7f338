"""Developer metadata: places, lookups, fences; values by data filter."""

from __future__ import annotations

from typing import Any

import pytest

from .helper import Desk, desk, grid_range, lines


def create(key: str, location: Any, **more: Any) -> dict[str, Any]:
    return {"createDeveloperMetadata": {"developerMetadata": {
        "metadataKey": key, "visibility": "DOCUMENT", "location": location} | more}}


def marked() -> Desk:
    sheet = desk(["Key", "Order"], ["RMA-1", "A-1"])
    sheet.batch(create("book", {"spreadsheet": True}, metadataId=1), create("tab", {"sheetId": 0}, metadataId=2),
                create("col", {"dimensionRange": lines("COLUMNS", 1, 2)}, metadataId=3, metadataValue="order"),
                create("row", {"dimensionRange": lines("ROWS", 1, 2)}, metadataId=4))
    return sheet


LOOKUPS: list[tuple[Any, list[int]]] = [
    ({"metadataKey": "col"}, [3]), ({"metadataId": 4}, [4]), ({"metadataValue": "order"}, [3]), ({}, [1, 2, 3, 4]),
    ({"locationType": "COLUMN"}, [3]), ({"visibility": "PROJECT"}, []), ({"metadataKey": "col", "metadataId": 4}, []),
    ({"metadataLocation": {"dimensionRange": lines("ROWS", 1, 2)}, "locationMatchingStrategy": "EXACT_LOCATION"}, [4]),
]


@pytest.mark.parametrize(("lookup", "found"), LOOKUPS)
def test_lookups(lookup: Any, found: list[int]) -> None:
    answer = marked().ask("POST", "/developerMetadata:search", {"dataFilters": [{"developerMetadataLookup": lookup}]})
    matched = answer.json().get("matchedDeveloperMetadata", [])
    assert [each["developerMetadata"]["metadataId"] for each in matched] == found


def test_one_by_its_id() -> None:
    sheet = marked()
    assert sheet.ask("GET", "/developerMetadata/3").json()["metadataKey"] == "col"
    assert sheet.ask("GET", "/developerMetadata/9").status == 404


def test_an_id_that_exists_is_refused() -> None:
    assert "already exists" in marked().refused(create("other", {"spreadsheet": True}, metadataId=1))


def test_they_are_told_where_they_are() -> None:
    told = marked().ask("GET", "?includeGridData=true").json()
    assert [each["metadataId"] for each in told["developerMetadata"]] == [1]
    assert [each["metadataId"] for each in told["sheets"][0]["developerMetadata"]] == [2]
    data = told["sheets"][0]["data"][0]
    assert data["columnMetadata"][1]["developerMetadata"][0]["metadataId"] == 3
    assert data["rowMetadata"][1]["developerMetadata"][0]["metadataId"] == 4


def test_update_and_delete() -> None:
    sheet = marked()
    by_key = {"developerMetadataLookup": {"metadataKey": "col"}}
    sheet.batch({"updateDeveloperMetadata": {"dataFilters": [by_key], "fields": "metadataValue",
                                             "developerMetadata": {"metadataValue": "new"}}})
    reply = sheet.batch({"deleteDeveloperMetadata": {"dataFilter": by_key}})["replies"][0]
    assert reply["deleteDeveloperMetadata"]["deletedDeveloperMetadata"][0]["metadataValue"] == "new"
    assert sheet.ask("GET", "/developerMetadata/3").status == 404


FILTERS: list[tuple[Any, Any]] = [
    ({"developerMetadataLookup": {"metadataKey": "col"}}, [["Order"], ["A-1"]]),
    ({"developerMetadataLookup": {"metadataKey": "row"}}, [["RMA-1", "A-1"]]),
    ({"a1Range": "A1"}, [["Key"]]), ({"gridRange": grid_range("A2")}, [["RMA-1"]])]


@pytest.mark.parametrize(("data_filter", "values"), FILTERS)
def test_values_by_data_filter(data_filter: Any, values: Any) -> None:
    sheet = marked()
    read = sheet.ask("POST", "/values:batchGetByDataFilter", {"dataFilters": [data_filter]}).json()
    assert read["valueRanges"][0]["valueRange"]["values"] == values
    assert read["valueRanges"][0]["dataFilters"] == [data_filter]
    sheet.ask("POST", "/values:batchClearByDataFilter", {"dataFilters": [data_filter]})
    read = sheet.ask("POST", "/values:batchGetByDataFilter", {"dataFilters": [data_filter]}).json()
    assert "values" not in read["valueRanges"][0]["valueRange"]


def test_writing_by_data_filter_follows_the_column() -> None:
    sheet = marked()
    sheet.person().add_column("Mine", before="Key")
    answer = sheet.ask("POST", "/values:batchUpdateByDataFilter", {"valueInputOption": "RAW", "data": [
        {"dataFilter": {"developerMetadataLookup": {"metadataKey": "col"}}, "values": [["Order number"]]}]}).json()
    assert answer["responses"][0]["updatedRange"] == "Sheet1!C1"
    assert sheet.values()[0] == ["Mine", "Key", "Order number"]


def test_a_spreadsheet_by_data_filter() -> None:
    body = {"includeGridData": True, "dataFilters": [{"a1Range": "B2"}]}
    told = marked().ask("POST", ":getByDataFilter", body).json()
    assert told["sheets"][0]["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "A-1"


@pytest.mark.parametrize("location", [{}, {"sheetId": 0, "spreadsheet": True}, {"sheetId": 9},
                                      {"dimensionRange": lines("ROWS", 0, 2)}])
def test_a_place_that_is_none_is_refused(location: Any) -> None:
    assert desk().refused(create("x", location)).startswith("Invalid requests[0].createDeveloperMetadata: ")
