"""What each mood of a server means for a mail: sent, to be tried again, refused for good, or unknown."""

from __future__ import annotations

import time
from typing import Any

import pytest

from rma_sheets.adapters.mail import SmtpMailer
from rma_sheets.model.plan import Outcome, Result
from rma_sheets.ports import Envelope
from tests.smtp_faults import CHATTER, DROP, DROP_AFTER, HANG, TRICKLE, FaultServer, fault_server, unused_port

from .conftest import TEXTS

CONTENT = b"Subject: Hi\r\n\r\n.a line that begins with a dot\r\n..\r\nlast\r\n"
Step = tuple[str, Outcome]


def mailer(port: int, **changes: Any) -> SmtpMailer:
    """Without encryption, on loopback, soon out of patience."""
    settings: dict[str, Any] = {"timeout": 0.5, "data_timeout": 0.5, "local_hostname": "localhost"} | changes
    return SmtpMailer("127.0.0.1", port, "none", texts=TEXTS["en"], **settings)


def send(server: FaultServer, count: int = 1, **changes: Any) -> tuple[list[Outcome], list[str]]:
    """What became of so many mails over one session, and which of them announced that their content goes."""
    announced: list[str] = []
    with mailer(server.port, **changes).session() as session:
        outcomes = [session.send(Envelope(f"K{number}:x:1", "shop@example.com", "a@example.org", CONTENT),
                                 lambda number=number: announced.append(f"K{number}"))  # type: ignore[misc]
                    for number in range(1, count + 1)]
    return outcomes, announced


def test_a_server_that_behaves_gets_the_exact_bytes_over_one_connection() -> None:
    with fault_server() as server:
        outcomes, announced = send(server, 3)
    assert [outcome.result for outcome in outcomes] == [Result.DONE] * 3
    assert outcomes[0] == Outcome("mail", "K1:x:1", Result.DONE, "250 kept")
    assert server.received == [CONTENT] * 3
    assert (server.connections, announced) == (1, ["K1", "K2", "K3"])


REPLIES = [
    ("mail", "451 later", Result.RETRY), ("mail", "550 not you", Result.RETRY),
    ("rcpt", "450 later", Result.RETRY), ("rcpt", "550 no such mailbox", Result.FAILED),
    ("rcpt", "530 log in first", Result.RETRY), ("data", "451 later", Result.RETRY),
    ("data", "554 no", Result.FAILED), ("data", "250 strange", Result.RETRY), ("content", "452 full", Result.RETRY),
    ("content", "552 too big", Result.FAILED), ("content", "250", Result.DONE), ("content", "what?", Result.UNKNOWN),
]


@pytest.mark.parametrize(("stage", "reply", "result"), REPLIES)
def test_an_answer_decides_the_mail(stage: str, reply: str, result: Result) -> None:
    with fault_server({stage: reply}) as server:
        outcomes, announced = send(server)
    assert outcomes[0].result is result
    assert announced == (["K1"] if stage == "content" else [])


@pytest.mark.parametrize("stage", ["rcpt", "content"])
def test_a_refused_mail_does_not_stop_the_next_one(stage: str) -> None:
    with fault_server({stage: "550 no"}) as server:
        outcomes, _ = send(server, 2)
    assert [outcome.result for outcome in outcomes] == [Result.FAILED] * 2
    assert (server.connections, server.stages.count("rset")) == (1, 2)


def test_the_reply_of_the_server_is_told() -> None:
    with fault_server({"rcpt": "550 5.1.1 no such mailbox"}) as server:
        outcomes, _ = send(server)
    assert outcomes[0].text == "the mail server 127.0.0.1 answered: 550 5.1.1 no such mailbox"


@pytest.mark.parametrize(("stage", "result"), [
    ("mail", Result.RETRY), ("rcpt", Result.RETRY), ("data", Result.RETRY), ("content", Result.UNKNOWN)])
@pytest.mark.parametrize("fault", [DROP, HANG])
def test_a_lost_connection_is_unknown_only_after_the_content_went(stage: str, result: Result, fault: str) -> None:
    with fault_server({stage: fault}) as server:
        outcomes, announced = send(server)
    assert outcomes[0].result is result
    assert announced == (["K1"] if result is Result.UNKNOWN else [])


def test_a_mail_whose_answer_was_lost_is_handed_over_once() -> None:
    with fault_server(DROP_AFTER) as server:
        outcomes, _ = send(server)
    assert outcomes[0].text == ("the connection to the mail server 127.0.0.1 was lost after the mail was handed over: "
                                "Connection unexpectedly closed")
    assert server.received == [CONTENT]


def test_after_a_broken_connection_the_next_mail_gets_a_new_one() -> None:
    with fault_server(DROP_AFTER, {}) as server:
        outcomes, _ = send(server, 3)
    assert [outcome.result for outcome in outcomes] == [Result.UNKNOWN, Result.DONE, Result.DONE]
    assert server.connections == 2


