"""What planning is told of rows with a mail that is not out, and that a person's word wakes the rows it is about."""

from __future__ import annotations

from rma_sheets.model.delivery import MailState
from rma_sheets.model.plan import Event, Result
from rma_sheets.model.rowmails import RowMail
from rma_sheets.ports import Journal

from .builders import NOW, queued


def test_rows_of_which_all_mails_are_out_are_not_told_of(journal: Journal) -> None:
    key = queued(journal, "K1")
    journal.mark_mail(key, Result.DONE, "", NOW)
    assert journal.view().mails == ()


def test_rows_with_a_mail_that_is_not_out_are_told_with_all_of_theirs(journal: Journal) -> None:
    key = queued(journal, "K1", "K2", items=[{"request_ref": "REQ-1"}, {"request_ref": "REQ-2"}])
    journal.mark_mail(key, Result.RETRY, "451 later", NOW)
    told = (key, "approved", MailState.RETRY, NOW, ("REQ-1", "REQ-2"))
    assert journal.view().mails == (RowMail("K1", *told), RowMail("K2", *told))


def test_a_mail_that_was_taken_back_is_told_as_such(journal: Journal) -> None:
    key = queued(journal, "K1")
    journal.decide_mails([key], MailState.WITHDRAWN, [Event("K1", "mail-cancel", {})], NOW)
    assert [mail.state for mail in journal.view().mails] == [MailState.WITHDRAWN]


def test_a_persons_word_wakes_the_rows_of_those_mails_and_no_others(journal: Journal) -> None:
    key = queued(journal, "K1", "K2")
    queued(journal, "K3")
    journal.decide_mails([key], MailState.WITHDRAWN, [], NOW)
    assert {name: record.basis for name, record in journal.view().rows.items()} == {
        "K1": "again", "K2": "again", "K3": ""}
