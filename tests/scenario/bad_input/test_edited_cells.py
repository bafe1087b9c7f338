"""Cells of the engine that people edit, and statuses that cannot be: put back, told, and nothing else happens."""

from __future__ import annotations

import pytest

from .proofs import assert_whole
from .shop import Shop, day


@pytest.mark.parametrize(("column", "value"), [
    ("rma_number", "RMA-26-99999-X"), ("rma_number", None), ("request_ref", "mine"), ("why", "because"),
    ("window_end", day(-99)), ("label", "=1+1"), ("synced_status", "closed"), ("last_mail", None),
    ("eligibility", "no"), ("parcel_id", 7),
])
def test_an_engine_cell_that_was_edited_is_put_back_and_told(three: Shop, column: str, value: object) -> None:
    was, sent = three.cell(2, column), three.mails()
    three.type(2, **{column: value})
    done = three.sync()
    assert (three.cell(2, column), three.mails()) == (was, sent)
    assert "[engine-cell-edited]" in done.out
    assert_whole(three)


def test_a_revision_that_was_edited_is_put_back(three: Shop) -> None:
    was, sent = three.cell(2, "rev"), three.mails()
    three.type(2, rev=99)
    three.sync()
    assert (three.cell(2, "rev"), three.cell(2, "status"), three.mails()) == (was, "approved", sent)
    assert_whole(three)


@pytest.mark.parametrize("typed", ["reçu", "REÇU", "received", " Received "])
def test_a_status_in_the_other_language_or_case_is_understood(three: Shop, typed: str) -> None:
    three.type(2, status=typed, received_on=day(1))
    three.sync()
    assert (three.cell(2, "status"), three.cell(2, "check")) == ("received", "OK")
    assert_whole(three)


@pytest.mark.parametrize(("typed", "code"), [
    ("closed", "status-not-legal"), ("settled", "status-needs-column"), ("requested", "status-not-legal"),
    ("gone fishing", "status-unknown"), (7, "status-unknown"), ("=\"received\"", "status-computed"),
    ("#N/A", "status-computed")])
def test_an_illegal_status_is_put_back_and_told(three: Shop, typed: object, code: str) -> None:
    sent = three.mails()
    three.type(2, status=typed)
    done = three.sync()
    assert f"[{code}]" in done.out
    assert (three.cell(2, "status"), three.mails()) == ("approved", sent)
    assert_whole(three)


def test_a_status_that_was_cleared_comes_back(three: Shop) -> None:
    three.type(2, status=None)
    three.sync()
    assert three.cell(2, "status") == "approved"
    assert_whole(three)
