"""Requests to Google: repeated where that is harmless, never where something may have been applied, never for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account
from gspread.exceptions import APIError
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_VALUES_BATCH_URL

from rma_sheets.adapters.google.http import BUDGET, FULL_MINUTE, TRIES, PatientClient
from tests.sheets.clients import SCOPES, redirect
from tests.sheets.faults import reads, writes
from tests.sheets.loopback import Loopback, loopback


@pytest.fixture
def sheet() -> Iterator[Loopback]:
    with loopback([["Order", "RMA"], ["1001", ""]]) as made:
        yield made


@pytest.fixture
def client(sheet: Loopback) -> PatientClient:
    granted = service_account.Credentials.from_service_account_info(sheet.key(), scopes=SCOPES)
    session = AuthorizedSession(granted)
    redirect(session, sheet.base)
    made = PatientClient(granted, session)
    made.timeout = (5.0, 0.3)
    made.sleep = lambda seconds: None
    made.chance = lambda: 0.5
    return made


def read(client: PatientClient, sheet: Loopback) -> object:
    """The register, in one call."""
    url = SPREADSHEET_VALUES_BATCH_URL % sheet.file.file_id
    return client.request("get", url, params={"ranges": ["Sheet1!A1:B2"]}).json()["valueRanges"][0]["values"]


def number(client: PatientClient, sheet: Loopback) -> None:
    """One cell changes."""
    cell = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 1, "endColumnIndex": 2}
    change = {"updateCells": {"range": cell, "fields": "userEnteredValue",
                              "rows": [{"values": [{"userEnteredValue": {"stringValue": "RMA-1"}}]}]}}
    client.request("post", SPREADSHEET_BATCH_UPDATE_URL % sheet.file.file_id, json={"requests": [change]})


PASSING = ("429", "500", "503 before", "502 HTML", "dropped", "hang")


@pytest.mark.parametrize("fault", PASSING)
def test_reading_is_tried_again(client: PatientClient, sheet: Loopback, fault: str) -> None:
    sheet.service.faults.next(fault, where=reads, **({"seconds": 1} if fault == "hang" else {}))
    assert read(client, sheet) == [["Order", "RMA"], ["1001"]]
    assert (client.traffic.calls, client.traffic.repeated) == (2, 1)


def test_a_quota_is_waited_for_also_by_what_changes_something(client: PatientClient, sheet: Loopback) -> None:
    waits: list[float] = []
    client.sleep = waits.append
    sheet.service.faults.next("429", where=writes)
    sheet.service.faults.next("429 with Retry-After", where=writes)
    number(client, sheet)
    assert waits == [FULL_MINUTE, 1.0]
    assert read(client, sheet) == [["Order", "RMA"], ["1001", "RMA-1"]]


@pytest.mark.parametrize(("fault", "applied"), [("503 before", False), ("503 after", True), ("answer lost", True),
                                                ("502 HTML", False), ("dropped", False)])
def test_what_may_have_been_applied_is_not_sent_again(client: PatientClient, sheet: Loopback, fault: str,
                                                      applied: bool) -> None:
    sheet.service.faults.next(fault, where=writes)
    with pytest.raises((APIError, requests.ConnectionError)):
        number(client, sheet)
    assert client.traffic.repeated == 0
    assert read(client, sheet) == [["Order", "RMA"], ["1001", "RMA-1"] if applied else ["1001"]]


def _waits(client: PatientClient) -> list[float]:
    waits: list[float] = []
    client.sleep = waits.append
    return waits


def test_it_waits_longer_each_time_and_gives_up(client: PatientClient, sheet: Loopback) -> None:
    waits = _waits(client)
    sheet.service.faults.next("503 before", where=reads, times=TRIES)
    with pytest.raises(APIError):
        read(client, sheet)
    assert waits == [2.0, 4.0, 8.0, 16.0, 32.0]


def test_all_requests_of_a_pass_share_one_budget(client: PatientClient, sheet: Loopback) -> None:
    waits = _waits(client)
    while sum(waits) + 62 <= BUDGET:
        sheet.service.faults.next("503 before", where=reads, times=TRIES - 1)
        read(client, sheet)
    sheet.service.faults.next("503 before", where=reads, times=TRIES - 1)
    with pytest.raises(APIError):
        read(client, sheet)
    assert sum(waits) <= BUDGET


@pytest.mark.parametrize("ask", [
    lambda client, sheet: client.request("get", SPREADSHEET_VALUES_BATCH_URL % "nobody's"),
    lambda client, sheet: client.request("get", SPREADSHEET_VALUES_BATCH_URL % sheet.file.file_id,
                                         params={"ranges": ["No tab!A1"]})])
def test_a_refusal_is_final(client: PatientClient, sheet: Loopback,
                            ask: Callable[[PatientClient, Loopback], object]) -> None:
    with pytest.raises(APIError):
        ask(client, sheet)
    assert client.traffic.repeated == 0


def test_bytes_are_counted(client: PatientClient, sheet: Loopback) -> None:
    number(client, sheet)
    read(client, sheet)
    assert client.traffic.calls == 2
    assert client.traffic.up > 100
    assert client.traffic.down > 50
