"""The whole way with the real gspread: key, token, read, compare-and-swap, join, read-back in one answer."""

from __future__ import annotations

import gspread
import pytest

from tests.sheets.loopback import ROBOT, loopback

from .helper import formula, paste_values, swap

ROWS = [["Key", "Status", "Order"], ["", "", "A-1"], ["RMA-2", "", "A-2"]]
LEDGER = {"updateCells": {"start": {"sheetId": 7}, "fields": "userEnteredValue", "rows": [
    {"values": [{"userEnteredValue": {"stringValue": key}}, {"userEnteredValue": {"stringValue": status}}]}
    for key, status in (("RMA-1", "new"), ("RMA-2", "approved"))]}}
JOIN = '=IF($A2="","",XLOOKUP($A2,_rma!$A:$A,_rma!$B:$B,""))'


def test_a_key_is_placed_and_the_status_joined_in_one_call() -> None:
    with loopback(ROWS) as shop:
        http = shop.robot().http_client
        read = http.values_batch_get(shop.file.file_id, ["Sheet1!A1:C"])
        answer = http.batch_update(shop.file.file_id, {"requests": [
            {"addSheet": {"properties": {"sheetId": 7, "title": "_rma", "hidden": True}}}, LEDGER,
            swap("A2", "", "RMA-1"), formula("B2:B1000", JOIN), paste_values("B2:B1000")],
            "includeSpreadsheetInResponse": True, "responseRanges": ["Sheet1!A1:B"], "responseIncludeGridData": True})
        rows = answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"]
        assert read["valueRanges"][0]["values"] == ROWS
        assert [[cell["effectiveValue"]["stringValue"] for cell in row["values"]] for row in rows] == [
            ["Key", "Status"], ["RMA-1", "new"], ["RMA-2", "approved"]]
        assert all("formulaValue" not in cell["userEnteredValue"] for row in rows for cell in row["values"])


def test_somebody_sorts_between_the_read_and_the_write_and_the_status_still_fits() -> None:
    with loopback([["Key", "Status", "Order"], ["RMA-1", "", "A-1"], ["RMA-2", "", "A-2"]]) as shop:
        anna, http = shop.person(), shop.robot().http_client
        shop.service.before.append(lambda request: anna.sort("C", descending=True) if "batch" in request.path else None)
        http.batch_update(shop.file.file_id, {"requests": [
            {"addSheet": {"properties": {"sheetId": 7, "title": "_rma"}}}, LEDGER, formula("B2:B3", JOIN),
            paste_values("B2:B3")]})
        assert anna.rows()[1:] == [["RMA-2", "approved", "A-2"], ["RMA-1", "new", "A-1"]]


def test_high_level_gspread_finds_its_way() -> None:
    with loopback(ROWS) as shop:
        sheet = shop.robot().open_by_key(shop.file.file_id).sheet1
        assert sheet.get_all_values() == ROWS
        assert sheet.find("A-2").address == "C3"


def test_a_service_account_cannot_make_a_spreadsheet_but_a_person_can() -> None:
    with loopback() as shop:
        with pytest.raises(gspread.exceptions.APIError, match="storage quota"):
            shop.robot().create("New")
        assert shop.user().create("New").title == "New"


def test_every_request_is_in_the_log_with_its_sender() -> None:
    with loopback() as shop:
        shop.robot().open_by_key(shop.file.file_id)
        assert [(request.method, request.who) for request in shop.service.log] == [("POST", ""), ("GET", ROBOT)]
