"""A shop on loopback: one spreadsheet of Anna's, shared with a service account, and everybody's way in."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gspread

from .clients import service_account_client, user_client
from .drive import File
from .keys import key_file, pair
from .people import Person
from .server import running
from .service import Service
from .writing import write

ANNA = "anna@shop.example"
ROBOT = "robot@rma-sheets-tests.iam.gserviceaccount.com"


@dataclass(frozen=True)
class Loopback:
    """`base`: the server's URL."""

    service: Service
    base: str
    file: File

    def robot(self) -> gspread.Client:
        """gspread with the service account's key."""
        return service_account_client(self.base, ROBOT)

    def user(self, who: str = ANNA) -> gspread.Client:
        """gspread with what a person granted."""
        self.service.tokens.refresh_tokens[f"refresh-{who}"] = who
        return user_client(self.base, f"refresh-{who}")

    def person(self, who: str = ANNA, tab: str = "Sheet1") -> Person:
        """Somebody at the screen."""
        if who != self.file.owner:
            self.file.roles.setdefault(who, "writer")
        return Person(self.service, self.file, who, tab)

    def key(self) -> dict[str, Any]:
        """The service account's key file, which names our token endpoint."""
        return key_file(ROBOT, f"{self.base}/token")


@contextlib.contextmanager
def loopback(rows: Sequence[Sequence[Any]] = (), *, role: str = "writer") -> Iterator[Loopback]:
    """A running server; `rows` are in Sheet1 as they are, `role` is what the service account may do."""
    service = Service()
    service.tokens.keys[ROBOT] = pair(0)[1]
    service.drive.without_storage.add(ROBOT)
    file = service.new_file("Returns", ANNA)
    file.roles[ROBOT] = role
    if rows:
        service.change(file, ANNA, lambda draft: write(draft, draft.book.sheets[0].whole, {"values": rows}, "RAW"))
    with running(service) as base:
        yield Loopback(service, base, file)
