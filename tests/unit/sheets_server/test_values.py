"""What goes into cells and how it comes out."""

from __future__ import annotations

from typing import Any

import pytest

from .helper import Desk, desk, grid_range

TYPED: dict[str, Any] = {
    "000123": 123, "+49170123": 49170123, "1E5": 100000, "1,234.5": 1234.5, "12%": 0.12, "2020-01-01": 43831,
    "TRUE": True, "#N/A": "#N/A", " 7 ": 7, "'007": "007", "RMA-26-1": "RMA-26-1", "": "", "=1+1": 2, "=": "=",
    "1,23": "1,23", "abc ": "abc ", "-": "-", ".": ".", "1/2/2020": 43832, "12:30": 0.5208333333333334,
}


@pytest.mark.parametrize("text", TYPED)
def test_typed_text_becomes_what_the_sheet_makes_of_it(text: str) -> None:
    sheet = desk()
    sheet.put("A1:B1", [[text, "end"]], "USER_ENTERED")
    assert sheet.values() == [[TYPED[text], "end"]]


@pytest.mark.parametrize("text", TYPED)
def test_raw_text_stays_as_it_is(text: str) -> None:
    sheet = desk()
    sheet.put("A1:B1", [[text, "end"]])
    assert sheet.values() == [[text, "end"]]


def text_column() -> Desk:
    sheet = desk()
    sheet.batch({"repeatCell": {"range": grid_range("A1:A9"), "fields": "userEnteredFormat.numberFormat",
                                "cell": {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}}})
    return sheet


@pytest.mark.parametrize("text", ["007", "1E5", "2-3", "+49170", "=1+1", "TRUE"])
def test_a_text_column_keeps_what_was_typed(text: str) -> None:
    sheet = text_column()
    sheet.person().type("A1", text)
    assert sheet.values() == [[text]]


def test_two_dash_three_is_a_day_of_this_year() -> None:
    sheet = desk()
    sheet.put("A1", [["2-3"]], "USER_ENTERED")
    assert str(sheet.values(render="FORMATTED_VALUE")[0][0]).startswith("2-3-20")


def test_a_decimal_comma_is_read_where_the_locale_has_one() -> None:
    sheet = desk()
    sheet.batch({"updateSpreadsheetProperties": {"properties": {"locale": "de_DE"}, "fields": "locale"}})
    sheet.put("A1:B1", [["1.234,5", "3.2.2020"]], "USER_ENTERED")
    assert sheet.values() == [[1234.5, 43864]]
    assert sheet.values(render="FORMATTED_VALUE") == [["1.234,50", "03.02.2020"]]


def test_ways_of_reading() -> None:
    sheet = desk()
    sheet.put("A1:D1", [["=4/2", "2020-01-01", True, 0.5]], "USER_ENTERED")
    assert sheet.values(render="UNFORMATTED_VALUE") == [[2, 43831, True, 0.5]]
    assert sheet.values(render="FORMATTED_VALUE") == [["2", "2020-01-01", "TRUE", "0.5"]]
    assert sheet.values(render="FORMULA") == [["=4/2", 43831, True, 0.5]]


def test_null_leaves_a_cell_alone_and_an_empty_text_clears_it() -> None:
    sheet = desk(["a", "b", "c"])
    answer = sheet.put("A1:C1", [[None, "", "C"]])
    assert (answer["updatedCells"], answer["updatedColumns"]) == (2, 2)
    assert sheet.values() == [["a", "", "C"]]


def test_blanks_at_the_end_are_absent() -> None:
    sheet = desk(["a", ""], ["", ""], ["", "b"], ["", ""])
    assert sheet.values() == [["a"], [], ["", "b"]]
    assert "values" not in sheet.ask("GET", "/values/D1:D9").json()


def test_columns_first() -> None:
    sheet = desk(["a", "b"], ["c"])
    assert sheet.ask("GET", "/values/A1:B2?majorDimension=COLUMNS").json()["values"] == [["a", "c"], ["b"]]


RANGES = {"'Sheet1'": "Sheet1!A1:Z1000", "A1:1": "Sheet1!A1:Z1", "D4:A1": "Sheet1!A1:D4", "B2": "Sheet1!B2",
          "C:C": "Sheet1!C1:C1000", "B3:C": "Sheet1!B3:C1000", "A1:B2000": "Sheet1!A1:B1000", "2:3": "Sheet1!A2:Z3",
          "sheet1!a1:b2": "Sheet1!A1:B2", "'Sheet1'!Name": "Sheet1!B2:C3", "Name": "Sheet1!B2:C3"}


