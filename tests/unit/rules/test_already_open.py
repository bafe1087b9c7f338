"""The same request again while the first is open."""

from rma_sheets.rules.already_open import check
from tests.rows import context, row


def test_a_lone_request_is_fine():
    assert list(check(row(), context())) == []


def test_a_repeated_request_is_told_with_the_reference_of_the_open_one():
    [finding] = check(row(), context(already_open="REQ-26-00001-K"))
    assert (finding.code, finding.facts) == ("return-already-open", {"reference": "REQ-26-00001-K"})


def test_an_exact_copy_is_told_as_a_copy_only():
    assert list(check(row(), context(already_open="REQ-26-00001-K", duplicate_of="REQ-26-00001-K"))) == []
