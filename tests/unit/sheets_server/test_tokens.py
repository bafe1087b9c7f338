"""The token endpoint, asked by the real google-auth."""

from __future__ import annotations

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError

from tests.sheets.clients import redirect, service_account_client, user_client
from tests.sheets.loopback import ROBOT, Loopback, loopback


def read(client: gspread.Client, shop: Loopback) -> None:
    client.http_client.values_get(shop.file.file_id, "A1")


def test_one_token_serves_many_requests() -> None:
    with loopback() as shop:
        robot = shop.robot()
        for _ in range(3):
            read(robot, shop)
        assert shop.service.tokens.issued == 1


def test_a_revoked_token_is_renewed_unseen() -> None:
    with loopback() as shop:
        robot = shop.robot()
        read(robot, shop)
        shop.service.tokens.revoke()
        read(robot, shop)
        assert shop.service.tokens.issued == 2


def test_a_token_ends_after_an_hour_and_is_renewed_unseen() -> None:
    with loopback() as shop:
        robot = shop.robot()
        read(robot, shop)
        shop.service.clock.advance(3601)
        read(robot, shop)
        assert shop.service.tokens.issued == 2


@pytest.mark.parametrize("seconds", [7200, -7200])
def test_a_clock_that_is_wrong(seconds: int) -> None:
    with loopback() as shop:
        shop.service.clock.advance(seconds)
        with pytest.raises(RefreshError, match="short-lived"):
            read(shop.robot(), shop)


def test_the_key_of_another_is_no_key() -> None:
    with loopback() as shop, pytest.raises(RefreshError, match="Invalid JWT Signature"):
        read(service_account_client(shop.base, ROBOT, number=1), shop)


def test_an_account_that_is_gone() -> None:
    with loopback() as shop, pytest.raises(RefreshError, match="account not found"):
        read(service_account_client(shop.base, "nobody@gone.example"), shop)


def test_a_person_reads_with_a_refresh_token_until_it_is_withdrawn() -> None:
    with loopback() as shop:
        read(shop.user(), shop)
        with pytest.raises(RefreshError, match="expired or revoked"):
            read(user_client(shop.base, "never granted"), shop)


def test_without_a_token_nothing_is_told() -> None:
    with loopback() as shop, requests.Session() as session:
        redirect(session, shop.base)
        with pytest.raises(gspread.exceptions.APIError, match="invalid authentication credentials"):
            read(gspread.Client(None, session=session), shop)
