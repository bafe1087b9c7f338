"""The real gspread and google-auth, pointed to our server: only scheme and host of a request are replaced."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import gspread
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import credentials, service_account
from requests.adapters import HTTPAdapter

from .keys import key_file

HOSTS = ("https://sheets.googleapis.com/", "https://www.googleapis.com/")
SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
TIMEOUT = (5, 20)


class ToLoopback(HTTPAdapter):
    """Sends to our server what is meant for Google."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = urlsplit(base)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        meant = urlsplit(request.url or "")
        request.url = urlunsplit(meant._replace(scheme=self._base.scheme, netloc=self._base.netloc))
        return super().send(request, *args, **kwargs)


def redirect(session: requests.Session, base: str) -> None:
    for host in HOSTS:
        session.mount(host, ToLoopback(base))


def service_account_client(base: str, email: str, number: int = 0) -> gspread.Client:
    """A client with the key of a service account; `number`: which of our key pairs."""
    info = key_file(email, f"{base}/token", number)
    return client(base, service_account.Credentials.from_service_account_info(info, scopes=SCOPES))


def user_client(base: str, refresh_token: str) -> gspread.Client:
    """A client with what a person granted."""
    return client(base, credentials.Credentials(None, refresh_token=refresh_token, token_uri=f"{base}/token",
                                                client_id="client", client_secret="secret", scopes=SCOPES))


def client(base: str, granted: Any) -> gspread.Client:
    session = AuthorizedSession(granted)
    redirect(session, base)
    made = gspread.Client(granted, session=session)
    made.set_timeout(TIMEOUT)
    return made