@pytest.mark.parametrize("given", RANGES)
def test_ranges_are_answered_in_full(given: str) -> None:
    sheet = desk()
    sheet.batch({"addNamedRange": {"namedRange": {"name": "Name", "range": grid_range("B2:C3")}}})
    assert sheet.ask("GET", f"/values/{given}").json()["range"] == RANGES[given]


BAD_RANGES = {"Nowhere!A1": "Unable to parse range: Nowhere!A1", "A1:B2:C3": "Unable to parse range: A1:B2:C3",
              "NoName": "Unable to parse range: NoName", "A0": "Unable to parse range: A0",
              "A1001": "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"}


@pytest.mark.parametrize("given", BAD_RANGES)
def test_ranges_that_are_none_are_refused(given: str) -> None:
    assert desk().values(given) == BAD_RANGES[given]


def test_writing_beyond_the_grid_or_the_range_is_refused() -> None:
    sheet = desk()
    assert "exceeds grid limits" in sheet.put("A1000", [["a"], ["b"]])["error"]["message"]
    assert sheet.put("A1:B1", [["a", "b", "c"]])["error"]["message"] == (
        "Requested writing within range [Sheet1!A1:B1], but tried writing to column [C]")


def test_there_is_no_default_for_the_input_option() -> None:
    answer = desk().ask("PUT", "/values/A1", {"values": [["a"]]})
    assert answer.json()["error"]["message"] == "'valueInputOption' is required but not specified"


def test_totals_count_each_column_once() -> None:
    answer = desk().ask("POST", "/values:batchUpdate", {"valueInputOption": "RAW", "data": [
        {"range": "A1:D1", "values": [["a", "b", "", "d"]]}, {"range": "A4:D4", "values": [["a", "b", "", "d"]]}]})
    totals = {name: value for name, value in answer.json().items() if name.startswith("total")}
    assert totals == {"totalUpdatedRows": 2, "totalUpdatedColumns": 4, "totalUpdatedCells": 8, "totalUpdatedSheets": 1}


def test_clearing_leaves_formats() -> None:
    sheet = text_column()
    sheet.put("A1", [["007"]])
    assert sheet.ask("POST", "/values/'Sheet1':clear", {}).json()["clearedRange"] == "Sheet1!A1:Z1000"
    sheet.person().type("A1", "007")
    assert sheet.values() == [["007"]]


def append(sheet: Desk, cells: str, *row: str, how: str = "") -> Any:
    answer = sheet.ask("POST", f"/values/{cells}:append?valueInputOption=RAW{how}", {"values": [row]}).json()
    return answer.get("tableRange"), answer["updates"]["updatedRange"]


def test_append_falls_for_a_gap() -> None:
    sheet = desk(["x", "", "z"])
    assert append(sheet, "Sheet1", "a", "b") == ("Sheet1!C1", "Sheet1!C2:D2")


def test_append_with_a_place_to_look_lands_right() -> None:
    sheet = desk(["x", "", "z"])
    assert append(sheet, "A1", "a", "b") == ("Sheet1!A1", "Sheet1!A2:B2")


def test_append_fills_a_hole_and_overwrites_unless_told_to_insert() -> None:
    sheet = desk(["x", "y"], ["", ""], ["p", "q"])
    assert append(sheet, "A1", "a", "b") == ("Sheet1!A1:B1", "Sheet1!A2:B2")
    other = desk(["x", "y"], ["", ""], ["p", "q"])
    append(other, "A1", "a", "b", how="&insertDataOption=INSERT_ROWS")
    assert other.values() == [["x", "y"], ["a", "b"], [], ["p", "q"]]


def test_append_below_the_last_row_lets_the_sheet_grow() -> None:
    sheet = desk()
    sheet.batch({"updateSheetProperties": {"fields": "gridProperties.rowCount", "properties": {
        "gridProperties": {"rowCount": 1}}}})
    sheet.put("A1", [["x"]])
    assert append(sheet, "Sheet1", "a") == ("Sheet1!A1", "Sheet1!A2")


def test_too_long_a_text_is_refused() -> None:
    assert "50000 characters" in desk().put("A1", [["x" * 50_001]])["error"]["message"]
