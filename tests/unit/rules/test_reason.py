"""Why it comes back."""

import pytest

from rma_sheets.rules.reason import check
from tests.rows import context, row


@pytest.mark.parametrize("reason", ["", "too_small", "damaged", "not-of-the-list"])
def test_exact_active_and_blank_reasons_are_fine(reason: str):
    assert list(check(row(return_reason=reason), context())) == []


def test_a_reason_that_is_switched_off_is_told():
    [finding] = check(row(return_reason="gift"), context())
    assert (finding.code, finding.column, finding.facts) == ("reason-inactive", "return_reason", {"typed": "Gift"})


def test_a_reason_with_finer_ones_below_it_is_told_with_those():
    [finding] = check(row(return_reason="size"), context())
    assert finding.code == "reason-too-general"
    assert finding.facts == {"typed": "Size", "finer": "Too small, Too large"}
