"""A MemoryMailer that refuses, loses and dies as planned."""

from __future__ import annotations

import pytest

from rma_sheets.adapters.memory import MemoryMailer
from rma_sheets.model.plan import Result
from rma_sheets.ports import Envelope

MAIL = Envelope("K1:approved:1", "shop@example.com", "anna@example.org", b"mail")


def send(mailer: MemoryMailer) -> tuple[Result, bool, int]:
    """The result, whether the content was announced, and how many mails arrived so far."""
    announced: list[bool] = []
    with mailer.session() as session:
        outcome = session.send(MAIL, lambda: announced.append(True))
    return outcome.result, bool(announced), len(mailer.sent)


def test_answers_come_in_their_order_and_then_all_is_well() -> None:
    mailer = MemoryMailer([Result.RETRY, Result.FAILED, Result.UNKNOWN])
    assert [send(mailer) for _ in range(4)] == [(Result.RETRY, False, 0), (Result.FAILED, False, 0),
                                                (Result.UNKNOWN, True, 0), (Result.DONE, True, 1)]


def test_a_server_out_of_reach_is_tried_again_later() -> None:
    mailer = MemoryMailer(unreachable="connection refused")
    assert (send(mailer), mailer.check()) == ((Result.RETRY, False, 0), "connection refused")


def test_a_process_may_die_when_the_mail_has_arrived() -> None:
    mailer = MemoryMailer([KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        send(mailer)
    assert mailer.sent == [MAIL]
