"""What goes wrong between a client and Google, to be ordered request by request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .errors import ApiError, quota_exceeded
from .requests import Answer, Request, refusal

HTML = (b"<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title><p><b>502.</b> <ins>That's an error."
        b"</ins><p>The server encountered a temporary error and could not complete your request.</html>")
Where = Callable[[Request], bool]


@dataclass(frozen=True)
class Fault:
    """`applied`: the request is carried out all the same, only its answer is another. `seconds`: before the answer."""

    answer: Callable[[], Answer | None]
    applied: bool = False
    seconds: float = 0


def _unavailable() -> Answer:
    return refusal(ApiError(503, "The service is currently unavailable."))


FAULTS: dict[str, Fault] = {
    "429": Fault(lambda: refusal(quota_exceeded("Write", "0"))),
    "429 with Retry-After": Fault(lambda: refusal(quota_exceeded("Write", "0", retry_after=1))),
    "500": Fault(lambda: refusal(ApiError(500, "Internal error encountered."))),
    "503 before": Fault(_unavailable),
    "503 after": Fault(_unavailable, applied=True),
    "502 HTML": Fault(lambda: Answer(502, HTML, {"Content-Type": "text/html; charset=UTF-8"})),
    "dropped": Fault(lambda: Answer(lost=True)),
    "answer lost": Fault(lambda: Answer(lost=True), applied=True),
    "hang": Fault(lambda: Answer(lost=True), seconds=30),
    "hang after": Fault(lambda: None, applied=True, seconds=30),
}
"""Name -> fault. No answer: the true one, late."""


class Faults:
    """Faults that wait for their request."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Fault, Where]] = []

    def next(self, name: str, *, times: int = 1, where: Where = lambda request: True,
             seconds: float | None = None) -> None:
        """Order a fault of FAULTS for the next requests that `where` chooses."""
        fault = FAULTS[name]
        if seconds is not None:
            fault = Fault(fault.answer, fault.applied, seconds)
        self._waiting.extend([(fault, where)] * times)

    def take(self, request: Request) -> Fault | None:
        """The first that waits for such a request, once."""
        for place, (fault, where) in enumerate(self._waiting):
            if where(request):
                del self._waiting[place]
                return fault
        return None


def writes(request: Request) -> bool:
    """For `where`: requests that change something."""
    return request.method != "GET" and not request.path.endswith("/token")


def reads(request: Request) -> bool:
    return request.method == "GET"
