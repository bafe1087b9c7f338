"""The spreadsheet in one call: the tabs that the register needs, with their ids and all their cells.

One request is one state of the sheet, so tabs, ids and cells fit together. A tab that bears another name than usual
costs a second call, in which all names are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gspread.exceptions import APIError
from gspread.urls import SPREADSHEET_URL

from .http import PatientClient

CELLS = "sheets(properties(sheetId,title),data(rowData(values(effectiveValue,userEnteredValue(formulaValue)))))"
NAMES = "properties(title),sheets(properties(sheetId,title))"
BAD_REQUEST = 400

Cells = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab: `rows` of `CellData` from the first row on; blank cells and rows at the end are left out."""

    sheet_id: int
    title: str
    rows: Sequence[Cells]


def fetch_names(client: PatientClient, spreadsheet: str) -> list[str]:
    """The titles of all tabs."""
    answer = client.request("get", SPREADSHEET_URL % spreadsheet, params={"fields": NAMES}).json()
    return [sheet["properties"]["title"] for sheet in answer["sheets"]]


def fetch_sheets(client: PatientClient, spreadsheet: str, titles: Sequence[str]) -> Sequence[Sheet] | None:
    """Those tabs, or None where one of them is not there."""
    params = {"ranges": [quoted(title) for title in titles], "fields": CELLS}
    try:
        answer = client.request("get", SPREADSHEET_URL % spreadsheet, params=params).json()
    except APIError as error:
        if error.response.status_code == BAD_REQUEST:
            return None
        raise
    return [_sheet(sheet) for sheet in answer["sheets"]]


def quoted(title: str) -> str:
    """A whole tab in A1 notation; one that looks like a cell (`D3`) must be quoted."""
    return "'{}'".format(title.replace("'", "''"))


def _sheet(sheet: Mapping[str, Any]) -> Sheet:
    told, data = sheet["properties"], sheet.get("data", [{}])
    return Sheet(told.get("sheetId", 0), told["title"],
                 [row.get("values", ()) for row in data[0].get("rowData", ())])
