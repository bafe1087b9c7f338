"""A whole register in one batch, with everything that hangs on it; a second time fails as a whole."""

from __future__ import annotations

from typing import Any

from tests.sheets.loopback import ROBOT

from .helper import desk

HEADER = ("RMA no.", "Status", "Order", "Ready", "Decision", "E-mail")
BLUE = {"red": 0.2, "green": 0.4, "blue": 0.8}


def cells(left: int, right: int, top: int = 1, sheet_id: int = 1001) -> dict[str, int]:
    """Open below: everything from row `top` on."""
    return {"sheetId": sheet_id, "startRowIndex": top, "startColumnIndex": left, "endColumnIndex": right}


def tab(sheet_id: int, title: str, **more: Any) -> dict[str, Any]:
    return {"addSheet": {"properties": {"sheetId": sheet_id, "title": title} | more}}


def rule(column: int, kind: str, *values: str, strict: bool = True) -> dict[str, Any]:
    condition = {"type": kind, "values": [{"userEnteredValue": value} for value in values]}
    return {"setDataValidation": {"range": cells(column, column + 1),
                                  "rule": {"condition": condition, "strict": strict, "showCustomUi": True}}}


INIT: list[dict[str, Any]] = [
    tab(1001, "Returns", gridProperties={"rowCount": 200, "columnCount": 10, "frozenRowCount": 1}, tabColorStyle={
        "rgbColor": BLUE}),
    tab(1002, "_rma", hidden=True), tab(1003, "Dashboard"),
    {"updateCells": {"start": {"sheetId": 1001}, "fields": "userEnteredValue,userEnteredFormat,note", "rows": [{
        "values": [{"userEnteredValue": {"stringValue": title}, "note": "written by rma-sheets", "userEnteredFormat": {
            "textFormat": {"bold": True}, "backgroundColor": BLUE}} for title in HEADER]}]}},
    {"repeatCell": {"range": cells(0, 3), "fields": "userEnteredFormat.numberFormat", "cell": {
        "userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}}},
    rule(4, "ONE_OF_LIST", "refund", "exchange"), rule(3, "BOOLEAN"), rule(5, "TEXT_IS_EMAIL", strict=False),
    {"addConditionalFormatRule": {"index": 0, "rule": {"ranges": [cells(0, 10)], "booleanRule": {
        "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": '=$B2="closed"'}]},
        "format": {"textFormat": {"strikethrough": True}}}}}},
    {"addProtectedRange": {"protectedRange": {"range": cells(0, 2, 0), "warningOnly": True}}},
    {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 1002}, "editors": {"users": [ROBOT]}}}},
    {"addBanding": {"bandedRange": {"range": cells(0, 10, 0), "rowProperties": {"firstBandColor": BLUE}}}},
    {"addFilterView": {"filter": {"title": "Open returns", "range": cells(0, 6, 0)}}},
    {"addNamedRange": {"namedRange": {"name": "returns", "range": cells(0, 6, 0)}}},
    {"updateDimensionProperties": {"range": {"sheetId": 1001, "dimension": "COLUMNS", "startIndex": 5, "endIndex": 6},
                                   "properties": {"pixelSize": 200}, "fields": "pixelSize"}},
    *({"createDeveloperMetadata": {"developerMetadata": {
        "metadataId": 70000 + place, "metadataKey": "rma-sheets.col", "metadataValue": title, "visibility": "DOCUMENT",
        "location": {"dimensionRange": {"sheetId": 1001, "dimension": "COLUMNS", "startIndex": place,
                                        "endIndex": place + 1}}}}} for place, title in enumerate(HEADER)),
    {"updateCells": {"start": {"sheetId": 1003}, "fields": "userEnteredValue", "rows": [{"values": [
        {"userEnteredValue": {"stringValue": "open"}},
        {"userEnteredValue": {"formulaValue": '=COUNTIF(Returns!B:B,"open")'}}]}]}},
]


def test_a_register_is_set_up_in_one_batch_and_never_twice() -> None:
    sheet = desk().as_(ROBOT)
    sheet.batch(*INIT)
    told = sheet.ask("GET", "?includeGridData=true").json()
    returns = told["sheets"][1]
    assert [each["properties"]["title"] for each in told["sheets"]] == ["Sheet1", "Returns", "_rma", "Dashboard"]
    assert {"bandedRanges", "filterViews", "conditionalFormats", "protectedRanges"} <= set(returns)
    assert returns["properties"]["tabColor"] == {"red": 0.2, "green": 0.4, "blue": 0.8}
    before = sheet.told()
    assert "already exists" in sheet.refused(*INIT)
    assert sheet.told() == before


def test_the_dashboard_counts_and_a_filter_view_moves_nobody() -> None:
    sheet = desk().as_(ROBOT)
    sheet.batch(*INIT)
    sheet.put("Returns!A2:C3", [["RMA-1", "open", "007"], ["RMA-2", "open", "8"]])
    assert sheet.values("Dashboard!A1:B1") == [["open", 2]]
    assert sheet.values("Returns!C2:C3") == [["007"], ["8"]]


def test_cells_are_appended_after_the_last_row_with_data() -> None:
    sheet = desk(["a"], [], ["b"])
    sheet.batch({"appendCells": {"sheetId": 0, "fields": "userEnteredValue", "rows": [
        {"values": [{"userEnteredValue": {"stringValue": "=c"}}]}]}})
    assert sheet.values() == [["a"], [], ["b"], ["=c"]]