def test_a_server_that_keeps_breaking_is_left_alone_after_two_connections() -> None:
    with fault_server({"rcpt": DROP}) as server:
        outcomes, _ = send(server, 5)
    assert {outcome.result for outcome in outcomes} == {Result.RETRY}
    assert server.connections == 2
    assert outcomes[4].text == outcomes[1].text != ""


def test_a_server_that_goes_away_is_asked_once_more() -> None:
    with fault_server({"mail": "421 going down"}, {}) as server:
        outcomes, _ = send(server, 2)
    assert [outcome.result for outcome in outcomes] == [Result.RETRY, Result.DONE]


def test_an_answer_stands_although_the_connection_breaks_after_it() -> None:
    with fault_server({"rcpt": "550 no", "rset": DROP}, {}) as server:
        outcomes, _ = send(server, 2)
    assert [outcome.result for outcome in outcomes] == [Result.FAILED, Result.DONE]


@pytest.mark.parametrize(("faults", "words"), [
    ({"greeting": HANG}, "did not answer in time"),
    ({"greeting": DROP}, "no mail server answers on 127.0.0.1"),
    ({"greeting": "554 go away"}, "answered: 554 go away"),
    ({"ehlo": DROP}, "was lost"),
    ({"auth": "535 5.7.8 bad credentials"}, "does not accept the user name and password: 535 5.7.8 bad credentials"),
    ({"auth": "454 later"}, "answered: 454 later"),
    ({"ehlo": "250 no login here"}, "does not accept the user name and password"),
])
def test_a_server_that_cannot_be_used_lets_all_mails_wait_and_is_asked_once(faults: dict[str, str], words: str) -> None:
    with fault_server(faults) as server:
        outcomes, announced = send(server, 3, user="shop", password="secret")
        said = mailer(server.port, user="shop", password="secret").check()
    assert {outcome.result for outcome in outcomes} == {Result.RETRY}
    assert words in outcomes[2].text
    assert words in said
    assert (server.connections, announced) == (2, [])   # one for the session, one for the check


def test_nobody_listening_lets_the_mails_wait() -> None:
    said = mailer(unused_port()).check()
    assert said.startswith("no mail server answers on 127.0.0.1, port ")
    assert said.endswith(": Connection refused")


def test_an_unknown_host_is_told() -> None:
    unknown = SmtpMailer("no-such-host.invalid", 25, "none", timeout=5, local_hostname="localhost", texts=TEXTS["en"])
    assert unknown.check().startswith("the mail server no-such-host.invalid is not known")


def test_a_session_without_mails_does_not_connect() -> None:
    with fault_server() as server:
        send(server, 0)
    assert server.connections == 0


def test_a_journal_that_fails_before_the_content_goes_leaves_no_mail_behind() -> None:
    def fail() -> None:
        raise RuntimeError("journal")
    with fault_server() as server, mailer(server.port).session() as session:
        with pytest.raises(RuntimeError):
            session.send(Envelope("K1:x:1", "s@example.com", "a@example.org", CONTENT), fail)
        outcome = session.send(Envelope("K2:x:1", "s@example.com", "a@example.org", CONTENT), lambda: None)
    assert outcome.result is Result.DONE
    assert server.received[-1:] == [CONTENT]


@pytest.mark.parametrize("to", ["a@example.org\r\nRCPT TO:<b@example.org>", "a b@example.org", "pelé@example.org", ""])
def test_an_address_that_is_none_never_reaches_the_server(to: str) -> None:
    with fault_server() as server, mailer(server.port).session() as session:
        outcome = session.send(Envelope("K1:x:1", "s@example.com", to, CONTENT), lambda: None)
    assert (outcome.result, server.connections) == (Result.FAILED, 0)


def test_no_password_is_in_what_a_mailer_says_of_itself() -> None:
    assert "secret" not in repr(mailer(1, user="shop", password="secret"))
    with fault_server({"ehlo": "250-x\r\n250 AUTH PLAIN"}) as server:
        said = mailer(server.port, user="shop", password="sécrét").check()
    assert "crét" not in said
    assert "é" not in said


def test_a_hanging_server_costs_a_pass_one_timeout_not_one_a_mail() -> None:
    with fault_server({"greeting": HANG}) as server:
        started = time.monotonic()
        send(server, 50)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("fault", [TRICKLE, CHATTER])
def test_a_server_that_never_ends_its_answer_to_the_content_leaves_a_doubt(fault: str) -> None:
    with fault_server({"content": fault}) as server:
        outcomes, _ = send(server)
    assert (outcomes[0].result, len(server.received)) == (Result.UNKNOWN, 1)
