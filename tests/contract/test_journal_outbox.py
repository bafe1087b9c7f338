"""Mails: one key, at most one mail, ever; exact bytes before the first attempt; every attempt recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rma_sheets.errors import JournalError
from rma_sheets.model.delivery import MailState
from rma_sheets.model.plan import Event, MailChange, Result
from rma_sheets.model.record import RowRecord
from rma_sheets.model.rowmails import MailTrouble, WaitingMail
from rma_sheets.ports import Journal, StoredMail

from .builders import NOW, later, mail, plan, queued, refused
from .conftest import OpenJournal


def due(journal: Journal, **span: float) -> list[str]:
    """The keys that are due so long after NOW."""
    return [stored.mail.key for stored in journal.due_mails(later(**span), 100)]


def change(journal: Journal, *changes: MailChange, standing: frozenset[str] = frozenset({"K1", "K2"})) -> None:
    """A run that means nothing but these changes, of which those rows stand."""
    journal.bind(journal.reserve(plan(mail_changes=changes), NOW), standing, NOW)


def states(journal: Journal) -> list[str]:
    """The states of all mails."""
    return [stored.state for stored in journal.mails()]


def test_a_mail_comes_out_of_the_outbox_as_it_was_planned(open_journal: OpenJournal) -> None:
    context = {"items": [{"qty": 2, "name": "Tasse “bleue” \ud83d\x00"}], "greet": True, "note": None}
    meant = replace(mail("K1", **context), attach_label=True)
    journal = open_journal()
    journal.bind(journal.reserve(plan(RowRecord("K1"), mails=(meant,)), NOW), frozenset({"K1"}), NOW)
    (stored,) = open_journal().due_mails(NOW, 10)
    assert (stored.mail, stored.state, stored.content, stored.date) == (meant, "queued", b"", NOW)
    assert stored.date.utcoffset() == NOW.utcoffset()


def test_the_message_id_is_unique_and_stays_the_same(journal: Journal) -> None:
    queued(journal, "K1")
    queued(journal, "K2")
    names = [stored.message_id for stored in journal.mails()]
    assert len(set(names)) == 2
    assert all(name.startswith("<") and name.endswith("@localhost>") for name in names)
    assert [stored.message_id for stored in journal.due_mails(later(days=9), 10)] == names


def test_a_key_is_mailed_once_in_all_time(journal: Journal) -> None:
    queued(journal, "K1")
    queued(journal, "K1", to="other@example.org")
    assert [stored.mail.to for stored in journal.mails()] == ["anna@example.org"]


def test_a_covered_row_is_not_mailed_again_by_itself(journal: Journal) -> None:
    queued(journal, "K1", "K2")
    queued(journal, "K2")
    assert [stored.mail.covers for stored in journal.mails()] == [("K1:approved:1", "K2:approved:1")]


def test_one_plan_does_not_mail_a_key_twice(journal: Journal) -> None:
    run = journal.reserve(plan(RowRecord("K1"), RowRecord("K2"), mails=(mail("K1", "K2"), mail("K2"))), NOW)
    journal.bind(run, frozenset({"K1", "K2"}), NOW)
    assert [stored.mail.key for stored in journal.mails()] == ["K1:approved:1"]


def test_a_mail_speaks_only_of_rows_that_stand(journal: Journal) -> None:
    items = [{"request_ref": "REQ-1"}, {"request_ref": "REQ-2"}]
    run = journal.reserve(plan(RowRecord("K1"), RowRecord("K2"),
                               mails=(mail("K1", "K2", items=items, request_ref="REQ-1"),)), NOW)
    journal.bind(run, frozenset({"K2"}), NOW)
    (stored,) = journal.mails()
    assert (stored.mail.key, stored.mail.covers) == ("K2:approved:1", ("K2:approved:1",))
    assert stored.mail.context == {"items": [{"request_ref": "REQ-2"}], "request_ref": "REQ-2"}


def test_a_mail_about_no_standing_row_is_dropped(journal: Journal) -> None:
    journal.bind(journal.reserve(plan(RowRecord("K1"), mails=(mail("K1"),)), NOW), frozenset(), NOW)
    assert journal.mails() == []


def test_mails_of_a_row_are_those_that_cover_it_oldest_first(journal: Journal) -> None:
    queued(journal, "K1", "K2")
    queued(journal, "K3")
    assert [stored.mail.key for stored in journal.mails("K2")] == ["K1:approved:1"]
    assert [stored.mail.key for stored in journal.mails()] == ["K1:approved:1", "K3:approved:1"]


def test_no_more_mails_are_handed_out_than_asked_for(journal: Journal) -> None:
    for row in ("K1", "K2", "K3"):
        queued(journal, row)
    assert [stored.mail.key for stored in journal.due_mails(NOW, 2)] == ["K1:approved:1", "K2:approved:1"]
    assert journal.due_mails(NOW, 0) == []


def test_the_bytes_of_a_mail_are_kept_and_never_replaced(open_journal: OpenJournal) -> None:
    key = queued(open_journal(), "K1")
    open_journal().keep_content(key, b"Subject: \xc3\xa9\r\n\r\n")
    assert open_journal().due_mails(NOW, 1)[0].content == b"Subject: \xc3\xa9\r\n\r\n"
    with refused("journal.mail-content-fixed"):
        open_journal().keep_content(key, b"other")


def test_no_mail_goes_out_before_its_bytes_are_kept(journal: Journal) -> None:
    with refused("journal.mail-without-content"):
        journal.mark_mail(queued(journal, "K1"), "in_data", "", NOW)


def test_a_sent_mail_is_never_due_nor_marked_again(journal: Journal) -> None:
    key = queued(journal, "K1")
    journal.mark_mail(key, Result.DONE, "250 OK", NOW)
    journal.mark_mail(key, Result.DONE, "250 OK", NOW)
    with refused("journal.mail-already-sent"):
        journal.mark_mail(key, "queued", "", NOW)
    assert (due(journal, days=30), journal.mails()[0].reply) == ([], "250 OK")


def test_what_a_dead_process_left_in_the_middle_is_unknown_and_not_repeated(open_journal: OpenJournal) -> None:
    journal = open_journal()
    key = queued(journal, "K1")
    journal.keep_content(key, b"mail")
    journal.mark_mail(key, "in_data", "", NOW)
    after = open_journal()
    assert after.due_mails(later(minutes=5), 10) == []
    assert after.view().troubles == (MailTrouble("K1", "approved", "unknown", number=1),)


def test_a_person_may_send_an_unknown_mail_again_with_the_same_bytes(journal: Journal) -> None:
    key = queued(journal, "K1")
    journal.keep_content(key, b"mail")
    journal.mark_mail(key, Result.UNKNOWN, "connection lost", NOW)
    journal.mark_mail(key, "queued", "", NOW)
    (stored,) = journal.due_mails(NOW, 10)
    assert (stored.state, stored.content, stored.attempts) == ("queued", b"mail", 0)


def test_retries_come_later_and_later(journal: Journal) -> None:
    key, waits, at = queued(journal, "K1"), [], NOW
    for _ in range(7):
        journal.mark_mail(key, Result.RETRY, "451 later", at)
        minutes = next(m for m in range(1, 400) if journal.due_mails(at + timedelta(minutes=m), 1))
        waits.append(minutes)
        at += timedelta(minutes=minutes)
    assert waits == [1, 5, 15, 60, 240, 360, 360]


def test_after_three_days_of_retries_the_mail_has_failed(journal: Journal) -> None:
    key = queued(journal, "K1")
    for hours in range(0, 200, 6):
        if due(journal, hours=hours):
            journal.mark_mail(key, Result.RETRY, "451 later", later(hours=hours))
            last = hours
    assert (states(journal), journal.mails()[0].reply) == (["failed"], "451 later")
    assert 66 <= last <= 72


def test_a_retry_is_due_at_once_when_the_clock_was_set_back(journal: Journal) -> None:
    journal.mark_mail(queued(journal, "K1"), Result.RETRY, "", later(days=365))
    assert due(journal) == ["K1:approved:1"]


@pytest.mark.parametrize("state", [Result.HELD, Result.FAILED, Result.UNKNOWN])
def test_a_mail_in_trouble_is_shown_for_every_row_it_covers(journal: Journal, state: Result) -> None:
    journal.mark_mail(queued(journal, "K1", "K2"), state, "why", NOW)
    assert journal.view().troubles == (MailTrouble("K1", "approved", state.value, "why", 1),
                                       MailTrouble("K2", "approved", state.value, "why", 1))
    assert due(journal, days=1) == (["K1:approved:1"] if state is Result.HELD else [])


def test_a_mail_that_goes_out_after_all_is_no_trouble_any_more(journal: Journal) -> None:
    key = queued(journal, "K1")
    journal.mark_mail(key, Result.HELD, "no e-mail", NOW)
    journal.mark_mail(key, "queued", "", NOW)
    journal.mark_mail(key, Result.DONE, "", NOW)
    assert journal.view().troubles == ()


def test_a_state_that_does_not_exist_is_refused(journal: Journal) -> None:
    with pytest.raises(ValueError, match="sending"):
        journal.mark_mail(queued(journal, "K1"), "sending", "", NOW)


def test_a_mail_that_does_not_exist_cannot_be_marked(journal: Journal) -> None:
    with refused("journal.no-such-mail"):
        journal.mark_mail("K9:approved:1", Result.DONE, "", NOW)


def test_a_waiting_mail_is_readdressed_and_rendered_anew(open_journal: OpenJournal) -> None:
    journal = open_journal()
    key = queued(journal, "K1", items=[{"request_ref": "REQ-1"}], customer={"email": "ana@example.org"})
    journal.keep_content(key, b"To: ana")
    journal.mark_mail(key, Result.RETRY, "450 later", NOW)
    (before,) = journal.mails()
    change(journal, MailChange(key, to="anna@example.com"))
    (stored,) = open_journal().due_mails(NOW, 10)
    assert (stored.mail.to, stored.mail.context["customer"]) == ("anna@example.com", {"email": "anna@example.com"})
    assert (stored.content, stored.message_id, stored.state) == (b"", before.message_id, "queued")


def test_a_refused_mail_is_readdressed_and_due_again(journal: Journal) -> None:
    key = queued(journal, "K1")
    journal.mark_mail(key, Result.FAILED, "550 no such user", NOW)
    change(journal, MailChange(key, to="anna@example.com"))
    assert due(journal) == [key]


def test_a_mail_that_speaks_of_nobody_any_more_is_withdrawn_for_ever(journal: Journal) -> None:
    key = queued(journal, "K1", "K2", items=[{"request_ref": "REQ-1"}, {"request_ref": "REQ-2"}])
    change(journal, MailChange(key, without=("REQ-1",)))
    assert journal.view().waiting == (
        WaitingMail(key, "approved", "anna@example.org", ("K1:approved:1", "K2:approved:1"), ("REQ-2",)),)
    change(journal, MailChange(key, without=("REQ-2",)))
    queued(journal, "K2")
    assert (due(journal, days=9), states(journal), journal.view().waiting) == ([], ["withdrawn"], ())


@pytest.mark.parametrize("state", [Result.DONE, Result.UNKNOWN])
def test_a_mail_that_is_out_or_may_be_is_not_changed(journal: Journal, state: Result) -> None:
    key = queued(journal, "K1")
    journal.mark_mail(key, state, "", NOW)
    change(journal, MailChange(key, to="eve@example.org", without=("",)))
    assert (journal.mails()[0].mail.to, states(journal)) == ("anna@example.org", [state])


def test_a_mail_is_changed_with_the_run_that_means_it_and_not_before(open_journal: OpenJournal) -> None:
    journal = open_journal()
    key = queued(journal, "K1", items=[{"request_ref": "REQ-1"}])
    run = journal.reserve(plan(RowRecord("K1", rev=1), mail_changes=(MailChange(
        key, without=("REQ-1",), rows=("K1",)),)), NOW)
    assert states(journal) == ["queued"]
    open_journal().bind(run, frozenset({"K1"}), NOW)
    assert states(open_journal()) == ["withdrawn"]


def test_a_mail_is_changed_only_where_the_rows_stand_on_which_that_rests(journal: Journal) -> None:
    key = queued(journal, "K1", "K2", items=[{"request_ref": "REQ-1"}, {"request_ref": "REQ-2"}])
    changes = [MailChange(key, without=(f"REQ-{number}",), rows=(f"K{number}",)) for number in (1, 2)]
    change(journal, *changes, standing=frozenset({"K2"}))
    assert [mail.references for mail in journal.view().waiting] == [("REQ-1",)]


def test_mails_are_counted_by_their_state(journal: Journal) -> None:
    assert dict(journal.mail_states()) == {}
    queued(journal, "K1")
    queued(journal, "K2")
    queued(journal, "K3")
    journal.mark_mail("K3:approved:1", Result.FAILED, "550", NOW)
    assert dict(journal.mail_states()) == {"queued": 2, "failed": 1}


def test_a_persons_word_is_taken_for_all_mails_or_none_and_told(journal: Journal) -> None:
    key, said = queued(journal, "K1"), [Event("K1", "mail-cancel", {"notice": "approved"})]
    journal.keep_quiet("nothing to do")
    before = journal.history("K1")
    with pytest.raises(JournalError):
        journal.decide_mails([key, "K9:approved:1"], MailState.WITHDRAWN, said, NOW)
    assert (states(journal), journal.history("K1"), journal.quiet()) == (["queued"], before, "nothing to do")
    journal.decide_mails([key], MailState.WITHDRAWN, said, NOW)
    assert (states(journal), journal.history("K1")[-1].kind, journal.quiet()) == (["withdrawn"], "mail-cancel", "")


def test_a_mail_that_is_lost_is_queued_again_once_where_that_is_wanted(journal: Journal) -> None:
    key = queued(journal, "K1")
    journal.keep_content(key, b"mail")
    journal.mark_mail(key, Result.UNKNOWN, "connection lost", NOW, resend=True)
    assert (states(journal), due(journal)) == (["queued"], [key])
    journal.mark_mail(key, "in_data", "", NOW)
    assert [stored.state for stored in journal.due_mails(NOW, 10, resend=True)] == []
    assert states(journal) == ["unknown"]
    journal.decide_mails([key], MailState.QUEUED, [], NOW)
    journal.mark_mail(key, Result.UNKNOWN, "", NOW, resend=True)
    assert states(journal) == ["unknown"]


def asked_again(journal: Journal) -> str:
    """A mail that was lost after its content went, and that a person wants sent once more."""
    key = queued(journal, "K1", items=[{"request_ref": "REQ-1"}])
    journal.keep_content(key, b"mail")
    journal.mark_mail(key, Result.UNKNOWN, "connection lost", NOW)
    journal.decide_mails([key], MailState.QUEUED, [], NOW)
    return key


def test_a_mail_that_was_lost_before_has_not_failed_when_the_second_try_does(journal: Journal) -> None:
    key = asked_again(journal)
    journal.mark_mail(key, Result.FAILED, "550 no such user", NOW, resend=True)
    assert (states(journal), journal.mails()[0].reply) == (["unknown"], "550 no such user")
    journal.decide_mails([key], MailState.QUEUED, [], NOW)
    journal.mark_mail(key, Result.RETRY, "451", NOW)
    journal.mark_mail(key, Result.RETRY, "451", later(days=3))
    assert states(journal) == ["unknown"]


def test_marking_a_mail_tells_how_far_it_is_then(journal: Journal) -> None:
    key = queued(journal, "K1")
    journal.keep_content(key, b"mail")
    told = [journal.mark_mail(key, state, "", NOW) for state in ("in_data", Result.RETRY)]
    told += [journal.mark_mail(key, Result.RETRY, "451 later", later(days=3))]
    told += [journal.mark_mail(key, "queued", "", NOW)]
    told += [journal.mark_mail(key, Result.UNKNOWN, "", NOW, resend=True)]   # and queued again
    told += [journal.mark_mail(key, state, "", NOW) for state in (Result.FAILED, Result.DONE, Result.DONE)]
    assert told == ["in_data", "retry", "failed", "queued", "unknown", "unknown", "done", "done"]


def test_a_mail_that_was_lost_before_keeps_its_bytes_and_its_address(journal: Journal) -> None:
    key = asked_again(journal)
    assert [mail.lost for mail in journal.view().waiting] == [True]
    change(journal, MailChange(key, to="eve@example.org", rows=("K1",)))
    assert [(each.mail.to, each.content, each.state) for each in journal.mails()] == [
        ("anna@example.org", b"mail", "unknown")]


def test_a_mail_that_was_lost_before_is_not_sent_again_once_that_is_taken_back(journal: Journal) -> None:
    journal.decide_mails([asked_again(journal)], MailState.WITHDRAWN, [], NOW)
    assert (states(journal), due(journal, days=9)) == (["unknown"], [])


def test_what_a_dead_process_was_handing_over_is_queued_again_where_that_is_wanted(journal: Journal) -> None:
    key = queued(journal, "K1")
    journal.keep_content(key, b"mail")
    journal.mark_mail(key, "in_data", "", NOW)
    assert [stored.content for stored in journal.due_mails(NOW, 10, resend=True)] == [b"mail"]


def test_mails_in_doubt_after_an_older_journal_are_not_sent_by_themselves(journal: Journal) -> None:
    queued(journal, "K1")
    journal.go_on_after({}, {}, [], NOW)
    assert [stored.state for stored in journal.due_mails(NOW, 10, resend=True)] == []
    assert states(journal) == ["unknown"]


def test_mails_that_another_journal_knows_are_as_it_knows_them(open_journal: OpenJournal) -> None:
    journal = open_journal()
    for row in ("K1", "K2"):
        journal.keep_content(queued(journal, row), b"old")
    journal.mark_mail("K2:approved:1", Result.DONE, "250 OK", NOW)
    known = [StoredMail(mail(*rows), f"<{rows[0]}@example.com>", NOW, MailState(state), content, 2, reply,
                        first_try=NOW, next_at=due_at, lost=1)
             for rows, state, content, reply, due_at in (
                 (("K1",), "done", b"new", "250 kept", None), (("K2",), "unknown", b"new", "", None),
                 (("K3", "K4"), "retry", b"K3", "451", later(hours=1)))]
    journal.go_on_after({}, {}, known, later(hours=2))
    kept = open_journal()
    assert kept.mail_keys() == {"K1:approved:1": "done", "K2:approved:1": "done", "K3:approved:1": "retry"}
    assert [(stored.content, stored.reply) for stored in kept.mails()] == [
        (b"new", "250 kept"), (b"old", "250 OK"), (b"K3", "451")]
    assert replace(kept.mails("K4")[0], number=0) == known[2]
    assert [(line.data["state"], line.data["dated"]) for line in kept.history("K4") if line.kind == "mail"] == [
        ("retry", NOW.isoformat())]
    queued(journal, "K4")
    assert due(journal, hours=3) == ["K3:approved:1"]


UNKNOWN, RETRY, DONE, GONE = (MailState(state) for state in ("unknown", "retry", "done", "withdrawn"))


@pytest.mark.parametrize(("here", "known", "lost", "then"), [
    (UNKNOWN, RETRY, 0, UNKNOWN), (GONE, RETRY, 0, GONE), (DONE, UNKNOWN, 0, DONE), (UNKNOWN, GONE, 0, UNKNOWN),
    (GONE, UNKNOWN, 1, UNKNOWN), (RETRY, GONE, 0, GONE), (UNKNOWN, MailState.FAILED, 0, UNKNOWN),
    (MailState.IN_DATA, RETRY, 0, UNKNOWN), (GONE, MailState.QUEUED, 1, UNKNOWN), (GONE, DONE, 0, DONE),
    (UNKNOWN, MailState.QUEUED, 1, UNKNOWN), (GONE, MailState.IN_DATA, 0, UNKNOWN)])
def test_a_mail_never_goes_back_to_what_another_journal_knows(journal: Journal, here: MailState, known: MailState,
                                                              lost: int, then: MailState) -> None:
    key = queued(journal, "K1")
    journal.keep_content(key, b"mail")
    journal.mark_mail(key, here, "", NOW)
    was = journal.mails()[0].lost
    journal.go_on_after({}, {}, [StoredMail(mail("K1"), "<1@example.com>", NOW, known, b"mail", lost=lost)], NOW)
    (stored,) = journal.mails()
    assert (stored.state, stored.lost >= max(was, lost)) == (then, True)
    assert due(journal, days=9) == []


def test_a_mail_that_is_sent_again_keeps_its_bytes_and_how_often_it_was_lost(journal: Journal) -> None:
    asked_again(journal)
    known = StoredMail(mail("K1", to="eve@example.org"), "<1@example.com>", NOW, RETRY, b"other", 1, next_at=NOW)
    journal.go_on_after({}, {}, [known], NOW)
    assert [(each.mail.to, each.content, each.state, each.lost) for each in journal.mails()] == [
        ("anna@example.org", b"mail", "queued", 1)]


def test_a_try_that_lies_in_the_future_is_of_a_clock_that_was_wrong(journal: Journal) -> None:
    for row, days in (("K1", -2.0), ("K2", -0.5), ("K3", 0.0), ("K4", 300.0)):
        journal.mark_mail(queued(journal, row), Result.DONE, "", later(days=days))
    assert journal.tried_since(later(days=-1), NOW) == 2
