"""Protected ranges: who is kept out of what."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sheets.errors import PROTECTED, ApiError
from tests.sheets.loopback import ANNA, ROBOT

from .helper import Desk, desk, formula, grid_range, lines, paste_values, swap

BEN = "ben@shop.example"


def protected(**more: Any) -> Desk:
    """The robot protects column A; Ben is staff, Anna owns the spreadsheet."""
    sheet = desk(["Key", "Order"], ["RMA-1", "A-1"], ["RMA-2", "A-2"])
    sheet.file.roles[BEN] = "writer"
    column = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}
    sheet.as_(ROBOT).batch({"addProtectedRange": {"protectedRange": {
        "range": column, "editors": {"users": [ROBOT]}} | more}})
    return sheet


WRITES: list[Any] = [
    swap("A2", "RMA-1", "x"), formula("A2", "=1"), paste_values("A1:B2"),
    {"deleteDimension": {"range": lines("ROWS", 1, 2)}},
    {"sortRange": {"range": grid_range("A2:B3"), "sortSpecs": [{"dimensionIndex": 1}]}},
    {"updateCells": {"range": grid_range("A1"), "fields": "note"}}, {"deleteSheet": {"sheetId": 0}},
    {"moveDimension": {"source": lines("ROWS", 1, 2), "destinationIndex": 3}},
    {"deleteProtectedRange": {}}, {"setDataValidation": {"range": grid_range("A2")}},
]


@pytest.mark.parametrize("write", WRITES)
def test_staff_are_kept_out(write: Any) -> None:
    sheet = protected(protectedRangeId=5)
    write = {"deleteProtectedRange": {"protectedRangeId": 5}} if "deleteProtectedRange" in write else write
    assert sheet.as_(BEN).refused(write).endswith(PROTECTED)


@pytest.mark.parametrize("who", [ROBOT, ANNA])
def test_editors_and_the_owner_are_not(who: str) -> None:
    protected().as_(who).batch(*(write for write in WRITES if not {"deleteSheet", "deleteProtectedRange"} & set(write)))


def test_a_warning_stops_nobody() -> None:
    protected(warningOnly=True, editors=None).as_(BEN).batch(WRITES[0])


def test_cells_beside_it_are_free() -> None:
    sheet = protected()
    sheet.person(BEN).type("B2", "new")
    with pytest.raises(ApiError, match="protected cell"):
        sheet.person(BEN).type("A2", "new")
    with pytest.raises(ApiError, match="protected cell"):
        sheet.person(BEN).sort("B")
    assert sheet.values()[1] == ["RMA-1", "new"]


def test_values_are_kept_out_too() -> None:
    sheet = protected().as_(BEN)
    assert sheet.put("A2", [["x"]])["error"]["message"] == PROTECTED
    assert sheet.ask("POST", "/values/A2:clear", {}).status == 400
    assert sheet.ask("POST", "/values/Sheet1:append?valueInputOption=RAW", {"values": [["x"]]}).status == 400


def test_unprotected_parts_of_a_protected_sheet() -> None:
    sheet = protected(range={"sheetId": 0}, unprotectedRanges=[grid_range("B1:B9")])
    sheet.person(BEN).type("B2", "free")
    with pytest.raises(ApiError, match="protected cell"):
        sheet.person(BEN).type("C2", "kept out")


def test_the_caller_is_an_editor_of_what_it_protects() -> None:
    sheet = protected(editors={"users": []})
    told = sheet.as_(ROBOT).told("sheets.protectedRanges")["sheets"][0]["protectedRanges"][0]
    assert told["editors"] == {"users": [ROBOT]}
    assert told["requestingUserCanEdit"] is True
    assert "editors" not in sheet.as_(BEN).told("sheets.protectedRanges")["sheets"][0]["protectedRanges"][0]


def test_editors_can_be_changed() -> None:
    sheet = protected(protectedRangeId=5)
    sheet.as_(ROBOT).batch({"updateProtectedRange": {"fields": "editors", "protectedRange": {
        "protectedRangeId": 5, "editors": {"users": [BEN]}}}})
    sheet.as_(BEN).batch(WRITES[0])
