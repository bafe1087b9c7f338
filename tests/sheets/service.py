"""The server without its sockets: one request in, one answer out; hooks before and after, faults in between.

Hooks run while nothing is locked, so that people can edit between any two requests.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import parse_qs

from . import new_book
from .clock import Clock
from .draft import Draft
from .drive import Drive, File
from .errors import ApiError, service_disabled, unauthenticated
from .faults import Fault, Faults
from .quota import Quota
from .requests import Answer, Request, refusal
from .tokens import Tokens

T = TypeVar("T")
PROJECT = "123456789012"
Route = Callable[["Service", Request], Answer]


class Service:
    """Everything there is: files, tokens, quotas, faults. `disabled`: the API was never switched on."""

    def __init__(self, *, seed: int = 0) -> None:
        self.clock = Clock()
        self.ids = random.Random(seed)
        self.drive = Drive(self.clock, self.ids)
        self.tokens = Tokens(self.clock)
        self.quota = Quota(self.clock, PROJECT)
        self.faults = Faults()
        self.disabled = False
        self.before: list[Callable[[Request], None]] = []
        self.after: list[Callable[[Request, Answer], None]] = []
        self.log: list[Request] = []

    def handle(self, request: Request) -> Answer:
        """Never raises for what a client sends."""
        for hook in self.before:
            hook(request)
        fault = self.faults.take(request)
        answer = self._faulty(fault, request) if fault else self._answered(request)
        self.log.append(request)
        for after in self.after:
            after(request, answer)
        return answer

    def new_file(self, name: str, owner: str, **roles: str) -> File:
        """A blank spreadsheet; `roles` by e-mail address go into its `roles`."""
        file = self.drive.add(name, owner, lambda file_id: new_book.new_book(file_id, name, owner))
        file.roles |= roles
        return file

    def change(self, file: File, who: str, rule: Callable[[Draft], T]) -> T:
        """Let a rule work on a copy of the book; the copy becomes the book when the rule returns."""
        with file.lock:
            assert file.book is not None
            today = datetime.fromtimestamp(self.clock.now(), UTC).date()
            draft = Draft(file.book.copy(), who, self.ids, today)
            result = rule(draft)
            file.book = draft.book
            self.drive.changed(file)
            return result

    def _faulty(self, fault: Fault, request: Request) -> Answer:
        true = self._answered(request) if fault.applied else None
        answer = fault.answer() or true
        assert answer is not None
        answer.delay = fault.seconds
        return answer

    def _answered(self, request: Request) -> Answer:
        from .routes import route  # the routes know the service
        try:
            if request.path == "/token":
                return self.tokens.grant(parse_qs(request.body.decode()))
            request.who = self._holder(request)
            return route(self, request)
        except ApiError as error:
            return refusal(error)

    def _holder(self, request: Request) -> str:
        who = self.tokens.holder(request.token)
        if who is None:
            raise unauthenticated()
        if self.disabled:
            raise service_disabled(PROJECT)
        return who
