"""`outbox`: the mails that are not out, and the word of a person about single ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.smtp_faults import DROP, DROP_AFTER, FaultServer, fault_server

from .shell import cells, change_config, rma_sheets, type_in
from .test_plan import journal_content
from .test_sync import use_server


@contextmanager
def a_pass(shop: Path, *faults: dict[str, str]) -> Iterator[FaultServer]:
    """One `sync` with a server that misbehaves so; it goes on standing until the end."""
    with fault_server(*faults) as server:
        use_server(shop, server.port)
        rma_sheets(shop, "sync")
        yield server


def listed(shop: Path, *words: str) -> list[tuple[int, str, str]]:
    facts = rma_sheets(shop, "outbox", *words, "--json").json
    return [(each["number"], each["state"], each["notice"]) for each in facts]


def test_nothing_waits_where_all_is_out(demo: Path) -> None:
    assert rma_sheets(demo, "outbox").out == "No mail is waiting.\n"
    assert {state for _, state, _ in listed(demo, "--all")} == {"done"}


def test_what_is_not_out_is_listed_with_the_servers_words(shop: Path) -> None:
    with a_pass(shop, {"rcpt": "550 no such user"}):
        said = rma_sheets(shop, "outbox").out.splitlines()
    assert said[0] == "2 mails:"
    told = ("refused", "approved", "a***@example.org", "RMA-26-00001-A", "no such user")
    assert [word for word in told if word not in said[1]] == []


def test_a_refused_mail_is_tried_again_with_the_next_pass(shop: Path) -> None:
    with a_pass(shop, {"rcpt": "550 no such user"}, {}) as server:
        assert rma_sheets(shop, "outbox", "retry", 1).code == 0
        assert listed(shop)[0] == (1, "queued", "approved")
        rma_sheets(shop, "sync")
        assert (len(server.received), listed(shop)) == (1, [(2, "failed", "needs_info")])
    assert cells(shop / "returns.xlsx", "check")[0] == "OK"
    assert "mail “approved”: to be tried again, decided by hand" in rma_sheets(shop, "history", "RMA-26-00001-A").out


def test_a_mail_that_was_taken_back_is_never_sent(shop: Path) -> None:
    with a_pass(shop, {"mail": "451 later"}, {}) as server:
        assert rma_sheets(shop, "outbox", "cancel", 1, 2).code == 0
        rma_sheets(shop, "sync")
        assert (server.received, listed(shop)) == ([], [])
    assert [state for _, state, _ in listed(shop, "--all")] == ["withdrawn"] * 2


@pytest.mark.parametrize(("word", "sent", "state"), [("--arrived", 0, "done"), ("--again", 1, "done")])
def test_a_person_says_what_became_of_an_unknown_mail(shop: Path, word: str, sent: int, state: str) -> None:
    with a_pass(shop, DROP_AFTER, {}) as server:
        before = server.received[:]
        assert listed(shop)[0] == (1, "unknown", "approved")
        assert rma_sheets(shop, "outbox", "resolve", 1, word).code == 0
        rma_sheets(shop, "sync")
        again = [mail for mail in server.received if mail == before[0]]
        assert len(again) == 1 + sent     # the same bytes, under the same Message-ID
    assert (1, state, "approved") in listed(shop, "--all")
    assert cells(shop / "returns.xlsx", "check")[0] == "OK"


@pytest.mark.parametrize("by_itself", [False, True])
@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_mail_that_may_be_out_is_not_told_as_refused_when_the_second_try_is(
        shop: Path, words: Sequence[str], *, by_itself: bool) -> None:
    if by_itself:
        change_config(shop, "resend_unknown: false", "resend_unknown: true")
    with a_pass(shop, {"content": DROP}, {"content": DROP}, {"rcpt": "550 no such user"}):
        if not by_itself:
            rma_sheets(shop, "outbox", "resolve", 1, 2, "--again")
        done = rma_sheets(shop, "sync", *words)
    assert [state for _, state, _ in listed(shop)] == ["unknown"] * 2
    if words:
        assert [outcome["result"] for outcome in done.json["outcomes"]] == ["unknown"] * 2
    else:
        said = " ".join(done.out.split())
        assert ("mail “approved” maybe sent, maybe not: the mail server" in said, "refused" in said) == (True, False)
    assert done.code == 1


def test_a_mail_is_shown_as_its_customer_gets_it(demo: Path) -> None:
    out = rma_sheets(demo, "outbox", "show", 1, 2).out
    assert out.startswith("Mail 1: written as a file (")
    assert [word for word in ("\nSubject: ", "\nMessage-ID: <", "\nMail 2: written as a file") if word not in out] == []
    assert rma_sheets(demo, "outbox", "show", 1, "--json").json[0]["content"].startswith("From: ")


def test_a_mail_that_was_not_written_yet_says_so(shop: Path) -> None:
    change_config(shop, "  outbox: outbox\n", "  outbox: outbox\n  # nothing else\n")
    (shop / "templates" / "email" / "en").mkdir(parents=True)
    (shop / "templates" / "email" / "en" / "approved.txt.j2").write_text("{{ no_such_field }}", encoding="utf-8")
    rma_sheets(shop, "sync")
    assert listed(shop)[0][1] == "held"
    assert "Not written yet" in rma_sheets(shop, "outbox", "show", 1).out


WRONG: dict[str, Sequence[object]] = {
    "outbox.no-such-mail": ("show", 99), "outbox.which": ("list", 1), "outbox.needs-number": ("retry",),
    "outbox.no-outcome": ("retry", 1, "--again"), "cli.wrong-usage": ("show", "abc"),
    "outbox.cannot-retry-sent": ("retry", 1), "outbox.cannot-cancel": ("cancel", 1),
    "outbox.cannot-arrived": ("resolve", 1, "--arrived"), "outbox.cannot-again": ("resolve", 1, "--again")}


@pytest.mark.parametrize("reference", WRONG)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_cannot_be_done_is_one_clear_line(demo: Path, french_demo: Path, reference: str, language: str) -> None:
    folder = {"en": demo, "fr": french_demo}[language]
    before = listed(folder, "--all")
    done = rma_sheets(folder, "outbox", *WRONG[reference], language=language)
    assert (done.code, done.out, f"[{reference}]" in done.err) == (2, "", True)
    assert listed(folder, "--all") == before


def test_the_word_of_a_person_names_the_mail_in_the_language_of_the_register(shop: Path) -> None:
    change_config(shop, "language: en", "language: fr")
    with a_pass(shop, {"mail": "451 later"}):
        rma_sheets(shop, "outbox", "cancel", 1)
    assert "e-mail « approuvé » : retiré à la main" in rma_sheets(shop, "history", "RMA-26-00001-A").out


def test_none_is_decided_where_one_cannot_be(shop: Path) -> None:
    with a_pass(shop, {"rcpt": "550 no such user"}):
        before = listed(shop)
        assert rma_sheets(shop, "outbox", "retry", 1, 99).code == 2
        assert listed(shop) == before


def test_a_mail_that_cannot_be_taken_back_says_what_it_is(shop: Path) -> None:
    with a_pass(shop, DROP_AFTER, {"rcpt": "550 no such user"}):
        assert "it is listed as “maybe sent”" in rma_sheets(shop, "outbox", "cancel", 1).err
        rma_sheets(shop, "outbox", "cancel", 2)
        assert "Mail 2 was taken back already." in rma_sheets(shop, "outbox", "cancel", 2).err
        assert "it is listed as “taken back”" in rma_sheets(shop, "outbox", "retry", 2).err


def test_what_a_server_took_is_sent_and_what_became_a_file_is_written(shop: Path, demo: Path) -> None:
    with a_pass(shop):
        assert " sent " in rma_sheets(shop, "outbox", "--all").out
    assert " written as a file " in rma_sheets(demo, "outbox", "--all").out
    assert " sent " not in rma_sheets(demo, "outbox", "--all").out


def test_the_hint_names_the_mail_that_was_typed(shop: Path) -> None:
    with a_pass(shop, DROP_AFTER):
        done = rma_sheets(shop, "outbox", "resolve", 1)
    assert ("[outbox.how]" in done.err, "rma-sheets outbox resolve 1 --arrived" in done.err) == (True, True)


def test_nobody_is_asked_what_became_of_a_mail_that_is_out(demo: Path) -> None:
    assert "[outbox.cannot-arrived]" in rma_sheets(demo, "outbox", "resolve", 1).err


def test_a_word_that_is_no_number_of_a_mail_is_told_plainly(shop: Path) -> None:
    assert "“abc” is not a number; type one from 1 up." in rma_sheets(shop, "outbox", "show", "abc").err
    assert "“RMA-26-00001-A” is not a number" in rma_sheets(shop, "outbox", "cancel", "RMA-26-00001-A").err


def test_mails_over_the_limit_of_a_day_are_told_to_wait_for_it(shop: Path) -> None:
    change_config(shop, "max_mails_per_day: 2000", "max_mails_per_day: 1")
    said = "1 mail waits: the limit of 1 within 24 hours is reached"
    done = rma_sheets(shop, "sync")
    assert (said in done.out, "tries again" in done.out) == (True, False)
    assert said in rma_sheets(shop, "outbox").out
    assert rma_sheets(shop, "sync", "--json").json["mails_held_by_limit"] == 1
    doctor = rma_sheets(shop, "doctor").out
    assert said in doctor


def test_a_mail_that_goes_out_in_a_later_pass_has_its_line(shop: Path) -> None:
    with a_pass(shop, {"rcpt": "550 no such user"}, {}):
        rma_sheets(shop, "outbox", "retry", 1)
        out = " ".join(rma_sheets(shop, "sync").out.split())
    assert ("@ RMA-26-00001-A mail “approved” to a***@example.org" in out, "1 mail," in out) == (True, True)


def test_last_mail_says_that_a_mail_waits_and_nothing_of_one_that_was_cancelled(shop: Path) -> None:
    with a_pass(shop, {"mail": "451 later"}, {"mail": "451 later"}, {"mail": "451 later"}):
        rma_sheets(shop, "outbox", "cancel", 1)
        rma_sheets(shop, "sync")
        assert cells(shop / "returns.xlsx", "last_mail")[:2] == [None, "information needed (not sent yet)"]
        assert "Nothing to do" in rma_sheets(shop, "sync").out


@pytest.mark.parametrize("words", [("show", "--json", 1), ("--json", "show", 1), ("show", 1, "--json"),
                                   ("show", "-c", "config.yaml", "--json", 1), ("show", "--json", "--", 1)])
def test_options_may_stand_before_the_number(demo: Path, words: Sequence[object]) -> None:
    assert [each["number"] for each in rma_sheets(demo, "outbox", *words).json] == [1]


def test_the_word_about_a_mail_may_stand_before_its_number(shop: Path) -> None:
    with a_pass(shop, DROP_AFTER):
        assert rma_sheets(shop, "outbox", "resolve", "--arrived", 1).code == 0
        assert (1, "done", "approved") in listed(shop, "--all")


def test_what_to_type_about_a_mail_that_was_maybe_sent_names_it(shop: Path) -> None:
    with a_pass(shop, DROP_AFTER):
        out = rma_sheets(shop, "sync").out
    assert "then say it with: rma-sheets outbox resolve 1 --arrived, or --again" in out
    assert "rma-sheets outbox resolve 1 --arrived, or --again" in str(cells(shop / "returns.xlsx", "messages")[0])


@pytest.mark.parametrize("word", ["show", "retry", "cancel", "resolve"])
def test_a_word_without_a_number_says_where_the_numbers_stand(shop: Path, word: str) -> None:
    said = f"outbox {word} needs the number of a mail. rma-sheets outbox lists them."
    assert said in rma_sheets(shop, "outbox", word).err


@pytest.mark.parametrize(("language", "total", "due"), [
    ("en", "Plan: 1 mail, ", "1 of the mails waits from an earlier pass and is due."),
    ("fr", "Plan : 1 e-mail, ", "1 des e-mails attend depuis un passage précédent et doit partir.")])
def test_a_plan_tells_of_mails_of_earlier_passes_that_the_next_one_tries(
        shop: Path, language: str, total: str, due: str) -> None:
    change_config(shop, "language: en", f"language: {language}")
    with a_pass(shop, {"rcpt": "550 no such user"}, {}) as server:
        rma_sheets(shop, "sync")
        assert due not in rma_sheets(shop, "plan").out
        rma_sheets(shop, "outbox", "retry", 1)
        register = journal_content(shop)
        planned = rma_sheets(shop, "plan", "--exit-code")
        assert (planned.code, planned.out.splitlines()[-1], journal_content(shop)) == (3, due, register)
        assert total in planned.out
        assert rma_sheets(shop, "plan", "--json").json["mails_due"] == 1
        rma_sheets(shop, "sync")
        assert len(server.received) == 1
        assert rma_sheets(shop, "plan", "--json").json["mails_due"] == 0


def test_a_plan_does_not_count_a_mail_that_is_not_due_or_that_the_next_pass_takes_back(shop: Path) -> None:
    with a_pass(shop, {"mail": "451 later"}):
        rma_sheets(shop, "sync")
        assert rma_sheets(shop, "plan", "--json").json["mails_due"] == 0
        rma_sheets(shop, "outbox", "retry", 1, 2)
        assert rma_sheets(shop, "plan", "--json").json["mails_due"] == 2
        type_in(shop / "returns.xlsx", 2, "do_not_notify", "yes")
        planned = rma_sheets(shop, "plan", "--json").json
        assert (planned["mails_withdrawn"], planned["mails_due"]) == (1, 1)


RETRIES: dict[str, tuple[str, Sequence[object], Sequence[str]]] = {
    "cannot-retry-sent": ("done", ("resolve", 1, "--arrived"), ("It is out already", "rma-sheets outbox show 1")),
    "cannot-retry-cancelled": ("withdrawn", ("cancel", 1), ("Nothing of it goes out any more", "customer yourself")),
    "cannot-retry-waiting": ("queued", ("retry", 1), ("goes by itself", "rma-sheets sync")),
    "cannot-retry": ("unknown", (), ("rma-sheets outbox resolve 1 --arrived, or --again",))}


@pytest.mark.parametrize("reference", RETRIES)
def test_of_a_mail_that_cannot_be_retried_it_is_said_what_can_be_done(shop: Path, reference: str) -> None:
    state, words, said = RETRIES[reference]
    with a_pass(shop, {"rcpt": "550 no such user"} if state in ("withdrawn", "queued") else DROP_AFTER):
        assert not words or rma_sheets(shop, "outbox", *words).code == 0
        assert listed(shop, "--all")[0] == (1, state, "approved")
        done = rma_sheets(shop, "outbox", "retry", 1)
    assert (done.code, f"[outbox.{reference}]" in done.err) == (2, True)
    assert [part for part in said if part not in done.err] == []
    assert ("resolve" in done.err) == (state == "unknown")


@pytest.mark.parametrize(("language", "said"), [
    ("en", "Correct the address and the mail goes there; if it is right: rma-sheets outbox retry 1; or tell the "),
    ("fr", "Corrigez l'adresse et l'e-mail y sera envoyé ; si elle est juste : rma-sheets outbox retry 1 ; ou ")])
def test_the_row_of_a_refused_mail_names_the_way_to_try_it_again(shop: Path, language: str, said: str) -> None:
    change_config(shop, "language: en", f"language: {language}")
    with a_pass(shop, {"rcpt": "550 no such user"}):
        rma_sheets(shop, "sync")
    assert said in str(cells(shop / "returns.xlsx", "messages")[0])
