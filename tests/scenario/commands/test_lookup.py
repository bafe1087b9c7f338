"""Which return a typed number means, and the small tools that commands share."""

from __future__ import annotations

import gc
from datetime import UTC, datetime

import pytest

from rma_sheets.adapters.memory import MemoryJournal
from rma_sheets.collector import paused_collector
from rma_sheets.errors import UsageError
from rma_sheets.lookup import find_record, typed_numbers
from rma_sheets.model.plan import Plan
from rma_sheets.model.record import JournalView, RowRecord
from rma_sheets.model.settings import Settings
from rma_sheets.render.table import in_columns

VIEW = JournalView("demo", rows={
    "K-1": RowRecord("K-1", request_ref="REQ-26-00003-4"),
    "K-2": RowRecord("K-2", request_ref="REQ-26-00001-A", rma_number="RMA-26-00003-4"),
})


def test_digits_alone_mean_the_number_on_the_label_before_the_request() -> None:
    assert find_record(VIEW, "26 3 4", Settings(), b"key").key == "K-2"


def test_the_prefix_decides_where_it_is_typed() -> None:
    assert find_record(VIEW, "req 26 3 4", Settings(), b"key").key == "K-1"
    assert find_record(VIEW, "rma 26 3 4", Settings(), b"key").key == "K-2"


def test_a_number_of_nobody_is_not_called_misspelt() -> None:
    with pytest.raises(UsageError, match=r"lookup\.unknown-number"):
        find_record(JournalView("demo"), "RMA-26-00003-4", Settings(), b"key")


@pytest.mark.parametrize(("words", "numbers"), [
    (("rma", "26", "3", "4"), ("rma 26 3 4",)),
    (("RMA-26-00003-4", "RMA-26-00001-A"), ("RMA-26-00003-4", "RMA-26-00001-A")),
    (("rma 26 3 4", "rma 26 1 a"), ("rma 26 3 4", "rma 26 1 a")),
    (("nonsense",), ("nonsense",)),
])
def test_words_that_make_one_number_are_one(words: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    assert typed_numbers(words, Settings()) == numbers


def test_columns_stand_below_each_other() -> None:
    assert in_columns([("a", "one", "x"), ("longer", "2", ""), ("b",)]) == [
        "  a       one  x", "  longer  2", "  b"]


def test_the_collector_rests_within_and_works_afterwards() -> None:
    with paused_collector():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_number_that_was_void_before_anybody_saw_it_is_nobodys() -> None:
    journal = MemoryJournal("demo")
    plan = Plan("demo", "1", 1, numbers={"RMA-26-00003-4": "K-9"})
    run = journal.reserve(plan, datetime.now(UTC))
    journal.bind(run, frozenset(), datetime.now(UTC))
    with pytest.raises(UsageError, match=r"lookup\.void-number"):
        find_record(journal.view(), "RMA-26-00003-4", Settings(), b"key", journal)
