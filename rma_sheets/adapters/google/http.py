"""How requests go to Google: with a timeout, repeated where that is harmless, within one budget for the whole pass.

gspread's own client waits for ever, and its patient one never gives up and sends again what may have been applied. Here
what only reads is tried again; what changes something only where Google says that it was not let in (429).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

TIMEOUT = (10.0, 100.0)
"""Seconds to connect, and between two pieces of an answer; Google gives a request up after 180."""
TRIES, BUDGET = 6, 150.0
"""Of one request, and the seconds that a pass may wait in all."""
LONGEST_WAIT, FULL_MINUTE = 64.0, 15.0
"""Seconds between two tries; at least so many where a quota is used up, as it is refilled by the minute."""
TOO_MANY = 429
PASSING = frozenset({408, TOO_MANY, 500, 502, 503, 504})


@dataclass(slots=True)
class Traffic:
    """What went over the wire: requests sent, how many of them again, and the bytes of those that went well."""

    calls: int = 0
    repeated: int = 0
    up: int = 0
    down: int = 0
    waited: float = field(default=0.0)


class PatientClient(HTTPClient):
    """gspread's client with these manners. `sleep` and `chance` (0 to 1) are replaced by tests."""

    def __init__(self, auth: Any, session: requests.Session | None = None) -> None:
        super().__init__(auth, session)
        self.timeout = TIMEOUT
        self.traffic = Traffic()
        self.sleep: Callable[[float], None] = time.sleep
        self.chance: Callable[[], float] = random.random

    def request(self, method: str, *args: Any, **kwargs: Any) -> requests.Response:
        """The answer. Raises gspread's APIError, or one of requests, once trying again does not help."""
        for attempt in range(1, TRIES + 1):
            self.traffic.calls += 1
            try:
                return self._counted(super().request(method, *args, **kwargs))
            except (APIError, requests.ConnectionError, requests.Timeout) as error:
                wait = self._wait(method, error, attempt)
                if wait is None:
                    raise
            self.traffic.repeated += 1
            self.traffic.waited += wait
            self.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _counted(self, response: requests.Response) -> requests.Response:
        self.traffic.up += len(_bytes(response.request.body))
        self.traffic.down += len(response.content)
        return response

    def _wait(self, method: str, error: Exception, attempt: int) -> float | None:
        """Seconds until the next try; None where there is none."""
        response = error.response if isinstance(error, APIError) else None
        status = response.status_code if response is not None else 0
        harmless = method.upper() == "GET" or status == TOO_MANY
        if not harmless or (status and status not in PASSING) or attempt == TRIES:
            return None
        wait = _asked_to_wait(response)
        if wait is None:
            wait = min(LONGEST_WAIT, 2.0 ** attempt) * (0.5 + self.chance())
            wait = max(wait, FULL_MINUTE) if status == TOO_MANY else wait
        return wait if self.traffic.waited + wait <= BUDGET else None


def _asked_to_wait(response: requests.Response | None) -> float | None:
    """The seconds of the header Retry-After, where there is one; the form with a date is not used by Google."""
    asked = response.headers.get("Retry-After", "") if response is not None else ""
    return float(asked) if asked.isdecimal() else None


def _bytes(body: object) -> bytes:
    """What a request carried; ours carry JSON or nothing."""
    return body if isinstance(body, bytes) else b""
