"""`undo` and mails: what is not out is taken back and told, what is out stays told, no void number is sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.smtp_faults import DROP_AFTER, fault_server

from .shell import cells, change_config, rma_sheets, type_in
from .test_sync import use_server


def states(shop: Path) -> list[str]:
    """The states of all mails, oldest first."""
    return [each["state"] for each in rma_sheets(shop, "outbox", "--all", "--json").json]


def test_a_mail_that_waits_is_taken_back_too(shop: Path) -> None:
    use_server(shop, 9)     # nobody listens there
    rma_sheets(shop, "sync")
    said = rma_sheets(shop, "undo").out
    assert "the mail “approved” to a***@example.org was not out yet and will not be sent" in said
    assert "Done: 2 rows taken back, 1 void number, 2 statuses, 2 mails taken back, " in said
    assert states(shop) == ["withdrawn", "withdrawn"]


@pytest.mark.parametrize("dead", ["rma_sheets.adapters.journal.journal.SqlJournal.bind",
                                  "rma_sheets.effects.Effects.__call__"])
def test_an_undo_that_dies_once_the_sheet_is_written_mails_no_void_number(shop: Path, dead: str) -> None:
    use_server(shop, 9)
    rma_sheets(shop, "sync")
    with patch(dead, side_effect=KeyboardInterrupt):
        assert rma_sheets(shop, "undo").code == 130
    rma_sheets(shop, "sync")
    assert cells(shop / "returns.xlsx", "rma_number") == []
    assert states(shop) == ["withdrawn", "withdrawn"]


def test_a_refused_mail_about_a_row_that_stays_is_not_tried_again(shop: Path) -> None:
    with fault_server({"rcpt": "550 no"}, {"rcpt": "550 no"}, {}) as server:
        use_server(shop, server.port)
        rma_sheets(shop, "sync")
        type_in(shop / "returns.xlsx", 3, "status", "cancelled")
        rma_sheets(shop, "undo")
        assert (states(shop), server.received) == (["withdrawn", "failed"], [])


def test_last_mail_goes_on_telling_what_is_out(shop: Path) -> None:
    rma_sheets(shop, "sync")
    type_in(shop / "returns.xlsx", 2, "received_on", date.today().isoformat())  # noqa: DTZ011
    rma_sheets(shop, "sync")
    for _ in range(2):
        rma_sheets(shop, "undo")
        assert str(cells(shop / "returns.xlsx", "last_mail")[0]).startswith("received, ")
    rma_sheets(shop, "sync")
    assert str(cells(shop / "returns.xlsx", "last_mail")[0]).startswith("received, ")


def test_last_mail_forgets_a_mail_that_was_taken_back(shop: Path) -> None:
    rma_sheets(shop, "sync")
    use_server(shop, 9)
    type_in(shop / "returns.xlsx", 2, "received_on", date.today().isoformat())  # noqa: DTZ011
    rma_sheets(shop, "sync")
    rma_sheets(shop, "undo")
    assert str(cells(shop / "returns.xlsx", "last_mail")[0]).startswith("approved, ")


@pytest.mark.parametrize("resend", [False, True])
def test_a_mail_that_a_dead_pass_left_in_the_middle_is_not_sent_after_its_undo(shop: Path, *, resend: bool) -> None:
    with fault_server() as server:
        use_server(shop, server.port)
        if resend:
            change_config(shop, "resend_unknown: false", "resend_unknown: true")
        with patch("rma_sheets.adapters.mail.connection.Connection.content", side_effect=KeyboardInterrupt):
            assert rma_sheets(shop, "sync").code == 130
        rma_sheets(shop, "undo")
        rma_sheets(shop, "sync")
        assert (states(shop)[0], [mail for mail in server.received if b"RMA-26-00001-A" in mail]) == ("unknown", [])


def test_an_unknown_mail_that_tells_a_void_number_is_not_sent_again(shop: Path) -> None:
    with fault_server(DROP_AFTER, {}, {}) as server:
        use_server(shop, server.port)
        rma_sheets(shop, "sync")
        before = len(server.received)
        rma_sheets(shop, "undo")
        said = rma_sheets(shop, "outbox", "resolve", 1, "--again").err
        assert "Mail 1 tells RMA-26-00001-A, a number that was taken back and is void" in said
        rma_sheets(shop, "sync")
        assert (len(server.received), states(shop)[0]) == (before, "unknown")
        assert rma_sheets(shop, "outbox", "resolve", 1, "--arrived").code == 0


def test_an_unknown_mail_whose_number_stands_is_sent_again(shop: Path) -> None:
    with fault_server(DROP_AFTER, {}, {}) as server:
        use_server(shop, server.port)
        rma_sheets(shop, "sync")
        assert rma_sheets(shop, "outbox", "resolve", 1, "--again").code == 0


def test_a_row_that_is_decided_as_before_tells_its_customer_nothing_new(shop: Path) -> None:
    with fault_server() as server:
        use_server(shop, server.port)
        rma_sheets(shop, "sync")
        type_in(shop / "returns.xlsx", 2, "received_on", date.today().isoformat())  # noqa: DTZ011
        rma_sheets(shop, "sync")
        arrived = len(server.received)
        rma_sheets(shop, "undo")
        type_in(shop / "returns.xlsx", 2, "tags", "counted")
        assert "(customer)" not in rma_sheets(shop, "sync").out
        assert cells(shop / "returns.xlsx", "status")[0] == "received"
        assert len(server.received) == arrived
