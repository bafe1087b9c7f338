"""Several at once, and a second client that is not gspread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httplib2
from googleapiclient.discovery import build

from tests.sheets.loopback import ANNA, loopback

from .helper import desk, formula, paste_values, swap


def test_of_many_that_fill_an_empty_cell_one_wins() -> None:
    with loopback([["Key"], [""]]) as shop:
        def fill(number: int) -> bool:
            answer = shop.robot().http_client.batch_update(shop.file.file_id, {"requests": [
                swap("A2", "", f"RMA-{number}")]})
            return bool(answer["replies"][0]["findReplace"])

        with ThreadPoolExecutor(8) as pool:
            won = [number for number, filled in enumerate(pool.map(fill, range(8))) if filled]
        assert len(won) == 1
        assert shop.person().value("A2") == f"RMA-{won[0]}"


def test_googles_own_client_finds_its_way() -> None:
    with loopback([["Key"], ["RMA-1"]]) as shop:
        shop.service.tokens.anybody = ANNA
        http = httplib2.Http(timeout=10)
        sheets = build("sheets", "v4", http=http, client_options={"api_endpoint": shop.base}).spreadsheets()
        read = sheets.values().get(spreadsheetId=shop.file.file_id, range="Sheet1!A1:A").execute()
        assert read["values"] == [["Key"], ["RMA-1"]]
        sheets.batchUpdate(spreadsheetId=shop.file.file_id, body={"requests": [swap("A2", "RMA-1", "RMA-2")]}).execute()
        assert shop.person().rows() == [["Key"], ["RMA-2"]]
        http.close()


def test_a_large_register_is_joined_and_read() -> None:
    sheet = desk()
    rows = 5_000
    sheet.batch({"updateSheetProperties": {"fields": "gridProperties.rowCount", "properties": {
        "gridProperties": {"rowCount": rows + 1}}}},
        {"addSheet": {"properties": {"title": "_rma", "gridProperties": {"rowCount": rows}}}})
    sheet.put("Sheet1!A2", [[f"RMA-{number}"] for number in range(rows)])
    sheet.put("_rma!A1", [[f"RMA-{number}", number] for number in reversed(range(rows))])
    sheet.batch(formula(f"B2:B{rows + 1}", '=IF($A2="","",XLOOKUP($A2,_rma!$A:$A,_rma!$B:$B,""))'),
                paste_values(f"B2:B{rows + 1}"))
    assert sheet.values("Sheet1!B2:B") == [[number] for number in range(rows)]
