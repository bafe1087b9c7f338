"""Details of the real service that were seen in recorded answers, kept here in our own words."""

from __future__ import annotations

from typing import Any

import pytest

from .helper import Desk, desk, grid_range, lines


def test_sheet_zero_is_not_told_in_ranges_but_is_in_properties() -> None:
    sheet = desk()
    reply = sheet.batch({"addNamedRange": {"namedRange": {"name": "Here", "range": grid_range("A1:B2")}}})["replies"][0]
    assert "sheetId" not in reply["addNamedRange"]["namedRange"]["range"]
    assert sheet.told("sheets.properties.sheetId") == {"sheets": [{"properties": {"sheetId": 0}}]}


def set_tab(sheet: Desk, fields: str, **properties: Any) -> Any:
    sheet.batch({"updateSheetProperties": {"properties": {"sheetId": 0} | properties, "fields": fields}})
    return sheet.told()["sheets"][0]["properties"]


def test_what_is_false_or_zero_vanishes() -> None:
    sheet = desk()
    sheet.batch({"addSheet": {"properties": {"title": "Other"}}})
    assert set_tab(sheet, "hidden,gridProperties.frozenRowCount", hidden=True,
                   gridProperties={"frozenRowCount": 1})["hidden"] is True
    told = set_tab(sheet, "hidden,gridProperties.frozenRowCount", hidden=False, gridProperties={"frozenRowCount": 0})
    assert "hidden" not in told
    assert told["gridProperties"] == {"rowCount": 1000, "columnCount": 26}


def test_colours_have_eight_bits() -> None:
    told = set_tab(desk(), "tabColorStyle", tabColorStyle={"rgbColor": {"red": 1, "green": 0, "blue": 0.5}})
    assert told["tabColorStyle"] == {"rgbColor": {"red": 1, "blue": 0.49803922}}
    assert told["tabColor"] == {"red": 1, "blue": 0.49803922}


def test_no_colour_clears_the_tab() -> None:
    sheet = desk()
    set_tab(sheet, "tabColorStyle", tabColorStyle={"rgbColor": {"red": 1}})
    assert "tabColor" not in set_tab(sheet, "tabColorStyle", tabColorStyle={"rgbColor": None})


def test_silent_requests_are_answered_with_nothing() -> None:
    replies = desk().batch({"insertDimension": {"range": lines("ROWS", 0, 1)}},
                           {"findReplace": {"find": "x", "replacement": "y", "allSheets": True}})["replies"]
    assert replies == [{}, {"findReplace": {}}]


def test_a_group_that_is_gone_is_answered_with_its_name() -> None:
    sheet = desk()
    sheet.batch({"addDimensionGroup": {"range": lines("ROWS", 0, 2)}})
    assert sheet.batch({"deleteDimensionGroup": {"range": lines("ROWS", 0, 2)}})["replies"] == [
        {"deleteDimensionGroup": {}}]


def test_a_merge_of_one_cell_is_none() -> None:
    sheet = desk()
    sheet.batch({"mergeCells": {"range": grid_range("A1:A2"), "mergeType": "MERGE_ROWS"}})
    assert "merges" not in sheet.told()["sheets"][0]


def test_merged_cells_keep_only_the_first_content() -> None:
    sheet = desk(["a", "b"], ["c", "d"])
    sheet.batch({"mergeCells": {"range": grid_range("A1:B2"), "mergeType": "MERGE_ALL"}})
    assert sheet.values() == [["a"]]


def test_trailing_cells_are_not_told_and_inner_ones_are_empty() -> None:
    sheet = desk(["a"], [], ["", "b"])
    rows = sheet.told("sheets.data.rowData.values.formattedValue")["sheets"][0]["data"][0]["rowData"]
    assert rows == [{"values": [{"formattedValue": "a"}]}, {}, {"values": [{}, {"formattedValue": "b"}]}]


def test_grid_data_says_where_it_starts() -> None:
    data = desk(["a", "b"], ["c", "d"]).ask("GET", "?ranges=B2:B3&includeGridData=true").json()["sheets"][0]["data"][0]
    assert (data["startRow"], data["startColumn"]) == (1, 1)
    assert data["rowData"][0]["values"][0]["effectiveValue"] == {"stringValue": "d"}
    assert data["columnMetadata"] == [{"pixelSize": 100}]
    assert data["rowMetadata"] == [{"pixelSize": 21}] * 2


def test_cells_are_told_only_when_they_are_asked_for() -> None:
    sheet = desk(["a"])
    assert "data" not in sheet.told()["sheets"][0]
    assert "data" in sheet.ask("GET", "?includeGridData=true").json()["sheets"][0]
    assert sheet.ask("GET", "?includeGridData=true&fields=sheets.properties.title").json() == {
        "sheets": [{"properties": {"title": "Sheet1"}}]}


def test_not_all_sheets_can_be_hidden() -> None:
    assert desk().refused({"updateSheetProperties": {"properties": {"hidden": True}, "fields": "hidden"}}) == (
        "Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document.")


@pytest.mark.parametrize(("title", "written"), [("Plain_1", "Plain_1!A1"), ("My tab", "'My tab'!A1"),
                                                ("D3", "'D3'!A1"), ("it's", "'it''s'!A1")])
def test_titles_are_quoted_only_when_they_need_it(title: str, written: str) -> None:
    sheet = desk()
    set_tab(sheet, "title", title=title)
    quoted = title.replace("'", "''")
    assert sheet.ask("GET", f"/values/'{quoted}'!A1").json()["range"] == written


def test_a_filter_with_open_ends_reaches_to_the_edges_and_hides_nothing_from_the_api() -> None:
    sheet = desk(["a"], ["b"])
    sheet.batch({"setBasicFilter": {"filter": {"range": {"sheetId": 0}, "criteria": {"0": {"hiddenValues": ["b"]}}}}})
    assert sheet.told()["sheets"][0]["basicFilter"]["range"] == {
        "startRowIndex": 0, "endRowIndex": 1000, "startColumnIndex": 0, "endColumnIndex": 26}
    assert sheet.values() == [["a"], ["b"]]
