"""Mail servers that refuse, hang, hang up or cannot be trusted: no mail twice, none lost, and the row says so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from tests.smtp_faults import CHATTER, DROP, DROP_AFTER, HANG, TRICKLE, fault_server, unused_port

from .mailing import states, time_passes, use_server
from .shop import Shop, asks


def assert_arrives_once(shop: Shop) -> None:
    """With a server that works, what waited is delivered, and only once."""
    with fault_server() as server:
        use_server(shop, server.port)
        time_passes(shop)
        shop.sync()
        shop.sync()
    assert len(server.received) == 1
    assert states(shop) == ["done"]


NOT_SENT: dict[str, Mapping[str, str]] = {
    "turns us away": {"greeting": "554 no"},
    "is too busy": {"greeting": "421 later"},
    "hangs before its greeting": {"greeting": HANG},
    "hangs up at once": {"greeting": DROP},
    "hangs at the recipient": {"rcpt": HANG},
    "never ends its greeting": {"greeting": TRICKLE},
    "greets without end": {"greeting": CHATTER},
    "never ends its answer": {"rcpt": TRICKLE},
    "talks without end": {"ehlo": CHATTER},
    "hangs up at the recipient": {"rcpt": DROP},
    "asks to come back": {"rcpt": "451 greylisted"},
    "does not like the sender": {"mail": "550 who are you"},
    "takes no content": {"data": "451 not now"},
    "hangs up when asked for content": {"data": DROP},
    "refuses the content for now": {"content": "452 full"},
    "talks nonsense": {"greeting": "hello there"},
}


@pytest.mark.parametrize("case", NOT_SENT)
def test_a_mail_that_was_surely_not_sent_is_tried_again(shop: Shop, case: str) -> None:
    with fault_server(NOT_SENT[case]) as server:
        use_server(shop, server.port)
        done = shop.run("sync")
    assert (done.code, done.err) == (1, "")
    assert "not sent yet, will be tried again" in done.out
    assert "1 mail is not out yet" in done.out
    assert "1 mail is not out yet" in shop.run("sync").out
    assert (shop.column("status"), states(shop)) == (["approved"], ["retry"])
    assert_arrives_once(shop)


def test_a_server_that_is_not_there_is_tried_again(shop: Shop) -> None:
    use_server(shop, unused_port())
    done = shop.run("sync")
    assert "no mail server answers on 127.0.0.1" in done.out
    assert_arrives_once(shop)


def test_a_mail_that_is_refused_for_good_is_told_in_its_row_and_not_repeated(shop: Shop) -> None:
    with fault_server({"rcpt": "550 no such user"}) as server:
        use_server(shop, server.port)
        assert shop.run("sync").code == 1
        time_passes(shop)
        shop.sync()
        shop.sync()
    assert server.stages.count("rcpt") == 1
    assert (states(shop), shop.cell(2, "check")) == (["failed"], "Error")
    assert "550 no such user" in shop.cell(2, "messages")
    assert "Nothing to do" in shop.sync().out


def test_a_connection_lost_after_the_content_is_never_repeated_by_itself(shop: Shop) -> None:
    with fault_server(DROP_AFTER) as server:
        use_server(shop, server.port)
        done = shop.run("sync")
        time_passes(shop)
        shop.sync()
        shop.sync()
    assert "lost after the mail was handed over" in done.out
    assert (len(server.received), states(shop)) == (1, ["unknown"])
    assert "Nobody knows whether the mail" in shop.cell(2, "messages")


def test_one_mail_in_trouble_does_not_hold_up_the_others(shop: Shop) -> None:
    shop.add(asks("1002", email="ben@example.com"), asks("1003", email="chloe@example.fr"))
    with shop.sheet("orders") as sheet:
        sheet["G3"], sheet["G4"] = "ben@example.com", "chloe@example.fr"
    with fault_server({"rcpt": DROP}, {}) as server:
        use_server(shop, server.port)
        shop.run("sync")
    assert sorted(states(shop)) == ["done", "done", "retry"]
    assert len(server.received) == 2


def test_the_reply_of_a_server_is_text_wherever_it_is_shown(shop: Shop) -> None:
    with fault_server({"rcpt": "550 \x1b[2J<script>{{7*7}}</script>=1+1"}) as server:
        use_server(shop, server.port)
        done = shop.run("sync")
        shop.sync()
    assert "\x1b" not in done.out
    assert "\x1b" not in json.loads(shop.run("outbox", "--json").out)[0]["reply"]
    assert re.search(r"<script>\{\{7\*7\}\}</script>=1\+1", shop.cell(2, "messages"))


def test_an_outbox_that_cannot_be_written_keeps_the_mails(shop: Shop) -> None:
    (shop.folder / "outbox").write_text("not a folder")
    done = shop.run("sync")
    assert "cannot write to" in done.out
    assert states(shop) == ["retry"]
    (shop.folder / "outbox").unlink()
    time_passes(shop)
    shop.sync()
    assert (states(shop), len(shop.mails())) == (["done"], 1)
