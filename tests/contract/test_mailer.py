"""What every mailer promises for mails that are accepted; refusals are tested beside each adapter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from rma_sheets.model.plan import Result
from rma_sheets.ports import Envelope, Mailer

HELLO = Envelope("K1:approved:1", "shop@example.com", "anna@example.org",
                 b"From: shop@example.com\r\nTo: anna@example.org\r\nSubject: Hello\r\n"
                 b"Message-ID: <1@example.com>\r\n\r\nHello\r\n")


def test_a_mail_is_handed_over_and_said_to_be_done(mailer: Mailer) -> None:
    with mailer.session() as session:
        outcome = session.send(HELLO, lambda: None)
    assert (outcome.kind, outcome.about, outcome.result) == ("mail", HELLO.key, Result.DONE)


def test_the_moment_before_the_content_goes_is_announced_at_most_once_a_mail(mailer: Mailer) -> None:
    announced: list[str] = []
    with mailer.session() as session:
        for key in ("K1:approved:1", "K2:approved:1"):
            session.send(replace(HELLO, key=key), partial(announced.append, key))
    assert announced in ([], ["K1:approved:1", "K2:approved:1"])


def test_a_mailer_that_works_has_nothing_to_say(mailer: Mailer) -> None:
    assert mailer.check() == ""
