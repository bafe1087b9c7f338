"""`MemoryMailer`: keeps the mails it was given, and answers what a test has planned."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rma_sheets.model.plan import Outcome, Result
from rma_sheets.ports import Envelope, MailSession

BEFORE_DATA = frozenset({Result.RETRY, Result.FAILED})
"""Answers that a server gives to the recipient's address, before the content goes."""


class MemoryMailer:
    """`sent` are the mails that arrived. `answers` are used up one a mail, then every mail is done.

    An answer is a result, or an exception: the process dies after the content went (it arrived) and before anybody
    could note it. While `unreachable` is not empty every mail is to be tried again.
    """

    def __init__(self, answers: Iterable[Result | BaseException] = (), *, unreachable: str = "") -> None:
        self.sent: list[Envelope] = []
        self.answers = deque(answers)
        self.unreachable = unreachable
        self.sessions = 0

    @contextmanager
    def session(self) -> Iterator[MailSession]:
        """One connection; `sessions` counts them."""
        self.sessions += 1
        yield self

    def check(self) -> str:
        return self.unreachable

    def send(self, envelope: Envelope, before_data: Callable[[], None]) -> Outcome:
        if self.unreachable:
            return Outcome("mail", envelope.key, Result.RETRY, self.unreachable)
        answer = self.answers.popleft() if self.answers else Result.DONE
        if isinstance(answer, Result) and answer in BEFORE_DATA:
            return Outcome("mail", envelope.key, answer, f"{answer} as planned")
        before_data()
        if isinstance(answer, BaseException):
            self.sent.append(envelope)
            raise answer
        if answer is Result.DONE:
            self.sent.append(envelope)
        return Outcome("mail", envelope.key, answer, "250 OK" if answer is Result.DONE else f"{answer} as planned")
