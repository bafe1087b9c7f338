"""Who may see and change which spreadsheet, told to the real gspread as Google tells it."""

from __future__ import annotations

import gspread
import pytest

from tests.sheets.drive import XLSX
from tests.sheets.loopback import ROBOT, Loopback, loopback

VALUES = {"valueInputOption": "RAW"}


def message(shop: Loopback, file_id: str) -> tuple[int, str]:
    """What reading a cell is answered with."""
    with pytest.raises(gspread.exceptions.APIError) as caught:
        shop.robot().http_client.values_get(file_id, "A1")
    return caught.value.response.status_code, caught.value.error["message"]


def test_a_spreadsheet_that_is_not_shared() -> None:
    with loopback(role="none") as shop:
        assert message(shop, shop.file.file_id) == (403, "The caller does not have permission")
        with pytest.raises(PermissionError):
            shop.robot().open_by_key(shop.file.file_id)


def test_a_spreadsheet_that_does_not_exist() -> None:
    with loopback() as shop:
        assert message(shop, "1nowhere") == (404, "Requested entity was not found.")
        with pytest.raises(gspread.SpreadsheetNotFound):
            shop.robot().open_by_key("1nowhere")


def test_a_reader_reads_and_does_not_write() -> None:
    with loopback([["a"]], role="reader") as shop:
        http = shop.robot().http_client
        assert http.values_get(shop.file.file_id, "A1")["values"] == [["a"]]
        with pytest.raises(gspread.exceptions.APIError, match="does not have permission"):
            http.values_update(shop.file.file_id, "A1", VALUES, {"values": [["b"]]})


def test_the_api_was_never_switched_on() -> None:
    with loopback() as shop:
        shop.service.disabled = True
        status, text = message(shop, shop.file.file_id)
        assert status == 403
        assert "has not been used in project" in text
        assert "console.developers.google.com" in text


def test_a_workbook_of_excel_is_no_spreadsheet() -> None:
    with loopback() as shop:
        file = shop.service.drive.add("Returns.xlsx", ROBOT, None, XLSX)
        assert message(shop, file.file_id) == (400, "This operation is not supported for this document")


def test_sharing_with_gspread_lets_the_robot_in() -> None:
    with loopback(role="none") as shop:
        sheet = shop.user().open_by_key(shop.file.file_id)
        sheet.share(ROBOT, perm_type="user", role="writer", notify=False)
        shop.robot().http_client.values_update(shop.file.file_id, "A1", VALUES, {"values": [["b"]]})
        sheet.remove_permissions(ROBOT)
        assert message(shop, shop.file.file_id)[0] == 403
