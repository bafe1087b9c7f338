"""Quotas by the minute, and what goes wrong on the way."""

from __future__ import annotations

import time

import gspread
import pytest
import requests

from tests.sheets.faults import FAULTS, reads, writes
from tests.sheets.loopback import ANNA, Loopback, loopback


def put(shop: Loopback, value: str, client: gspread.Client | None = None) -> None:
    (client or shop.robot()).http_client.values_update(shop.file.file_id, "A1", {"valueInputOption": "RAW"},
                                                       {"values": [[value]]})


def test_sixty_reads_a_minute_and_not_one_more() -> None:
    with loopback() as shop:
        shop.service.clock.stop()
        shop.service.quota.limits = {"Read": 60, "Write": 60}
        http = shop.robot().http_client
        for _ in range(60):
            http.values_get(shop.file.file_id, "A1")
        with pytest.raises(gspread.exceptions.APIError, match="Quota exceeded for quota metric 'Read req") as caught:
            http.values_get(shop.file.file_id, "A1")
        assert caught.value.response.status_code == 429
        put(shop, "writes are counted apart")
        shop.service.clock.advance(60)
        http.values_get(shop.file.file_id, "A1")


def test_each_user_has_a_quota_and_people_at_the_screen_need_none() -> None:
    with loopback() as shop:
        shop.service.clock.stop()
        shop.service.quota.limits = {"Write": 1}
        put(shop, "robot")
        put(shop, "anna", shop.user())
        shop.person().type("A1", "typed")
        with pytest.raises(gspread.exceptions.APIError, match="Write requests per minute per user"):
            put(shop, "robot again")
        assert shop.service.quota.used("Write", ANNA) == 1


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_applies_what_it_says(name: str) -> None:
    with loopback([["before"]]) as shop:
        robot = shop.robot()
        robot.set_timeout((2, 0.5))
        shop.service.faults.next(name, where=writes)
        with pytest.raises((gspread.exceptions.APIError, requests.exceptions.RequestException)):
            put(shop, "after", robot)
        assert shop.person().value("A1") == ("after" if FAULTS[name].applied else "before")
        put(shop, "and then all is well", robot)


def test_a_gateway_answers_in_html() -> None:
    with loopback() as shop:
        shop.service.faults.next("502 HTML", where=reads)
        with pytest.raises(gspread.exceptions.APIError) as caught:
            shop.robot().http_client.values_get(shop.file.file_id, "A1")
        assert caught.value.code == -1
        assert caught.value.response.status_code == 502


def test_how_long_to_wait_is_told_or_not() -> None:
    with loopback() as shop:
        for name, header in (("429", None), ("429 with Retry-After", "1")):
            shop.service.faults.next(name, where=writes)
            with pytest.raises(gspread.exceptions.APIError) as caught:
                put(shop, "x")
            assert caught.value.response.headers.get("Retry-After") == header


def test_a_late_answer_is_the_true_one() -> None:
    with loopback() as shop:
        shop.service.faults.next("hang after", where=writes, seconds=0.2)
        start = time.monotonic()
        put(shop, "late")
        assert time.monotonic() - start >= 0.2


def test_a_server_that_stops_does_not_wait_for_those_that_hang() -> None:
    start = time.monotonic()
    with loopback() as shop:
        robot = shop.robot()
        robot.set_timeout((2, 0.2))
        shop.service.faults.next("hang", where=reads)
        with pytest.raises(requests.exceptions.ReadTimeout):
            robot.http_client.values_get(shop.file.file_id, "A1")
    assert time.monotonic() - start < 10


def test_faults_come_in_their_order_and_as_often_as_ordered() -> None:
    with loopback() as shop:
        shop.service.faults.next("503 before", times=2, where=writes)
        for _ in range(2):
            with pytest.raises(gspread.exceptions.APIError, match="currently unavailable"):
                put(shop, "x")
        put(shop, "x")
