"""What is not in Google's schemas is refused as Google refuses it; what we do not know is refused too."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sheets.kinds import KINDS
from tests.sheets.schema import field_names

from .helper import Desk, desk, grid_range, swap

UNKNOWN = [
    ({"findReplaced": {}}, 'Invalid JSON payload received. Unknown name "findReplaced" at \'requests[0]\': '
                           "Cannot find field."),
    ({"findReplace": {"finds": "x"}}, 'Invalid JSON payload received. Unknown name "finds" at '
                                      "'requests[0].find_replace': Cannot find field."),
    ({"findReplace": {"find": 7}}, "Invalid value at 'requests[0].find_replace.find' (TYPE_STRING), 7"),
    ({"deleteSheet": {"sheetId": "x"}}, "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), \"x\""),
    ({"copyPaste": {"pasteType": "PASTE"}}, "Invalid value at 'requests[0].copy_paste.paste_type' "
                                           "(TYPE_ENUM), \"PASTE\""),
]


@pytest.mark.parametrize(("request_", "sentence"), UNKNOWN)
def test_an_unknown_field_or_kind_is_refused_in_googles_words(request_: Any, sentence: str) -> None:
    assert desk().refused(request_) == sentence


def test_a_refusal_tells_everything_at_once() -> None:
    error = desk().ask("POST", ":batchUpdate", {"requests": [{"a": 1}, {"b": 1}]}).json()["error"]
    assert len(error["details"][0]["fieldViolations"]) == 2


def test_a_kind_that_we_do_not_know_is_refused_and_not_passed_over() -> None:
    sentence = desk().refused({"addChart": {"chart": {}}})
    assert sentence == "Invalid requests[0].addChart: The test server does not know this kind of request."


def test_every_kind_that_we_know_is_one_of_googles() -> None:
    assert set(KINDS) <= field_names("Request")


@pytest.mark.parametrize("requests", [[], [{}], [{"findReplace": {}, "deleteSheet": {}}]])
def test_each_request_is_exactly_one_kind(requests: Any) -> None:
    assert desk().ask("POST", ":batchUpdate", {"requests": requests}).status == 400


def test_unknown_query_parameters_and_values_are_refused() -> None:
    sheet = desk()
    assert "Cannot bind query parameter" in sheet.ask("GET", "/values/A1?render=RAW").json()["error"]["message"]
    assert sheet.ask("GET", "/values/A1?valueRenderOption=RAW").status == 400


@pytest.mark.parametrize("fields", ["nothing", "sheets.nothing", "sheets.properties.title.more", "sheets(", "a b"])
def test_a_read_mask_must_name_what_is_there(fields: str) -> None:
    assert desk().ask("GET", f"?fields={fields}").status == 400


def test_a_write_mask_is_needed() -> None:
    body = {"updateCells": {"start": {"sheetId": 0}, "rows": [{"values": [{"note": "x"}]}]}}
    assert "At least one field must be listed" in desk().refused(body)


def test_text_that_is_no_json_is_refused() -> None:
    sheet = desk()
    answer = sheet.ask("POST", "/values/A1:clear", {})
    assert answer.status == 200
    assert sheet.ask("PUT", "/values/A1?valueInputOption=RAW", {"values": "X"}).json()["error"]["message"] == (
        "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"X\"")


FAILING: list[Any] = [
    {"deleteSheet": {"sheetId": 99}}, {"deleteNamedRange": {"namedRangeId": "none"}}, {"addChart": {}},
    {"addSheet": {"properties": {"title": "Sheet1"}}}, {"deleteDimension": {"range": {"dimension": "ROWS"}}},
]


@pytest.mark.parametrize("failing", FAILING)
def test_a_batch_that_fails_at_its_end_changed_nothing(failing: Any) -> None:
    sheet = desk(["Key"], [""], ["b"], ["a"])
    before = state(sheet)
    sheet.refused(swap("A2", "", "RMA-1"), {"sortRange": {"range": grid_range("A2:A4"), "sortSpecs": [{}]}},
                  {"addSheet": {"properties": {"title": "New"}}},
                  {"addNamedRange": {"namedRange": {"name": "N", "range": grid_range("A1")}}},
                  {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}}}, failing)
    assert state(sheet) == before


def state(sheet: Desk) -> Any:
    return sheet.ask("GET", "?includeGridData=true").json(), sheet.file.version


def test_an_id_that_exists_fails_the_whole_batch() -> None:
    sheet = desk()
    fence = {"addNamedRange": {"namedRange": {"namedRangeId": "rma_epoch_1", "name": "rma_epoch_1",
                                              "range": grid_range("A1")}}}
    sheet.batch(fence, swap("A1", "", "first"))
    assert "already exists" in sheet.refused({"addNamedRange": {"namedRange": fence["addNamedRange"]["namedRange"] | {
        "name": "other"}}}, swap("A1", "first", "second"))
    assert sheet.values() == [["first"]]
