"""`history`: everything that happened to a return, readable in each language, also when its row is gone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rma_sheets.adapters.journal import SqlJournal
from rma_sheets.model.delivery import MailState
from rma_sheets.model.plan import Event
from rma_sheets.render.signature import sign_number
from tests.smtp_faults import fault_server

from .shell import change_config, delete_row, rma_sheets
from .test_sync import use_server


def test_the_life_of_a_return_in_the_order_it_was_lived(demo: Path) -> None:
    done = rma_sheets(demo, "history", "RMA-26-00002-7")
    said = [line[20:] for line in done.out.splitlines()]
    assert done.out.splitlines()[0] == "RMA-26-00002-7: closed (request REQ-26-00002-7)"
    assert re.match(r"typed: Requested on: \d{1,2} \w+ 20\d\d; Order no: 10022; ", said[1])
    assert said[2:6] == ["requested (seen for the first time)", "approved (checked against the rules)",
                         "number RMA-26-00002-7 (rule “14 days from delivery”)",
                         "mail “approved” to o***@example.org: waiting"]
    assert said[6].startswith("mail “approved” to o***@example.org: written as a file (")
    assert said[-1] == "closed (nothing more to do)"


@pytest.mark.parametrize("typed", [("rma", "26", "2", "7"), ("rma 26 2 7",), ("REQ-26-00002-7",), ("26.OOOO2.7",)])
def test_a_number_may_be_typed_in_any_spelling(demo: Path, typed: tuple[str, ...]) -> None:
    assert rma_sheets(demo, "history", *typed).out.startswith("RMA-26-00002-7: ")


def test_a_request_that_never_got_a_number_has_a_history(demo: Path) -> None:
    out = rma_sheets(demo, "history", "REQ-26-00012-W").out
    assert out.startswith("REQ-26-00012-W: declined\n")
    assert "mail “to review” to r***@example.org: written as a file (" in out


def test_the_history_speaks_french(french_demo: Path) -> None:
    out = rma_sheets(french_demo, "history", "RMA-26-00002-7").out
    assert out.startswith("RMA-26-00002-7 : clôturé")
    assert re.search(r"saisi : Demandé le : (1er|\d{1,2}) \w+ 20\d\d ; N° commande : 10022", out)
    assert "e-mail « approuvé » à o***@example.org : écrit dans un fichier (" in out


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_an_address_that_was_typed_is_shown_so_that_it_can_be_typed_again(demo: Path, how: tuple[str, ...]) -> None:
    assert "okafor@" in rma_sheets(demo, "history", "RMA-26-00002-7", *how).out


def test_a_deleted_row_still_has_its_history(demo: Path) -> None:
    delete_row(demo / "returns.xlsx", 2)
    rma_sheets(demo, "sync")
    done = rma_sheets(demo, "history", "RMA-26-00001-A")
    assert "the row is no longer in the register" in done.out.splitlines()[0]
    assert done.out.splitlines()[-1].endswith("row deleted from the sheet; its number stays taken")
    assert rma_sheets(demo, "history", "RMA-26-00001-A", "--json").json["deleted"] is True


def test_a_history_needs_no_workbook(demo: Path) -> None:
    (demo / "returns.xlsx").unlink()
    assert rma_sheets(demo, "history", "RMA-26-00001-A").code == 0


@pytest.mark.parametrize(("typed", "reference"), [
    ("RMA-26-00002-8", "lookup.check-character"), ("nonsense", "lookup.unknown-number"), ("", "lookup.unknown-number"),
])
def test_a_number_that_is_not_there_is_one_clear_line(demo: Path, typed: str, reference: str) -> None:
    done = rma_sheets(demo, "history", typed)
    assert (done.code, done.out, f"[{reference}]" in done.err) == (2, "", True)


def test_a_mail_that_was_refused_says_so_with_the_servers_words(shop: Path) -> None:
    with fault_server({"rcpt": "550 no such user"}) as server:
        use_server(shop, server.port)
        rma_sheets(shop, "sync")
    out = rma_sheets(shop, "history", "REQ-26-00001-A").out
    assert "mail “approved” to a***@example.org: refused (" in out
    assert "no such user" in out


def test_the_keys_for_machines_are_stable(demo: Path) -> None:
    facts = rma_sheets(demo, "history", "RMA-26-00002-7", "--json").json
    assert list(facts) == ["rma_number", "request_ref", "status", "deleted", "row_key", "events"]
    mail = next(event for event in facts["events"] if event["kind"] == "mail" and event["state"] != "queued")
    move = next(event for event in facts["events"] if event["kind"] == "move")
    assert (list(mail), mail["notice"], mail["state"]) == (["at", "kind", "notice", "to", "state", "reply"],
                                                           "approved", "done")
    assert (list(move), move["to"], move["cause"]) == (["at", "kind", "from", "to", "cause"], "requested",
                                                       "first-sight")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_kind_of_event_is_a_sentence(demo: Path, french_demo: Path, language: str) -> None:
    folder, register = {"en": (demo, "returns.xlsx"), "fr": (french_demo, "retours.xlsx")}[language]
    key = rma_sheets(folder, "history", "RMA-26-00002-7", "--json").json["row_key"]
    journal = SqlJournal.open(folder / ".rma-sheets" / "journal.db", register=f"excel:{register}",
                              now=datetime.now(UTC), domain="example.org")
    journal.add_events([Event(key, "deleted", {"rma_number": "RMA-26-00002-7"}),
                        Event(key, "restored", {"rma_number": "RMA-26-00002-7"}),
                        Event(key, "unheard-of", {"note": "from a later version"})], datetime.now(UTC))
    journal.close()
    said = [line[20:] for line in rma_sheets(folder, "history", "RMA-26-00002-7").out.splitlines()[-3:]]
    assert said[2] == "unheard-of from a later version"
    assert said[0].startswith({"en": "row deleted", "fr": "ligne supprimée"}[language])
    assert said[1].startswith({"en": "row restored", "fr": "ligne rétablie"}[language])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_state_of_a_mail_has_a_word(language: str) -> None:
    from rma_sheets.texts import load_texts

    assert [state for state in MailState if not load_texts(language).has(f"history.state.{state}")] == []


def test_times_are_those_of_the_shop(demo: Path) -> None:
    before = rma_sheets(demo, "history", "RMA-26-00002-7").out
    change_config(demo, "timezone: Europe/Paris", "timezone: Pacific/Auckland")
    assert rma_sheets(demo, "history", "RMA-26-00002-7").out != before


def test_a_scanned_code_is_taken_and_a_forged_one_is_told(demo: Path) -> None:
    key = bytes.fromhex((demo / ".rma-sheets" / "label.key").read_text(encoding="ascii").strip())
    good, forged = sign_number("RMA-26-00003-4", key), sign_number("RMA-26-00003-4", b"somebody else's key")
    assert rma_sheets(demo, "history", good).out.startswith("RMA-26-00003-4")
    done = rma_sheets(demo, "history", forged)
    assert (done.code, "[lookup.forged]" in done.err) == (2, True)


def test_several_numbers_are_several_histories(demo: Path) -> None:
    out = rma_sheets(demo, "history", "RMA-26-00002-7", "REQ-26-00012-W").out
    assert [line[:14] for line in out.split("\n\n")] == ["RMA-26-00002-7", "REQ-26-00012-W"]
    facts = rma_sheets(demo, "history", "RMA-26-00002-7", "REQ-26-00012-W", "--json").json
    assert [each["request_ref"] for each in facts] == ["REQ-26-00002-7", "REQ-26-00012-W"]


def test_one_wrong_number_among_good_ones_shows_nothing(demo: Path) -> None:
    done = rma_sheets(demo, "history", "RMA-26-00002-7", "nonsense")
    assert (done.code, done.out, "[lookup.unknown-number]" in done.err) == (2, "", True)


@pytest.mark.parametrize(("number", "ahead"), [("RMA-26-00077-X", False), ("RMA-26-00077-P", True), ("4711", False)])
def test_a_right_number_that_the_journal_never_gave_may_be_a_newer_ones(demo: Path, number: str, ahead: bool) -> None:
    said = rma_sheets(demo, "history", number)
    assert (said.code, "is it an older one" in said.err) == (2, ahead)
